"""A file is its vendor's, or nobody's, and the answer says why."""

import bz2
import gzip
import lzma
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.base.errors import ColumnsMissing, FileUnreadable, InputError, VendorUnclear
from linkequity.sources import registry
from linkequity.sources.importers.search_console import PERFORMANCE, layout
from linkequity.sources.importers.table_importer import TableImporter, as_read
from linkequity.sources.registry import identify, read, read_parts

GENERIC = "source,target\nhttps://a.example/,https://site.example/\n"
LINK = "source,target\nhttps://a.example/,https://site.example/x\n"
SEARCH_ROW = "https://site.example/,1,10,10%,4.5\n"
SEARCH = "Page,Clicks,Impressions,CTR,Position\n" + SEARCH_ROW


def file_with(folder: Path, text: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        # a crawler's list of internal links: its "Target" is the window, not a page
        "Type,Source,Destination,Anchor,Target\nHyperlink,https://s.example/,https://s.example/a,a,\n",
        # Search Console's list of indexed pages: ours, not those that link to us
        "URL,Last crawled\nhttps://s.example/a,2020-06-30\nhttps://s.example/b,2020-06-30\n",
        "word,count\nbread,3\n",
        '{"url": "https://s.example/"}\n',
        "hello\n",
    ],
)
def test_a_file_that_is_nobodys_is_refused_with_its_headers_and_what_was_expected(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(VendorUnclear) as error:
        identify(file_with(tmp_path, text))
    first_header = text.splitlines()[0].partition(",")[0].strip('"')
    assert first_header in error.value.message
    assert "ahrefs" in error.value.hint
    assert "referring page" in error.value.hint
    assert error.value.where.endswith("file.csv")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04\x14\x00", "Excel"),
        (b"\x1f\x8b\x08", "cannot be unpacked"),
        (b"\x28\xb5\x2f\xfd\x00", "Zstandard"),
        (b"PK\x05\x06" + 18 * b"\0", "nothing in it"),
        (b"<!doctype html><html><body>Log in</body></html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"source,target\n\x81\x8d\n", "none of UTF-8"),
    ],
)
def test_what_is_no_text_table_is_unreadable_and_says_what_it_is(
    tmp_path: Path, content: bytes, what: str
) -> None:
    with pytest.raises(FileUnreadable, match=what):
        read(file_with(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [
        LINK.encode("utf-16-le"),
        LINK.encode("utf-16-be"),
        gzip.compress(LINK.encode()),
        bz2.compress(LINK.encode()),
        lzma.compress(LINK.encode()),
        f"sep=;\n{LINK}".replace(",", ";").encode("utf-8-sig"),
    ],
    ids=["utf-16-le", "utf-16-be", "gzip", "bzip2", "xz", "sep"],
)
def test_a_table_is_read_however_it_was_packed_encoded_or_announced(
    tmp_path: Path, content: bytes
) -> None:
    """UTF-16 without its mark, packed by gzip, bzip2 or xz, or with Excel's word on separators."""
    frame = read(file_with(tmp_path, content)).frame
    assert frame["target"].to_list() == ["https://site.example/x"]


def test_a_packed_table_that_breaks_off_is_unreadable(tmp_path: Path) -> None:
    rows = "".join(f"https://a.example/{n},https://site.example/\n" for n in range(50_000))
    content = gzip.compress((LINK + rows).encode())
    with pytest.raises(FileUnreadable, match="unpacked"):
        read_parts(file_with(tmp_path, content[:-2000]), lambda _kind, _frame: None)


def test_a_file_that_is_not_there_or_is_a_folder_is_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(FileUnreadable):
            read(path)


def test_two_claims_on_one_file_are_an_error_that_names_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = PERFORMANCE
    other = TableImporter("other", first.table, layout, as_read, "the same")
    monkeypatch.setattr(registry, "IMPORTERS", (first, other))
    with pytest.raises(VendorUnclear, match=r"search_console \(search\) and other \(search\)"):
        identify(file_with(tmp_path, SEARCH))


def test_the_vendor_named_reads_the_file_or_says_what_it_lacks(tmp_path: Path) -> None:
    path = file_with(tmp_path, GENERIC)
    assert identify(path, vendor="generic").vendor == "generic"
    with pytest.raises(ColumnsMissing) as error:
        identify(path, vendor="ahrefs")
    assert "source, target" in error.value.message
    assert "Domain rating" in error.value.hint


def test_an_unknown_vendor_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(VendorUnclear, match="acme") as error:
        read(file_with(tmp_path, GENERIC), vendor="acme")
    assert {"ahrefs", "search_console", "generic"} <= set(error.value.hint.replace(",", "").split())


def test_a_file_with_headers_only_has_no_rows_and_is_no_error(tmp_path: Path) -> None:
    imported = read(file_with(tmp_path, "source,target\n"))
    assert (imported.vendor, imported.rows, imported.frame.height) == ("generic", 0, 0)


def test_one_bad_row_in_the_sample_does_not_hide_whose_file_it_is(tmp_path: Path) -> None:
    imported = read(
        file_with(tmp_path, SEARCH + "https://site.example/b,many,10,1%,4\n" + SEARCH_ROW)
    )
    assert (imported.vendor, imported.used, imported.refused) == ("search_console", 2, 1)
    assert imported.frame["url"].to_list() == ["https://site.example/"] * 2
    assert imported.frame.schema["clicks"] == pl.Int64


def test_headers_in_an_error_cannot_steer_the_terminal(tmp_path: Path) -> None:
    with pytest.raises(VendorUnclear) as error:
        read(file_with(tmp_path, "\x1b[2Jcolumn,b\0c\nx,y\n"))
    assert error.value.message.endswith("\ufffd[2Jcolumn, b\ufffdc")


BEGINNINGS = (
    "source,target\n",
    "Referring page URL\tTarget URL\tUR\tDomain rating\n",
    "# a\n# Start date: 20260229\nLanding page,Sessions\n",
    "Top pages,Clicks,Impressions,CTR,Position\nhttps://s.example/,1,10,10%,4.5\n",
    "Linking page,Last crawled\nhttps://a.example/,2020-06-30\n",
    '{"rows": [{"keys": ["https://s.example/"], "clicks": 1, "impressions": 2, "position": 3},',
    '[[[{"keys": [], "impressions": 1}',
    "[" * 100_000 + '"keys": [, "impressions": ',
    "PK\x03\x04",
    "",
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.text(max_size=200) | st.binary(max_size=200))
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, beginning: str, rest: str | bytes
) -> None:
    data = beginning.encode() + (rest.encode(errors="replace") if isinstance(rest, str) else rest)
    path = file_with(tmp_path_factory.getbasetemp(), data)
    try:
        imported = read(path, side_folder=path.parent)
    except InputError as error:
        assert error.message
    else:
        left_out = sum(imported.left_out.values())
        assert imported.rows == imported.used + imported.refused + left_out


def test_of_a_comparison_the_later_period_is_read_in_any_language(tmp_path: Path) -> None:
    """Each figure stands there twice, the later period first; the headers say so in words."""
    figures = ("Klicks", "Impressionen", "CTR", "Position")
    headers = [f"{when} {figure}" for figure in figures for when in ("Letzte", "Vorherige")]
    row = "https://site.example/,12,10,100,90,12%,11.11%,3.4,4\n"
    path = file_with(tmp_path, ",".join(["Seiten", *headers]) + "\n" + row)
    [found] = read(path).frame.select("clicks", "impressions", "search_position").rows()
    assert found == (12, 100, 3.4)


def test_pages_of_discover_are_left_out_since_nobody_searched_for_them(tmp_path: Path) -> None:
    path = file_with(tmp_path, "Page,Clicks,Impressions,CTR\nhttps://site.example/,12,100,12%\n")
    told = read(path)
    assert (told.rows, told.used) == (1, 0)
    assert "Discover" in str(told.left_out)
