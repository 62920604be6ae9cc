"""Overview, links to add, plan and clusters, asked as a browser asks."""

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app_client import inside
from linkequity.app.clusters import building


@pytest.fixture(scope="module")
def client(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copytree(demo_workspace, folder / "demo")
    (folder / "empty" / "snapshots").mkdir(parents=True)
    return inside(folder)


def test_the_overview_says_what_the_report_says(client: TestClient) -> None:
    """The same headline, the same first task; an empty workspace says how to fill it."""
    page = client.get("/w/demo/").text
    assert "of the authority that enters this site" in page
    assert "/w/demo/audits/" in page
    assert "linkequity audit" in client.get("/w/empty/").text


def test_deciding_moves_a_link_and_is_remembered(client: TestClient) -> None:
    """With and without script: the row alone, or the list again."""
    url = "/w/demo/links-to-add"
    page = client.get(url).text
    id = page.split('<article class="link card" id="')[1].split('"')[0]
    row = client.post(
        url, data={"id": id, "state": "accepted"}, headers={"HX-Request": "true"}
    ).text
    assert "<html" not in row
    assert f'id="{id}"' in row
    assert f'id="{id}"' not in client.get(url).text
    assert f'id="{id}"' in client.get(url, params={"state": "accepted"}).text
    whole = client.post(url, data={"id": id, "state": "open"})
    assert whole.url.path == url
    assert f'id="{id}"' in client.get(url).text


@pytest.mark.parametrize(
    "query",
    [
        {"state": "none"},
        {"words": "none"},
        {"new": "-3"},
        {"new": "soon"},
        {"to": "/nothing-here"},
        {"budget": "999999999999"},
    ],
)
def test_what_cannot_be_asked_is_said(client: TestClient, query: dict[str, str]) -> None:
    """A page that says why and what to do, and no traceback."""
    answer = client.get("/w/demo/links-to-add", params=query)
    assert answer.status_code == 400
    assert "<h1>" in answer.text


def test_what_was_typed_is_shown_and_never_run(client: TestClient) -> None:
    """Markup in a query comes back as text."""
    attack = '"><script>alert(1)</script>'
    for path, field in (("links-to-add", "q"), ("clusters", "q"), ("plan", "target")):
        page = client.get(f"/w/demo/{path}", params={field: attack}).text
        assert "<script>alert" not in page


def test_links_come_as_a_table_that_no_spreadsheet_runs(client: TestClient) -> None:
    """CSV, to be kept as a file."""
    answer = client.get("/w/demo/links-to-add.csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.text.startswith("id,from,to,anchor_text")


def test_a_plan_is_made_shown_and_exported(client: TestClient) -> None:
    """For a named page; its three steps, one of them now."""
    page = client.post("/w/demo/plan", data={"target": "/services/tax-advisory/"})
    assert page.status_code == 200
    for words in ("1. The target", "2. Supporting pages", "3. Backlinks", ">now<", "Simulated"):
        assert words in page.text
    assert client.get("/w/demo/plan.md").text.startswith("# Plan for")
    assert client.get("/w/demo/plan.csv").text.startswith("id,plan,step")
    assert client.get("/w/demo/plan.exe").status_code == 404
    assert client.post("/w/demo/plan", data={"target": "/nothing"}).status_code == 400


def test_clusters_are_listed_and_opened(client: TestClient) -> None:
    """Each leads to its matrix and to what it lacks."""
    page = client.get("/w/demo/clusters").text
    one = page.split('href="/w/demo/clusters/')[1].split('"')[0]
    cluster = client.get(f"/w/demo/clusters/{one}").text
    assert "Who links to whom" in cluster
    assert client.get("/w/demo/clusters/none").status_code == 400


def test_many_clusters_come_page_by_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each on one page, the largest first, with the words that were asked for; none beyond."""
    whole = rows_of(client.get("/w/demo/clusters").text)
    assert len(whole) > 2
    monkeypatch.setattr(building, "LISTED", 2)
    pages = [rows_of(client.get(f"/w/demo/clusters?page={page}").text) for page in range(1, 4)]
    assert pages[0] + pages[1] == whole[:4]
    for odd in ("0", "-1", "x", "", "9" * 30):
        assert rows_of(client.get(f"/w/demo/clusters?page={odd}").text) == pages[0]
    last = client.get("/w/demo/clusters?page=99999&q=/").text
    assert rows_of(last)[-1] == whole[-1]
    assert 'rel="next"' not in last
    assert "q=%2F" in last.split('rel="prev"')[1].split(">")[0]


def rows_of(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('href="/w/demo/clusters/')[1:]]
