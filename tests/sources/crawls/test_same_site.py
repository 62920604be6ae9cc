"""A site has one graph, whoever crawled it: we, another program, or an archive of its pages."""

import csv
import gzip
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from linkequity.base.settings import CrawlSettings, Settings
from linkequity.model.facts import Facts
from linkequity.snapshot.imported import ImportedTables
from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import LINKS, PAGES
from linkequity.sources.crawl.run import CrawlOrder
from linkequity.sources.crawls.reading import CrawlFiles, read_crawl
from linkequity.sources.crawls.screaming_frog import READER
from linkequity.sources.folder import read_folder
from linkequity.sources.warc import Archive, read_archive

BASE = "https://www.example.com"
HEAD = '<html lang="en"><head><title>{}</title>{}</head><body>'
NAV = '<nav><a href="/tea/">Tea</a> <a href="/x/">X</a></nav>'
MENU = f'<header><a href="/"><img alt="Home"></a>{NAV}</header>'
PARTNER = '<a href="https://elsewhere.example/">Partner</a>'
FOOT = f'<footer><a href="/imprint/">Imprint</a> {PARTNER}</footer>'
TEXT = "This is a sentence long enough to be one, with {} in the midst of it and more behind."
LINKED = {
    "": ["/tea/green/", "/tea/black/", "/old/"],
    "tea/": ["/tea/green/", "/tea/black/", "/gone/"],
    "tea/green/": ["/tea/", "/tea/black/"],
    "tea/black/": ["/tea/green/?sort=price"],
    "x/": ["/tea/green/"],
    "hidden/": ["/"],
    "imprint/": [],
}
HEADS = {
    "hidden/": '<meta name="robots" content="noindex">',
    "x/": '<link rel="canonical" href="/tea/">',
}
PAGE_HEADERS = (
    "Address",
    "Content Type",
    "Status Code",
    "Title 1",
    "Meta Robots 1",
    "Canonical Link Element 1",
    "Redirect URL",
    "Redirect Type",
    "Crawl Depth",
)
LINK_HEADERS = ("Type", "Source", "Destination", "Alt Text", "Anchor", "Status Code", "Follow")
PLACED_HEADERS = (*LINK_HEADERS, "Rel", "Link Path", "Link Position")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    root = tmp_path_factory.mktemp("site")
    for path, targets in LINKED.items():
        words = path.strip("/") or "Start"
        links = "".join(
            f"<p>{TEXT.format(f'<a href={target}>about {target}</a>')}</p>" for target in targets
        )
        html = HEAD.format(words, HEADS.get(path, "")) + MENU + f"<main>{links}</main>" + FOOT
        (root / path).mkdir(parents=True, exist_ok=True)
        (root / path / "index.html").write_text(html)
    (root / "old").mkdir()
    (root / "old/index.html").write_text('<meta http-equiv="refresh" content="0; url=/tea/">')
    order = CrawlOrder(BASE + "/", CrawlSettings())
    return read_folder(root, order, tmp_path_factory.mktemp("ours"), lambda _: None)


def equity(snapshot: Snapshot) -> dict[str, float]:
    facts = Facts.of(snapshot, ImportedTables(), Settings())
    assert np.isclose(facts.ledger.equity_in, facts.ledger.kept + sum(facts.ledger.leaked.values()))
    pages = facts.pages.filter(pl.col("indexable"))
    return dict(pages.select("url", "equity").iter_rows())


def leaks(snapshot: Snapshot) -> dict[str, float]:
    return dict(Facts.of(snapshot, ImportedTables(), Settings()).ledger.leaked)


def same(theirs: Snapshot, ours: Snapshot) -> None:
    expected = equity(ours)
    found = equity(theirs)
    assert found.keys() == expected.keys()
    assert found == pytest.approx(expected, abs=1e-9)
    assert leaks(theirs) == pytest.approx(leaks(ours), abs=1e-9)


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    return path


def exported(snapshot: Snapshot, folder: Path, *, by_target: bool) -> tuple[Path, Path]:
    """The tables of a crawl of ours as Screaming Frog would have exported them."""
    pages = snapshot.read(PAGES).filter(pl.col("outcome").cast(pl.String) == "answered")
    links = snapshot.read(LINKS)
    status = dict(pages.select("url", "status").iter_rows())
    about = [PAGE_HEADERS]
    for page in pages.iter_rows(named=True):
        kind = "Meta Refresh" if page["redirect_to"] and page["status"] == 200 else ""
        about.append((page["url"], page["content_type"], page["status"], page["title"],
                      page["meta_robots"], page["declared_canonical"], page["redirect_to"],
                      kind, page["crawl_depth"]))  # fmt: skip
    rows = [
        ("Hyperlink", link["source"], link["target"], link["alt_text"], link["anchor_text"],
         status.get(link["target"], ""), "false" if link["nofollow"] else "true", link["rel"],
         _xpath(link), link["link_position"].capitalize())
        for link in links.iter_rows(named=True)
    ]  # fmt: skip
    if by_target:
        rows.sort(key=lambda row: str(row[2]))
    name = "all_inlinks.csv" if by_target else "all_outlinks.csv"
    return (
        write_csv(folder / "internal_all.csv", about),
        write_csv(folder / name, [PLACED_HEADERS, *rows]),
    )


