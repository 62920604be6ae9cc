"""The map screen, asked over ASGI: its numbers, its names, its links, its twin."""

import shutil
import struct
from pathlib import Path

import msgspec
import numpy as np
import polars as pl
import pytest
from starlette.testclient import TestClient

from app_client import inside
from linkequity.app.results import Results

MAP = "/w/demo/map"


@pytest.fixture(scope="module")
def workspace(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("map")
    shutil.copytree(demo_workspace, folder / "demo")
    return folder / "demo"


@pytest.fixture(scope="module")
def client(workspace: Path) -> TestClient:
    return inside(workspace.parent)


@pytest.fixture(scope="module")
def pages(workspace: Path) -> pl.DataFrame:
    return pl.read_parquet(workspace / "results" / "pages.parquet")


def head(client: TestClient, by: str = "cluster") -> dict[str, object]:
    content = client.get(f"{MAP}/data", params={"by": by}).content
    (length,) = struct.unpack_from("<I", content)
    found: dict[str, object] = msgspec.json.decode(content[4 : 4 + length])
    return found


def version(client: TestClient) -> str:
    return str(head(client)["version"])


@pytest.mark.parametrize("by", ["cluster", "segment"])
def test_the_numbers_of_every_page_come_in_columns(
    client: TestClient, pages: pl.DataFrame, by: str
) -> None:
    """Folded URLs and files aside, each page is a dot with its own id and equity."""
    content = client.get(f"{MAP}/data", params={"by": by}).content
    (length,) = struct.unpack_from("<I", content)
    known = msgspec.json.decode(content[4 : 4 + length])
    kind = pl.col("target_kind").cast(pl.String)
    shown = pages.filter(~kind.is_in(["redirected", "canonicalised", "not_html", "external"]))
    assert known["pages"] == len(shown)
    assert len(content) == 4 + length + 23 * len(shown)
    ids = np.frombuffer(content, "<u4", len(shown), 4 + length)
    equity = np.frombuffer(content, "<f4", len(shown), 4 + length + 4 * len(shown))
    assert ids.tolist() == shown["page_id"].to_list()
    assert equity == pytest.approx(shown["equity"].fill_null(0).to_numpy(), rel=1e-6)


def test_arrows_are_the_flows_between_segments(client: TestClient, workspace: Path) -> None:
    """Islands exchange what the results say that segments exchange."""
    results = msgspec.json.decode(
        (workspace / "results" / "results.json").read_bytes(), type=Results
    )
    known = head(client, "segment")
    islands = [island["group"] for island in known["islands"]]  # type: ignore[attr-defined]
    drawn = {(islands[s], islands[t]): equity for s, t, equity in known["arrows"]}  # type: ignore[attr-defined]
    flows = {(f.source, f.target): f.equity for f in results.segment_flows}
    alone = {pair: equity for pair, equity in drawn.items() if pair in flows}
    assert len(alone) > 5
    assert alone == pytest.approx({pair: flows[pair] for pair in alone})


def test_pages_are_found_by_words_of_their_title_and_url(client: TestClient) -> None:
    """All words must occur, in any case; the strongest page comes first."""
    asked = {"v": version(client), "q": "TAX advisory"}
    found = client.get(f"{MAP}/names", params=asked).json()
    assert found[0]["path"] == "/services/tax-advisory/"
    assert all("tax" in (name["url"] + name["title"]).lower() for name in found)
    assert client.get(f"{MAP}/names", params=asked | {"q": "no such words"}).json() == []


def test_a_page_is_asked_for_by_id_or_url(client: TestClient, pages: pl.DataFrame) -> None:
    """Its card has its figures, and the pages that pass it most equity first."""
    page = pages.filter(pl.col("url").str.ends_with("/services/tax-advisory/")).row(0, named=True)
    asked = {"v": version(client)}
    by_id = client.get(f"{MAP}/links", params=asked | {"id": page["page_id"]}).json()
    by_url = client.get(f"{MAP}/links", params=asked | {"url": page["url"]}).json()
    assert by_id == by_url
    assert by_id["equity"] == pytest.approx(page["equity"])
    carried = [equity for _, equity in by_id["links_in"]]
    assert carried == sorted(carried, reverse=True)
    assert len(carried) == by_id["linking_pages"] > 0


@pytest.mark.parametrize(
    "asked", [{"id": "99999999"}, {"id": "x"}, {"url": "https://else.org/"}, {}]
)
def test_a_page_that_is_not_there_is_not_found(client: TestClient, asked: dict[str, str]) -> None:
    """Neither a wrong number nor a foreign URL is an error of ours."""
    assert client.get(f"{MAP}/links", params=asked | {"v": version(client)}).status_code == 404


def test_a_map_drawn_before_an_audit_is_told_so(client: TestClient) -> None:
    """Numbers of pages change from audit to audit: an old map gets no new answers."""
    assert client.get(f"{MAP}/links", params={"v": "old", "id": "1"}).status_code == 409


def test_the_table_has_every_island(client: TestClient) -> None:
    """The twin shows the same islands, and says why it is shown where there is no WebGL2."""
    text = client.get(MAP, params={"as": "table", "by": "segment"}).text
    for island in head(client, "segment")["islands"]:  # type: ignore[attr-defined]
        assert island["group"] in text or island["group"].startswith("(")
    assert "WebGL2" not in text
    assert "WebGL2" in client.get(MAP, params={"as": "table", "webgl": "none"}).text


def test_places_stay_after_the_app_was_closed(client: TestClient, workspace: Path) -> None:
    """What was looked at is kept beside the results, and read again."""
    first = client.get(f"{MAP}/data").content
    kept = workspace / "results" / "map_by_cluster.parquet"
    before = kept.stat().st_mtime_ns
    pages = workspace / "results" / "pages.parquet"
    pages.touch()
    again = inside(workspace.parent).get(f"{MAP}/data").content
    assert again[-23 * 40 :] == first[-23 * 40 :]
    assert kept.stat().st_mtime_ns == before


def test_before_the_first_audit_there_is_no_map(tmp_path: Path) -> None:
    """The screen says what to do."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "linkequity.toml").write_text('site = "new.example"\n')
    answer = inside(tmp_path).get("/w/new/map")
    assert answer.status_code == 200
    assert "There is no map yet" in answer.text
    assert inside(tmp_path).get("/w/new/map/data").status_code == 400


@pytest.mark.parametrize("ids", ["9" * 5000, "4294967296", "²", "1," * 5_000], ids=lambda i: i[:6])
def test_numbers_of_no_page_are_no_fault(client: TestClient, ids: str) -> None:
    """Five thousand digits, more than 32 bits, what only looks like a digit: nobody is named."""
    version = str(head(client)["version"])
    answer = client.get(f"{MAP}/names", params={"ids": ids, "v": version})
    assert answer.status_code == 200
    assert len(answer.json()) <= 1
