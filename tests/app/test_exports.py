"""Tables go out as asked for, and no spreadsheet runs what a site wrote."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest

from linkequity.app.exports import Choice, chosen, plain_csv, plain_lines, write_csv
from linkequity.base.errors import FileUnreadable, UsageError

PAGES = pl.DataFrame(
    {
        "url": ["https://a.example/", "https://a.example/b", "https://a.example/c"],
        "inlinks": [3, 0, 1],
        "equity": [1.0, None, 2.0],
        "known_from": [["link", "start"], [], ["sitemap"]],
    }
)


def test_rows_are_filtered_sorted_and_cut_in_that_order() -> None:
    rows = chosen(PAGES.lazy(), Choice("inlinks < 3", "-equity", "url", 1))
    assert rows.to_dict(as_series=False) == {"url": ["https://a.example/c"]}


@pytest.mark.parametrize(
    "choice",
    [
        Choice(where="inlinks <<"),
        Choice(where="nothere = 1"),
        Choice(where="url > 3"),
        Choice(where="inlinks"),
        Choice(sort="nothere"),
        Choice(columns="url,nothere"),
    ],
)
def test_what_cannot_be_chosen_is_a_usage_error_that_lists_the_columns(choice: Choice) -> None:
    with pytest.raises(UsageError) as caught:
        chosen(PAGES.lazy(), choice)
    assert "inlinks" in caught.value.hint


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(cell: str) -> None:
    rows = list(csv.reader(io.StringIO(plain_csv(pl.DataFrame({"title": [cell]})), newline="")))
    assert rows[1] == ["'" + cell]


def test_numbers_and_lists_stay_readable_in_csv() -> None:
    lines = plain_csv(PAGES).splitlines()
    assert lines[1] == "https://a.example/,3,1.0,link start"
    assert lines[2] == 'https://a.example/b,0,,""'


def test_a_pipe_gets_one_line_a_row_whatever_the_site_wrote() -> None:
    lines = plain_lines(pl.DataFrame({"title": ["a\tb\nc\x1b[31m"], "n": [1]})).splitlines()
    assert lines == ["title\tn", "a b c [31m\t1"]


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as caught:
        write_csv(PAGES, tmp_path / "not there" / "pages.csv")
    assert "not there" in caught.value.where
