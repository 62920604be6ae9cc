"""What is no archive of pages is refused with what to give instead."""

import gzip
from pathlib import Path

import pytest

from linkequity.base.errors import InputError, SiteEmpty
from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.tables import LINKS, PAGES
from linkequity.sources.warc import Archive, is_archive, read_archive
from linkequity.sources.warc_records import Tally, read_records

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<a href=/b>b</a>"


def record(kind: str, url: str, block: bytes) -> bytes:
    media = "application/http; msgtype=response" if block.startswith(b"HTTP") else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-03-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "data", "said", "hint"),
    [
        ("a.warc.wet.gz", record("conversion", "https://a.example/", b"text"), "WET", "WARC"),
        ("a.warc.wat.gz", record("metadata", "https://a.example/", b"{}"), "WAT", "WARC"),
        ("a.warc.gz", record("request", "https://a.example/", b"GET /"), "no HTML page", ""),
        (
            "a.arc.gz",
            b"filedesc://a.arc 0.0.0.0 20140216050221 text/plain 69\n",
            "ARC",
            "rec",
        ),
        ("empty.warc.gz", b"", "no HTML page", ""),
    ],
)
def test_an_archive_without_pages_is_refused_with_what_to_give_instead(
    tmp_path: Path, name: str, data: bytes, said: str, hint: str
) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(data))
    assert is_archive(file)
    with pytest.raises(InputError, match=said) as caught:
        read_archive(Archive((file,)), CrawlSettings(), tmp_path / "ws", {})
    assert hint in caught.value.hint


def test_a_site_that_an_archive_does_not_keep_is_refused_with_those_it_keeps(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(record("response", "https://a.example/", PAGE))
    with pytest.raises(SiteEmpty, match=r"keeps no page of b\.example") as caught:
        read_archive(Archive((file,), "https://b.example/"), CrawlSettings(), tmp_path, {})
    assert "a.example" in caught.value.hint


@pytest.mark.parametrize(
    "block",
    [
        PAGE.replace(b"\r\n", b"\n"),
        PAGE.replace(b"text/html", b"text/html\r\nContent-Encoding: gzip"),
        PAGE.replace(b"text/html", b"text/html\r\nTransfer-Encoding: chunked"),
    ],
    ids=["half line breaks", "not the encoding it claims", "not chunked as it claims"],
)
def test_answers_that_archives_keep_in_odd_ways_are_read_all_the_same(
    tmp_path: Path, block: bytes
) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(record("response", "<https://a.example/>", block))
    read = read_archive(Archive((file,)), CrawlSettings(), tmp_path / "ws", {})
    assert read.snapshot.read(LINKS)["target"].to_list() == ["https://a.example/b"]
    assert read.outcomes[0].refused == 0


def test_a_page_that_an_archive_keeps_in_part_is_read_and_said_to_be_cut(tmp_path: Path) -> None:
    whole = record("response", "https://a.example/", PAGE + b"<p>" + b"word " * 50)
    file = tmp_path / "a.warc"
    file.write_bytes(whole[:-40])
    read = read_archive(Archive((file,)), CrawlSettings(), tmp_path / "ws", {})
    page = read.snapshot.read(PAGES).row(0, named=True)
    assert page["is_html"]
    assert any("cut" in warning for warning in read.snapshot.manifest.warnings)


@pytest.mark.parametrize("at", range(0, 400, 23))
def test_an_archive_cut_or_overwritten_anywhere_never_fails(tmp_path: Path, at: int) -> None:
    data = gzip.compress(record("response", "https://a.example/", PAGE)) * 3
    file = tmp_path / "a.warc.gz"
    file.write_bytes(data[:at] + b"\0\xff" + data[at + 2 :])
    tally = Tally()
    for found in read_records(file, tally):
        found.reader.read(100)
    file.write_bytes(data[:at])
    cut = len([*read_records(file, Tally())])
    assert max(tally.kinds.total(), cut) <= 3
