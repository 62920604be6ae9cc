"""Tables in the browser: every state has a URL, and nothing in a URL or a cell is obeyed."""

import csv
import io
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import polars as pl
import pytest
from starlette.testclient import TestClient

from app_client import inside
from linkequity.app.tables.declared import RESULT_TABLES

SCRIPT = "<script>alert(1)</script>"
PART = {"HX-Request": "true", "HX-Target": "table"}
SQL = ["' OR 1=1 --", '"; DROP TABLE matching; --', "(SELECT 1)", "%", "\\", "$v0", "read_csv('/')"]


@pytest.fixture(scope="module")
def shelf(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's results, in which three rows were written by somebody who means harm."""
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copytree(demo_workspace / "results", folder / "demo" / "results")
    shutil.copy(demo_workspace / "linkequity.toml", folder / "demo")
    harm(folder, "pages", title=SCRIPT, segment='"><img src=x onerror=alert(1)>', equity=1e9)
    harm(folder, "links", target="javascript:alert(1)", anchor_text="=1+1", flow=1e9)
    harm(
        folder,
        "findings",
        evidence='{"fix": "javascript:alert(1)", "<b>": "<i>"}',
        equity_at_stake=1e9,
    )
    return folder


@pytest.fixture(scope="module")
def client(shelf: Path) -> TestClient:
    """Somebody who came in."""
    return inside(shelf)


def harm(folder: Path, table: str, **cells: object) -> None:
    """Write cells into the first row of a table."""
    path = folder / "demo" / "results" / f"{table}.parquet"
    frame = pl.read_parquet(path)
    first = frame.head(1).with_columns(
        **{name: pl.lit(value, frame.schema[name]) for name, value in cells.items()}
    )
    pl.concat([first, frame.slice(1)]).write_parquet(path)


def links_of(html: str) -> list[str]:
    """Where a page leads."""
    return [unescape(url) for url in re.findall(r'href="([^"]*)"', html)]


@pytest.mark.parametrize("table", RESULT_TABLES)
def test_a_table_shows_every_column_it_has(client: TestClient, table: str) -> None:
    """Whatever is in it, the page stands, and says how many rows there are."""
    columns = ",".join(RESULT_TABLES[table].by_name)
    answer = client.get(f"/w/demo/{table}", params={"columns": columns, "size": "500"})
    assert answer.status_code == 200
    assert answer.text.count('scope="col"') == len(RESULT_TABLES[table].columns)


@pytest.mark.parametrize("table", RESULT_TABLES)
def test_every_column_of_the_results_is_declared(demo_workspace: Path, table: str) -> None:
    """What an audit writes can all be shown, and says what it means."""
    written = pl.read_parquet_schema(demo_workspace / "results" / f"{table}.parquet")
    assert list(RESULT_TABLES[table].by_name) == list(written)


@pytest.mark.parametrize("column", "url title inlinks indexable segment known_from".split())
def test_a_column_of_each_kind_can_be_filtered_by_its_form(client: TestClient, column: str) -> None:
    """Its form opens, and its fields are named as filters are."""
    answer = client.get("/w/demo/pages", params={"filter": column})
    assert answer.status_code == 200
    assert f'name="{column}.empty"' in answer.text


@pytest.mark.parametrize(
    "name",
    "q sort columns page size filter title.contains title.like inlinks.min content_kind.in "
    "segment.in indexable.is".split(),
)
def test_sql_in_any_value_is_a_value(client: TestClient, name: str) -> None:
    """It is looked for, or refused by name; the table is there as before."""
    for value in SQL:
        answer = client.get("/w/demo/pages.csv", params={name: value})
        assert answer.status_code in (200, 400)
    assert "<b>74</b> pages" in client.get("/w/demo/pages?columns=url").text


@pytest.mark.parametrize(
    "name", ["url') --.contains", '".min', "inlinks.min; DROP", "__class__.is"]
)
def test_sql_in_any_name_is_refused(client: TestClient, name: str) -> None:
    """Columns are looked up among those that are declared."""
    assert client.get("/w/demo/pages", params={name: "1"}).status_code == 400
    assert client.get("/w/demo/pages", params={"filter": name}).status_code == 400


def test_a_number_too_large_for_any_page_is_the_last_or_refused(client: TestClient) -> None:
    """And never an overflow."""
    assert "51–74 of 74" in client.get("/w/demo/pages?page=999999999").text
    assert client.get(f"/w/demo/pages?page={'9' * 300}").status_code == 400
    assert client.get("/w/demo/pages?inlinks.min=1e308").status_code == 200


def test_hostile_cells_are_text(client: TestClient) -> None:
    """No markup, no link to anything but a web page or a card of the app."""
    for path in ("pages?columns=title,segment", "links", "findings?columns=evidence"):
        html = client.get(f"/w/demo/{path}").text
        assert SCRIPT not in html
        assert "<img" not in html
        assert "<i>" not in html
        assert "javascript:alert(1)" in html or "&lt;script&gt;" in html
        assert all(url.startswith(("/", "#", "http", "data:,")) for url in links_of(html))


def test_an_open_filter_of_hostile_values_is_text(client: TestClient) -> None:
    """The values it offers were crawled."""
    html = client.get("/w/demo/pages?filter=segment").text
    assert "<img" not in html
    assert "onerror=alert" in html


def test_headers_sort_and_say_which_way(client: TestClient) -> None:
    """A number goes from the largest first, a second click turns it round."""
    html = client.get("/w/demo/pages?inlinks.min=1").text
    up = next(url for url in links_of(html) if "sort=-inlinks" in url)
    assert "inlinks.min=1" in up
    html = client.get(up).text
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html
    assert any("sort=inlinks" in url for url in links_of(html))


def test_a_part_is_the_rows_alone_and_names_the_address(client: TestClient) -> None:
    """Empty fields of the form are not in it; what it carries along unseen comes with it."""
    asked = {"q": "blog", "inlinks.min": "2", "title.contains": "", "filter": "title"}
    answer = client.get("/w/demo/pages", params=asked, headers=PART)
    assert answer.text.lstrip().startswith('<div id="table"')
    pushed = urlsplit(answer.headers["hx-push-url"])
    assert pushed.path == "/w/demo/pages"
    assert dict(parse_qsl(pushed.query)) == {"q": "blog", "inlinks.min": "2", "filter": "title"}
    assert '<input type="hidden" name="inlinks.min" value="2" form="ask">' in answer.text


def test_a_filter_that_is_open_is_not_carried_along_twice(client: TestClient) -> None:
    """Its fields say what it is now."""
    html = client.get("/w/demo/pages?filter=inlinks&inlinks.min=2").text
    assert html.count('name="inlinks.min"') == 2  # the field, and the form that chooses columns
    assert 'name="inlinks.min" value="2" form="ask"' not in html


def test_what_is_wrong_while_typing_is_said_beside_the_rows(client: TestClient) -> None:
    """The rows that are there stay, and the address too."""
    answer = client.get("/w/demo/pages", params={"inlinks.min": "1e"}, headers=PART)
    assert answer.headers["hx-retarget"] == "#refusal"
    assert answer.headers["hx-push-url"] == "false"
    assert "It takes a number" in answer.text
    assert client.get("/w/demo/pages", params={"inlinks.min": "1e"}).status_code == 400


def test_each_filter_can_be_taken_away(client: TestClient) -> None:
    """Its mark leads to the same without it."""
    html = client.get("/w/demo/pages?inlinks.min=2&indexable.is=yes").text
    assert "Inlinks at least 2" in html
    urls = [url for url in links_of(html) if url == "/w/demo/pages?indexable.is=yes"]
    assert urls


def test_csv_holds_all_pages_of_the_view_and_nothing_runs(client: TestClient) -> None:
    """As a file to keep, however many rows a page has."""
    answer = client.get("/w/demo/links.csv?columns=anchor_text,flow&size=1")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert lines[1][0] == "'=1+1"
    assert len(lines) > 1000


def test_a_workbook_is_a_file_to_keep(client: TestClient) -> None:
    """Whole, and under a name that says what it is."""
    answer = client.get("/w/demo/pages.xlsx?inlinks.min=1&columns=url")
    assert "demo-pages.xlsx" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("kind", ["", ".csv", ".xlsx"])
def test_what_cannot_be_asked_is_refused_before_an_answer_begins(
    client: TestClient, kind: str
) -> None:
    """Also where a file is asked for."""
    answer = client.get(f"/w/demo/pages{kind}?sort=nothing")
    assert answer.status_code == 400
    assert "Columns: url" in answer.text


@pytest.mark.parametrize("path", ["pages", "findings", "audits"])
def test_before_the_first_audit_the_way_to_it_is_shown(tmp_path: Path, path: str) -> None:
    """Not an error."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "linkequity.toml").touch()
    answer = inside(tmp_path).get(f"/w/new/{path}")
    assert answer.status_code == 200
    assert "linkequity audit" in answer.text


@pytest.mark.parametrize("path", ["", "?status=all", "?status=pass", "?status=not_applicable"])
def test_audits_are_listed_by_what_came_of_them(client: TestClient, path: str) -> None:
    """Those that found something first; those of one status, and all, under their addresses."""
    html = client.get(f"/w/demo/audits{path}").text
    assert ("Broken internal links" in html) == (path in ("", "?status=all"))
    assert ("Endless pages" in html) == (path in ("?status=pass", "?status=all"))


def test_an_audit_says_all_that_explain_says(client: TestClient) -> None:
    """What, why, what speaks against it, how to mend it, the evidence; and its findings."""
    html = client.get("/w/demo/audits/broken-internal-links").text
    for words in (
        "Why it matters.",
        "Known problem.",
        "How to mend it.",
        "Evidence: ",
        "/careers/",
    ):
        assert words in html
    part = client.get("/w/demo/audits/broken-internal-links?q=careers&page=2", headers=PART)
    assert part.text.lstrip().startswith('<div id="table"')
    assert "1–1 of 1" in part.text
    assert part.headers["hx-push-url"] == "/w/demo/audits/broken-internal-links?q=careers"


def test_findings_that_a_baseline_silences_are_not_listed(shelf: Path) -> None:
    """An audit's page shows what its count counts; the table of findings has them all."""
    path = shelf / "demo" / "results" / "findings.parquet"
    kept = path.read_bytes()
    try:
        every = pl.read_parquet(path).with_columns(silent=pl.lit(value=True))
        every.write_parquet(path)
        client = inside(shelf)
        assert "No finding fits" in client.get("/w/demo/audits/broken-internal-links").text
        assert f"<b>{len(every)}</b> findings" in client.get("/w/demo/findings").text
    finally:
        path.write_bytes(kept)


@pytest.mark.parametrize("id", ["nothing", "%2e%2e%2fpages", "' OR 1=1 --", SCRIPT])
def test_an_audit_that_is_not_there_is_not_found(client: TestClient, id: str) -> None:
    """Its name is looked up, and nothing else is done with it."""
    answer = client.get(f"/w/demo/audits/{id}")
    assert answer.status_code == 404 or "Audits" in answer.text
    assert SCRIPT not in answer.text


def test_a_status_that_is_not_known_is_refused(client: TestClient) -> None:
    """With those that are."""
    assert client.get("/w/demo/audits?status=terrible").status_code == 400


def test_titles_are_shown_without_what_all_of_them_share_and_exported_whole(
    client: TestClient,
) -> None:
    """The site's name on every row tells nobody anything; what was crawled is what is exported."""
    asked = {"q": "About Harbourline", "columns": "title"}
    shown = client.get("/w/demo/pages", params=asked).text
    whole = "About Harbourline | Harbourline Accounting"
    assert f'title="{whole}">About Harbourline<' in shown
    assert whole in client.get("/w/demo/pages.csv", params=asked).text
