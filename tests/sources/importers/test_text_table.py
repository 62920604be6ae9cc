"""Rows read fast and rows read with care are the same rows, whatever stands in the file."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.sources.importers.careful import CarefulReader
from linkequity.sources.importers.table import Record
from linkequity.sources.importers.text_table import TextTable, open_table

PIECES = [
    "a",
    "é",
    ",",
    ",",
    '"',
    '""',
    "\n",
    "\r\n",
    "\r",
    " ",
    "x,y,z\n",
    '"p, q",r,s\n',
    "1,,\n",
]
HEADER = "one,two,three\nx,y,z\n"


def fast(table: TextTable, block: int) -> list[Record]:
    """All rows in the order of their lines, read in blocks of that size."""
    rows = []
    for chunk in replace(table, block=block).chunks():
        rows += [chunk.record(row) for row in range(len(chunk.lines))]
        rows += chunk.broken
    return sorted((row.line, list(row.cells), row.whole) for row in rows)


def careful(table: TextTable, text: str) -> list[Record]:
    reader = CarefulReader("", io.StringIO(text, newline=""), table.layout, 2)
    return sorted((row.line, list(row.cells), row.whole) for row in reader.records())


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([3, 17, 64, 1 << 20]))
def test_fast_and_careful_reading_agree(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], block: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "pieces.csv"
    text = HEADER + "".join(pieces)
    path.write_bytes(text.encode())
    table = open_table(path)
    assert fast(table, block) == careful(table, text.partition("\n")[2])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_blocks_end_anywhere_and_cost_no_row(tmp_path: Path, encoding: str) -> None:
    lines = [f'https://a.example/{n},"words, {n}\r\nand ""more"" é",{n}' for n in range(150)]
    path = tmp_path / "rows.csv"
    path.write_bytes(("one,two,three\r\n" + "\r\n".join(lines)).encode(encoding))
    table = open_table(path)
    for block in (3, 50, 333, 1 << 20):
        rows = fast(table, block)
        assert len(rows) == 150
        assert [row[0] for row in rows] == list(range(2, 302, 2))
        assert rows[7][1] == ["https://a.example/7", 'words, 7\r\nand "more" é', "7"]


def test_one_broken_line_does_not_slow_down_the_rows_behind_it(tmp_path: Path) -> None:
    """Though every hundredth is broken, rows come by the thousand, and in their order."""
    rows = [('a,"b,c' if n % 100 == 0 else "a,b,c") for n in range(30_000)]
    path = tmp_path / "rows.csv"
    path.write_text("one,two,three\n" + "\n".join(rows) + "\n")
    chunks = list(open_table(path).chunks())
    assert len(chunks) == 2
    assert sum(len(chunk.broken) for chunk in chunks) == 300
    lines = [line for chunk in chunks for line in chunk.lines]
    assert lines == [n + 2 for n in range(30_000) if n % 100]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ('"All Inlinks"\n', 2),
        ("# ------\n# Pages and screens\n#\n# Start date: 20260224\n", 5),
        ("\n\n", 3),
        ("Moz Link Explorer\nexample.com\n\n", 4),
        ("Report,2026-11-22\n\n", 3),
        ("", 1),
    ],
)
def test_headers_are_found_below_titles_comments_and_blank_lines(
    tmp_path: Path, above: str, line: int
) -> None:
    path = tmp_path / "titled.csv"
    path.write_text(above + "url,title,anchor,clicks,date\n" + "https://a.example/,t,a,1,\n" * 3)
    table = open_table(path)
    assert table.layout.header_line == line
    assert table.sample.headers == ("url", "title", "anchor", "clicks", "date")
    assert [row[0] for row in fast(table, 1 << 20)] == [line + 1, line + 2, line + 3]
