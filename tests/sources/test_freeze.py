"""Laws of freezing: whole or not there, the same every time, and nothing lost."""

import itertools
from pathlib import Path

import polars as pl
import pytest

from answers import HOME, MANIFEST, answer, read, write_parts
from linkequity.snapshot.snapshot import Snapshot, part_path
from linkequity.snapshot.tables import LINKS, PAGES, PASSAGES, SNAPSHOT_TABLES
from linkequity.sources.extract.parts import PartWriter
from linkequity.sources.extract.raw import RAW_LINKS
from linkequity.sources.freeze import freeze

PAGE = "<nav><a href=/a>A</a></nav><main><h1>Page {n}</h1><p>Own words {n} of it.</p></main>"
PAGES_OF_SITE = {f"p{n}": PAGE.replace("{n}", str(n)) for n in range(5)}


def frozen(folder: Path, known: pl.DataFrame | None = None) -> Snapshot:
    return freeze(folder / "parts", folder / "snapshots" / "one", MANIFEST, known)


def test_freezing_twice_gives_the_same_snapshot(tmp_path: Path) -> None:
    for run in ("a", "b"):
        write_parts(tmp_path / run / "parts", PAGES_OF_SITE, each=2)
    one, two = frozen(tmp_path / "a"), frozen(tmp_path / "b")
    assert one.manifest == two.manifest
    for table in SNAPSHOT_TABLES:
        assert one.read(table).equals(two.read(table))


def test_tables_of_a_snapshot_have_their_declared_columns_and_counted_rows(tmp_path: Path) -> None:
    write_parts(tmp_path / "parts", PAGES_OF_SITE)
    snapshot = frozen(tmp_path)
    for table in SNAPSHOT_TABLES:
        assert snapshot.read(table).schema == table.schema
        assert snapshot.manifest.counts[table.name] == snapshot.read(table).height


def test_a_snapshot_that_is_there_is_returned_as_it_is(tmp_path: Path) -> None:
    write_parts(tmp_path / "parts", PAGES_OF_SITE)
    first = frozen(tmp_path)
    (tmp_path / "parts" / "pages-00000.parquet").unlink()
    assert frozen(tmp_path).manifest == first.manifest


def test_what_an_interrupted_freeze_left_is_replaced(tmp_path: Path) -> None:
    write_parts(tmp_path / "parts", PAGES_OF_SITE)
    for name in (".one.freezing", "one"):
        torn = tmp_path / "snapshots" / name
        torn.mkdir(parents=True)
        (torn / "links-00099.parquet").write_bytes(b"torn")
    assert frozen(tmp_path).read(LINKS).height == 5
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == ["one"]


def test_a_part_without_its_pages_file_is_not_there(tmp_path: Path) -> None:
    write_parts(tmp_path / "parts", PAGES_OF_SITE, each=1)
    part_path(tmp_path / "parts", PAGES, 3).unlink()
    snapshot = frozen(tmp_path)
    assert snapshot.read(PAGES).height == 4
    assert snapshot.read(LINKS)["source"].n_unique() == 4
    assert part_path(tmp_path / "parts", RAW_LINKS, 3).exists()


def test_sources_that_became_known_later_are_merged(tmp_path: Path) -> None:
    write_parts(tmp_path / "parts", PAGES_OF_SITE)
    known = pl.DataFrame({"url": [HOME + "p0"], "known_from": [["sitemap", "link", "backlinks"]]})
    pages = frozen(tmp_path, known).read(PAGES)
    assert pages.filter(url=HOME + "p0")["known_from"].to_list() == [
        ["backlinks", "link", "sitemap"]
    ]
    assert pages.filter(url=HOME + "p1")["known_from"].to_list() == [["link"]]


def test_known_urls_that_were_not_fetched_are_pages_too(tmp_path: Path) -> None:
    write_parts(tmp_path / "parts", PAGES_OF_SITE)
    known = pl.DataFrame(
        {
            "url": [HOME + "secret", HOME + "late", HOME + "late"],
            "known_from": [["link"], ["sitemap"], ["sitemap"]],
            "outcome": ["blocked", None, None],
            "crawl_depth": [2, None, None],
        }
    )
    pages = frozen(tmp_path, known).read(PAGES).filter(pl.col("outcome") != "answered")
    assert pages.select("url", pl.col("outcome").cast(str), "crawl_depth", "is_html").rows() == [
        (HOME + "secret", "blocked", 2, False),
        (HOME + "late", "not_crawled", None, False),
    ]


@pytest.mark.parametrize("each", [1, 10])
def test_a_page_written_twice_is_kept_once_and_said(tmp_path: Path, each: int) -> None:
    numbers = itertools.count()
    writer = PartWriter(tmp_path / "parts", lambda: next(numbers))
    for html in ("<p>first <a href=/a>a</a></p>", "<p>second <a href=/b>b</a></p>"):
        writer.add(read(html, url=HOME + "p"))
        if writer.pages == each:
            writer.flush()
    writer.flush()
    snapshot = frozen(tmp_path)
    assert snapshot.read(PAGES)["url"].to_list() == [HOME + "p"]
    assert snapshot.read(LINKS)["order"].to_list() == [0]
    assert "written twice" in snapshot.manifest.warnings[0]


def test_words_and_content_hash_are_of_the_text_that_is_the_pages_own(tmp_path: Path) -> None:
    shared = "<div>Same words on every page</div><main><p>Own words {n} of it.</p></main>"
    pages = {f"p{n}": shared.replace("{n}", str(n)) for n in range(4)}
    pages["twin"] = pages["p1"].replace("Same words on every page", "Same words nearly everywhere")
    found = {}
    write_parts(tmp_path / "parts", pages)
    for row in frozen(tmp_path).read(PAGES).iter_rows(named=True):
        found[row["url"].removeprefix(HOME)] = row
    assert found["p0"]["words"] == 5
    assert found["p0"]["content_hash"] != found["p1"]["content_hash"]
    assert found["twin"]["content_hash"] != found["p1"]["content_hash"]


def test_words_of_scripts_without_spaces_are_counted_in_the_text_that_is_left(
    tmp_path: Path,
) -> None:
    write_parts(tmp_path / "parts", {"ja": "<main><p>古いエピソードが見つかりません。</p></main>"})
    [words] = frozen(tmp_path).read(PAGES)["words"].to_list()
    assert words == 1 + 15 // 2


def test_a_page_without_text_has_no_words_and_one_that_is_no_page_has_null(tmp_path: Path) -> None:
    numbers = itertools.count()
    writer = PartWriter(tmp_path / "parts", lambda: next(numbers))
    writer.add(read("<img src=x>", url=HOME + "picture"))
    writer.add(read(b"%PDF-", url=HOME + "file", content_type="application/pdf"))
    writer.flush()
    pages = frozen(tmp_path).read(PAGES)
    assert pages["words"].to_list() == [0, None]
    assert pages["content_hash"].to_list() == [None, None]


def test_a_site_without_any_page_freezes_to_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    snapshot = frozen(tmp_path)
    assert snapshot.manifest.counts == {table.name: 0 for table in SNAPSHOT_TABLES}
    assert snapshot.read(PASSAGES).is_empty()
    assert answer().status == 200
