"""Bad rows are counted, listed with the reason, and cost no other row."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkequity.sources.registry import Imported, read

HEADER = "source,target,anchor text,nofollow,dr,first seen\n"
GOOD = "https://a.example/{n},https://site.example/,text {n},false,10,2024-05-06\n"


def good(*numbers: int) -> str:
    return "".join(GOOD.format(n=n) for n in numbers)


def imported(folder: Path, text: str | bytes) -> Imported:
    path = folder / "links.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, side_folder=folder)


def refused_rows(result: Imported) -> list[dict[str, str]]:
    assert result.side_file is not None
    with result.side_file.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (
            "not a url,https://site.example/,x,false,10,",
            "source",
            "a URL, with or without https://",
        ),
        (",https://site.example/,x,false,10,", "source", "a URL, with or without https://"),
        ("https://a.example/,,x,false,10,", "target", "a URL, with or without https://"),
        ("https://a.example/,https://site.example/,x,maybe,10,", "nofollow", "TRUE or FALSE"),
        ("https://a.example/,https://site.example/,x,false,110,", "dr", "from 0 to 100"),
        ("https://a.example/,https://site.example/,x,false,1,soon", "first seen", "a date"),
        ("https://a.example/,https://site.example/,a\0b,false,1,", "anchor text", "text"),
        (f"https://a.example/,https://site.example/,{'x' * 20_000},,1,", "anchor text", "text"),
        ("https://a.example/,https://site.example/", "", "6 cells, found 2"),
        ("https://a.example/,https://site.example/,x,false,1,,,more", "", "6 cells, found 8"),
        ("https://www.site.example/p,https://site.example/,x,,,", "", "from another site"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_its_column_and_what_was_expected(
    tmp_path: Path, row: str, column: str, expected: str
) -> None:
    result = imported(tmp_path, HEADER + good(1) + row + "\n" + good(2))
    assert (result.rows, result.used, result.refused) == (3, 2, 1)
    assert result.frame["row"].to_list() == [2, 4]
    [refused] = refused_rows(result)
    assert (refused["row"], refused["column"]) == ("3", column)
    assert expected in refused["expected"]
    assert refused["source"] == row.partition(",")[0]


def test_a_line_that_was_cut_off_at_the_end_is_refused_alone(tmp_path: Path) -> None:
    whole = HEADER + good(1, 2, 3)
    for cut in (whole[:-30], whole[:-40]):
        result = imported(tmp_path, cut)
        assert (result.used, result.refused) == (2, 1)
    half_a_character = (b"\xff\xfe" + (HEADER + good(1, 2)).encode("utf-16-le"))[:-41]
    assert (imported(tmp_path, half_a_character).used) == 1


def test_a_quote_that_is_never_closed_costs_its_own_line_only(tmp_path: Path) -> None:
    broken = 'https://a.example/,https://site.example/,"open,false,10,\n'
    text = HEADER + good(1) + broken + good(*range(2, 202)) + broken + good(300)
    result = imported(tmp_path, text)
    assert (result.used, result.refused) == (202, 2)
    assert [row["row"] for row in refused_rows(result)] == ["3", "204"]
    assert result.frame["row"].to_list() == [2, *range(4, 204), 205]


def test_line_breaks_quotes_and_delimiters_may_stand_in_a_quoted_cell(tmp_path: Path) -> None:
    row = 'https://a.example/,https://site.example/,"one\r\ntwo, ""three""",false,10,\r\n'
    result = imported(tmp_path, HEADER + row + good(1))
    assert result.frame["anchor_text"].to_list() == ['one\r\ntwo, "three"', "text 1"]
    assert result.frame["row"].to_list() == [2, 4]