def _xpath(link: dict[str, object]) -> str:
    """Elements down to the link; a link in a sentence is told by the number of its paragraph."""
    steps = str(link["container_path"]).replace(">", "/")
    number = f"[{link['passage']}]" if link["passage"] is not None else ""
    return f"//{steps}{number}/a"


@pytest.mark.parametrize("by_target", [False, True], ids=["by page", "by target"])
def test_the_same_links_exported_by_another_program_give_the_same_equity(
    ours: Snapshot, tmp_path: Path, by_target: bool
) -> None:
    files = exported(ours, tmp_path, by_target=by_target)
    theirs = read_crawl(CrawlFiles(READER, files), CrawlSettings(), tmp_path / "ws", {}).snapshot
    same(theirs, ours)


def test_links_told_by_two_lists_count_once(ours: Snapshot, tmp_path: Path) -> None:
    pages, by_page = exported(ours, tmp_path, by_target=False)
    _, by_target = exported(ours, tmp_path, by_target=True)
    crawl = CrawlFiles(READER, (pages, by_page, by_target))
    theirs = read_crawl(crawl, CrawlSettings(), tmp_path / "ws", {}).snapshot
    assert theirs.manifest.counts["links"] == ours.manifest.counts["links"]
    same(theirs, ours)


def test_links_dealt_to_many_parts_give_the_same_equity(
    ours: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkequity.sources.crawls.gathering.BUCKET_BYTES", 1_000)
    monkeypatch.setattr("linkequity.sources.crawls.gathering.DEALT", 7)
    files = exported(ours, tmp_path, by_target=True)
    theirs = read_crawl(CrawlFiles(READER, files), CrawlSettings(), tmp_path / "ws", {}).snapshot
    assert len(list(theirs.path.glob("pages-*.parquet"))) > 3
    same(theirs, ours)


def record(kind: str, url: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-03-01T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash((kind, url)))}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", more: str = "") -> bytes:
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\n".encode() + body
    )


def archived(ours: Snapshot) -> list[bytes]:
    """A record for every answer of a crawl of ours, packed or not, and what is no answer."""
    root = Path(ours.manifest.source_detail)
    records = []
    for page in ours.read(PAGES).iter_rows(named=True):
        path = page["url"].removeprefix(BASE).partition("?")[0].strip("/")
        file = root / path / "index.html"
        if file.is_file():
            body, more = file.read_bytes(), ""
            if "tea" in path:
                body, more = gzip.compress(body), "Content-Encoding: gzip\r\n"
            records.append(record("request", page["url"], b"GET / HTTP/1.1\r\n\r\n"))
            records.append(record("response", page["url"], answer(body, more=more)))
        else:
            records.append(record("response", page["url"], answer(b"", "404 Not Found")))
    return records


def write_warc(path: Path, records: Iterable[bytes], *, packed: bool = True) -> Path:
    out = BytesIO()
    for data in records:
        out.write(gzip.compress(data) if packed else data)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_the_same_pages_in_an_archive_give_the_same_equity(
    ours: Snapshot, tmp_path: Path, packed: bool
) -> None:
    warc = write_warc(tmp_path / "site.warc", archived(ours), packed=packed)
    read = read_archive(Archive((warc,), BASE + "/"), CrawlSettings(), tmp_path / "ws", {})
    same(read.snapshot, ours)
    assert read.snapshot.manifest.source == "warc"


def test_broken_records_of_an_archive_cost_themselves_alone(ours: Snapshot, tmp_path: Path) -> None:
    records = archived(ours)
    torn = gzip.compress(record("response", BASE + "/torn/", answer(b"<p>torn")))[:-40]
    warc = tmp_path / "site.warc.gz"
    whole = [gzip.compress(data) for data in records]
    warc.write_bytes(b"".join([*whole, torn]))
    read = read_archive(Archive((warc,), BASE + "/"), CrawlSettings(), tmp_path / "ws", {})
    known = {url for (url,) in read.snapshot.read(PAGES).select("url").iter_rows()}
    assert {BASE + "/", BASE + "/tea/"} <= known
    assert read.outcomes[0].rows >= len(records)


def test_an_archive_of_several_sites_is_read_as_the_one_with_most_pages_and_says_so(
    ours: Snapshot, tmp_path: Path
) -> None:
    other = record("response", "https://other.example/", answer(b"<a href=/b>b</a>"))
    warc = write_warc(tmp_path / "site.warc.gz", [other, *archived(ours)])
    most = read_archive(Archive((warc,)), CrawlSettings(), tmp_path / "most", {}).snapshot
    assert most.manifest.site == "example.com"
    assert any("2 sites" in warning for warning in most.manifest.warnings)
    chosen = Archive((warc,), "https://other.example/")
    named = read_archive(chosen, CrawlSettings(), tmp_path / "named", {}).snapshot
    assert named.manifest.site == "other.example"
    unread = named.read(PAGES).filter(pl.col("url") == "https://other.example/b").row(0, named=True)
    assert (unread["outcome"], unread["error"]) == ("not_crawled", "not in the archive")
