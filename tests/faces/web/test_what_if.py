"""The what-if screen and the card of a page, asked as a browser asks; and attacked."""

import re
import shutil
import tomllib
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app_client import inside
from linkequity.app.links_to_add.decisions import decisions_of
from linkequity.app.workspace import Workspace

HERE = "/w/demo/what-if"
PART = {"HX-Request": "true"}
TAX = "/services/tax-advisory/"
TRUST = "/blog/trust-distributions-before-30-june/"
LINK = {"add": "add_link", "from": TAX, "to": TRUST, "anchor_text": "trusts"}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def shelf(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copytree(demo_workspace, folder / "demo")
    (folder / "empty" / "snapshots").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def client(shelf: Path) -> TestClient:
    return inside(shelf)


@pytest.fixture(autouse=True)
def no_scenarios(shelf: Path) -> None:
    shutil.rmtree(shelf / "demo" / "scenarios", ignore_errors=True)


def add(client: TestClient, **fields: str) -> Response:
    return client.post(f"{HERE}/edits", data=LINK | fields)


def change(client: TestClient, **fields: str) -> Response:
    return client.post(f"{HERE}/scenarios", data=fields)


def kept(shelf: Path) -> list[str]:
    return sorted(path.name for path in (shelf / "demo" / "scenarios").glob("*.toml"))


def test_a_card_adds_a_link_and_stays_where_it_is(client: TestClient, shelf: Path) -> None:
    """The part says which scenario took it up, or why none did."""
    added = client.post(f"{HERE}/edits", data=LINK, headers=PART)
    assert added.status_code == 200
    assert "Added" in added.text
    refused = client.post(f"{HERE}/edits", data=LINK | {"to": HOSTILE}, headers=PART).text
    assert "complaint" in refused
    assert HOSTILE not in refused
    assert len(kept(shelf)) == 1
    assert len(tomllib.loads((shelf / "demo/scenarios" / kept(shelf)[0]).read_text())["edit"]) == 1


def test_where_nothing_is_filled_in_there_are_edits_to_begin_with(client: TestClient) -> None:
    """Links that the audit found, as edits filled in; each is answered when it is followed."""
    empty = client.get(f"{HERE}/answer", params={"new": "1"}, headers=PART).text
    first = unescape(re.findall(r'<ul class="begin">.*?href="([^"]+)"', empty, re.DOTALL)[0])
    tried = client.get(first.replace("/what-if?", "/what-if/answer?"), headers=PART).text
    assert "Tried: <b>" in tried


def test_a_link_from_another_screen_opens_the_edit_filled_in(client: TestClient) -> None:
    """`add` and the fields in the query, by either name; and nothing is kept yet."""
    for ends in ({"from": TAX, "to": TRUST}, {"source": TAX, "target": TRUST}):
        page = client.get(HERE, params={"add": "add_link", "anchor_text": 'a "b"', **ends}).text
        assert f'name="from" value="{TAX}"' in page
        assert f'name="to" value="{TRUST}"' in page
        assert 'value="a &#34;b&#34;"' in page


def test_the_answer_has_winners_beside_losers_and_says_its_address(client: TestClient) -> None:
    """A part for a script, a page without; the ledger, the segments, and the way back here."""
    answer = client.get(f"{HERE}/answer", params=LINK, headers=PART)
    text = answer.text
    assert "<html" not in text
    assert text.index("Winners") < text.index("Losers") < text.index("The ledger")
    assert "url=http%3A%2F%2F127.0.0.1" in text
    url = answer.headers["HX-Replace-Url"]
    assert client.get(url).text.count(f'value="{TRUST}"') == 1
    whole = client.get(f"{HERE}/answer", params=LINK).text
    assert "<html" in whole
    assert "Losers" in whole
    sure = client.get(f"{HERE}/sureness", params=LINK, headers=PART).text
    assert "models agree" in sure


def test_an_edit_is_kept_by_its_scenario_and_can_be_taken_out(
    client: TestClient, shelf: Path
) -> None:
    """What the file says is what simulate reads; the page lists it in words."""
    page = add(client)
    assert page.url.params["scenario"] == "Scenario"
    assert kept(shelf) == ["Scenario.toml"]
    words = f"Link from {TAX} to {TRUST} with the words “trusts”"
    assert words in page.text
    out = client.get(f"{HERE}/export", params={"scenario": "Scenario"})
    assert tomllib.loads(out.text)["edit"][0]["add_link"]["anchor_text"] == "trusts"
    assert out.headers["content-disposition"].startswith("attachment")
    taken = {"scenario": "Scenario", "number": "1", "words": words}
    assert words not in client.post(f"{HERE}/edits/remove", data=taken).text
    again = client.post(f"{HERE}/edits/remove", data=taken)
    assert again.status_code == 400
    assert "not there any more" in again.text


def test_what_cannot_be_made_says_so_and_loses_nothing(client: TestClient, shelf: Path) -> None:
    """Beside its field, with what was filled in; and no file is made."""
    page = add(client, to="/servces/payroll/", anchor_text="kept text")
    assert page.status_code == 422
    says = re.search(r'<p class="complaint" id="says-to">(.*?)</p>', page.text)
    assert says
    assert "/services/payroll/" in says[1]
    assert 'value="/servces/payroll/"' in page.text
    assert 'value="kept text"' in page.text
    empty = client.post(f"{HERE}/edits", data={"add": "redirect"}).text
    assert empty.count("Needed.") == 2
    assert kept(shelf) == []


def test_scenarios_are_renamed_copied_compared_and_deleted(client: TestClient, shelf: Path) -> None:
    """Each by a form; the comparison's URL names all that it shows."""
    add(client)
    change(client, do="rename", scenario="Scenario", name="Zwei Wege")
    change(client, do="duplicate", scenario="Zwei Wege")
    assert kept(shelf) == ["Zwei Wege copy.toml", "Zwei Wege.toml"]
    url = f"{HERE}/compare?scenario=Zwei+Wege&scenario=Zwei+Wege+copy&scenario=gone"
    page = client.get(url).text
    assert page.count('scope="col"') == 2
    assert "Pages that move most" in page
    change(client, do="delete", scenario="Zwei Wege")
    assert kept(shelf) == ["Zwei Wege copy.toml"]
    assert client.get(HERE, params={"scenario": "Zwei Wege"}).status_code == 404
    assert change(client, do="explode", scenario="Zwei Wege copy").status_code == 400


def test_a_scenario_goes_to_the_plan(client: TestClient, shelf: Path) -> None:
    """As accepted work, which the page says and the plan lists until it is ticked off."""
    add(client)
    client.post(f"{HERE}/edits", data={"add": "noindex", "url": TAX, "scenario": "Scenario"})
    page = change(client, do="plan", scenario="Scenario")
    assert "In the plan now: 1 link" in page.text
    work = decisions_of(Workspace(shelf / "demo")).all()
    assert {(each.state, each.because) for each in work} == {("accepted", "scenario Scenario")}
    task = f"Set {TAX} to noindex"
    assert task in client.get("/w/demo/plan").text
    (id,) = (each.id for each in work if each.kind == "task")
    assert task not in client.post("/w/demo/plan/decide", data={"id": id, "state": "open"}).text


@pytest.mark.parametrize(
    "name",
    ["../x", "..%2fx", "/etc/passwd", "a/b", ".hidden", HOSTILE, "a\x00b", "x" * 5000, "\u202etxt"],
)
def test_names_of_scenarios_are_no_paths_and_no_markup(
    client: TestClient, shelf: Path, name: str
) -> None:
    """Refused in words on the page, in every place that takes one; nothing is written."""
    add(client)
    for do in ("new", "rename"):
        page = change(client, do=do, scenario="Scenario", name=name)
        assert page.status_code == 400
        assert HOSTILE not in page.text
        assert "cannot be the name" in unescape(page.text)
    for path in ("", "/export", "/answer", "/compare"):
        page = client.get(HERE + path, params={"scenario": name})
        assert page.status_code in {200, 400, 404}
        assert HOSTILE not in page.text
    assert kept(shelf) == ["Scenario.toml"]


def test_hostile_words_stay_words(client: TestClient, shelf: Path) -> None:
    """In forms, lists, answers and files; text never becomes markup or another edit."""
    toml = f'{HOSTILE}" }}\n[[edit]]\nnoindex = {{ url = "/'
    for page in (
        add(client, anchor_text=toml),
        client.get(HERE, params={"add": HOSTILE, "from": HOSTILE, "rel": HOSTILE}),
        client.get(f"{HERE}/answer", params=LINK | {"to": HOSTILE}, headers=PART),
        client.get(f"{HERE}/form", params={"add": "add_link", "from": HOSTILE}, headers=PART),
        client.get(f"{HERE}/pages", params={"field": HOSTILE, HOSTILE: "x"}, headers=PART),
    ):
        assert page.status_code == 200
        assert HOSTILE not in page.text
    out = client.get(f"{HERE}/export", params={"scenario": "Scenario"}).text
    (edit,) = tomllib.loads(out)["edit"]
    assert edit["add_link"]["anchor_text"] == toml.strip()


def test_giant_scenarios_and_files_that_are_none_are_told(client: TestClient, shelf: Path) -> None:
    """Listed with the reason; the rest of the page works."""
    folder = shelf / "demo" / "scenarios"
    folder.mkdir()
    (folder / "giant.toml").write_text('[[edit]]\nnoindex = { url = "/" }\n' * 40_000)
    (folder / "broken.toml").write_text("edit = [[[" + HOSTILE)
    for name in ("giant", "broken"):
        page = client.get(HERE, params={"scenario": name})
        assert page.status_code == 200
        assert "cannot be used" in page.text
        assert HOSTILE not in page.text
        answer = client.get(f"{HERE}/answer", params={"scenario": name}, headers=PART)
        assert 'role="alert"' in answer.text
    assert client.post(f"{HERE}/edits", data={"x": "y" * (1 << 20)}).status_code == 413
    many = {f"f{n}": "x" for n in range(40)}
    assert client.post(f"{HERE}/edits", data=many).status_code == 400


def test_before_the_first_crawl_it_says_what_to_do(client: TestClient) -> None:
    """No traceback, no endless waiting."""
    answer = client.get("/w/empty/what-if/answer", params=LINK, headers=PART)
    assert "Crawl first" in answer.text
    assert client.get("/w/empty/what-if").status_code == 200
    assert client.get("/w/empty/page", params={"url": "/"}).status_code == 409


def test_pages_are_offered_while_somebody_types(client: TestClient) -> None:
    """As a list box with the path to take over."""
    page = client.get(f"{HERE}/pages", params={"field": "to", "to": "trust distr"}, headers=PART)
    assert f'data-value="{TRUST}"' in page.text
    assert 'role="listbox"' in page.text


def test_a_card_says_why_and_leads_on(client: TestClient) -> None:
    """Figures, sources, tables; and each change can be tried from here."""
    page = unescape(client.get("/w/demo/page", params={"url": TAX}).text)
    for words in ("Why has it this much?", "Who should link here?", "Links to it", "Backlinks"):
        assert words in page
    assert f"what-if?add=redirect&from={TAX.replace('/', '%2F')}" in page
    assert "Stranded backlink equity" in page
    links = re.search(r'href="(/w/demo/links\?resolved_target[^"]+)"', page)
    assert links
    assert client.get(links[1]).status_code == 200


@pytest.mark.parametrize(
    ("url", "status", "says"),
    [
        ("https://example.org/", 200, "is not a page of this site"),
        ("javascript:alert(1)", 200, "is not a page of this site"),
        ("/services/tax-advsory/", 404, "Did you mean"),
        (HOSTILE, 404, "is not known"),
        ("x" * 10_000, 404, "is not known"),
    ],
)
def test_what_is_no_page_says_so(client: TestClient, url: str, status: int, says: str) -> None:
    """With near ones; what was asked becomes neither markup nor a link."""
    page = client.get("/w/demo/page", params={"url": url})
    assert page.status_code == status
    assert says in page.text
    assert HOSTILE not in page.text
    assert 'href="javascript' not in page.text


def test_suggested_sources_can_be_tried(client: TestClient) -> None:
    """The sentence, the similarity, what the donor gives; or why there is none."""
    asked = {"url": "/blog/employee-or-contractor/"}
    page = unescape(client.get("/w/demo/page/sources", params=asked, headers=PART).text)
    assert "<html" not in page
    assert "what-if?add=add_link&to=" in page
    assert "Donor loses" in page
    refused = client.get("/w/demo/page/sources", params={"url": "/nowhere"}, headers=PART)
    assert refused.status_code == 200
    assert "no page /nowhere is known" in refused.text