@pytest.mark.parametrize(
    ("encoding", "delimiter", "newline"),
    [
        ("utf-8", ",", "\n"),
        ("utf-8-sig", ";", "\r\n"),
        ("utf-16", "\t", "\n"),
        ("utf-16-be", "|", "\r\n"),
        ("cp1252", ",", "\r"),
    ],
)
def test_encoding_delimiter_and_line_ends_are_found_out(
    tmp_path: Path, encoding: str, delimiter: str, newline: str
) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    text = mark + (HEADER + good(1) + good(2).replace("text", "café – crème"))
    text = text.replace(",", delimiter).replace("\n", newline)
    result = imported(tmp_path, text.encode(encoding))
    assert (result.used, result.refused) == (2, 0)
    assert result.frame["anchor_text"].to_list() == ["text 1", "café – crème 2"]


def test_blank_lines_and_empty_cells_behind_the_last_column_are_no_rows(tmp_path: Path) -> None:
    result = imported(tmp_path, HEADER + "\n" + good(1).rstrip() + ",,\n\n\n" + good(2) + "\n")
    assert (result.rows, result.used) == (2, 2)
    assert result.side_file is None


def test_refused_rows_never_run_as_formulas(tmp_path: Path) -> None:
    row = "=HYPERLINK(1),https://site.example/,@x,+1,-1,\n"
    [refused] = refused_rows(imported(tmp_path, HEADER + good(1) + row))
    assert list(refused.values())[3:7] == ["'=HYPERLINK(1)", "https://site.example/", "'@x", "'+1"]


def test_a_side_file_of_an_earlier_import_does_not_outlive_it(tmp_path: Path) -> None:
    assert imported(tmp_path, HEADER + good(1) + "bad,,,,,\n").side_file is not None
    assert imported(tmp_path, HEADER + good(1)).side_file is None
    assert list(tmp_path.glob("*.refused.csv")) == []


def test_slashed_dates_are_read_in_the_order_one_day_above_12_proves(tmp_path: Path) -> None:
    def dates(*days: str) -> list[str]:
        rows = "".join(f"https://a.example/,https://s.example/,x,,,{day}\n" for day in days)
        return [str(day) for day in imported(tmp_path, HEADER + rows).frame["first_seen"]]

    assert dates("03/04/2024", "25/12/2023") == ["2024-04-03", "2023-12-25"]
    assert dates("03/04/2024", "12/25/2023 10:00") == ["2024-03-04", "2023-12-25"]
    assert dates("03/04/2024", "05/06/2024") == [], "nothing tells the order: refused"


@given(st.binary(max_size=300))
def test_whatever_follows_the_header_every_row_is_used_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rest: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    text = (HEADER + good(1)).encode() + rest.replace(b"\x81", b"") + b"\n" + good(2).encode()
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        text = text.decode("latin-1").encode("utf-8")
    result = imported(folder, text)
    assert result.rows == result.used + result.refused
    assert result.used >= 1
    assert result.frame["row"].is_unique().all()
    if result.refused:
        assert len(refused_rows(result)) == result.refused


def test_a_file_of_many_chunks_gives_every_row_once(tmp_path: Path) -> None:
    result = imported(tmp_path, HEADER + good(*range(45_000)))
    assert result.used == 45_000
    assert result.frame["row"].to_list() == list(range(2, 45_002))
    assert result.frame["referring_page"].n_unique() == 45_000


@pytest.mark.parametrize("left_out", ["", "Content", "Lost", "Anchor", "Content,Lost"])
def test_an_export_with_fewer_columns_is_read_as_far_as_it_goes(
    tmp_path: Path, left_out: str
) -> None:
    cells = {
        "Referring page URL": "https://a.example/1",
        "Target URL": "https://site.example/",
        "Anchor": "words",
        "Domain rating": "40",
        "UR": "12",
        "Content": "TRUE",
        "Lost": "2025-01-02",
    }
    kept = {k: v for k, v in cells.items() if k not in left_out.split(",")}
    result = imported(tmp_path, ",".join(kept) + "\n" + ",".join(kept.values()) + "\n")
    row = result.frame.row(0, named=True)
    assert (result.vendor, result.refused) == ("ahrefs", 0)
    assert row["lost"] == ("Lost" in kept)
    assert row["link_position"] == ("content" if "Content" in kept else None)
