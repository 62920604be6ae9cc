"""Exports hold every row, in order, and nothing in them runs."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from linkequity.app.tables import exporting
from linkequity.app.tables.exporting import csv_pieces, write_rows_xlsx, write_xlsx
from linkequity.app.tables.view import View
from linkequity.app.workspace import Workspace
from linkequity.base.errors import FileUnreadable, UsageError
from linkequity.model.fact_tables import FACT_BACKLINKS

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("https://evil.example")']
COLUMNS = ("columns", "anchor_text,referring_page,strength,lost,first_seen,vendors")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """As many backlinks as there are hostile texts, and three of everything else."""
    workspace = Workspace(tmp_path_factory.mktemp("exports"))
    workspace.results.mkdir()
    texts = [*HOSTILE, "https://evil.example/", "00123", "x" * 40_000]
    rows = [
        {
            "anchor_text": text,
            "referring_page": f"https://giver.example/{n}",
            "strength": float("inf") if n == 9 else n / 3,
            "lost": n == 1,
            "first_seen": date(2026, 3, n + 1),
            "vendors": ["ahrefs", "moz"],
        }
        for n, text in enumerate(texts)
    ]
    FACT_BACKLINKS.frame(rows).write_parquet(workspace.results / "backlinks.parquet")
    return workspace


def exported(workspace: Workspace, view: View) -> list[list[str]]:
    """The lines of the CSV."""
    text = b"".join(csv_pieces(workspace, view)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_holds_all_rows_in_order_and_none_runs(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small the pieces are in which it is made."""
    monkeypatch.setattr(exporting, "PIECE", 3)
    view = View.of("backlinks", [COLUMNS, ("sort", "first_seen"), ("size", "1")])
    head, *lines = exported(workspace, view)
    assert head == COLUMNS[1].split(",")
    assert [line[0] for line in lines[:7]] == ["'" + text for text in HOSTILE]
    assert [line[1] for line in lines] == [f"https://giver.example/{n}" for n in range(10)]
    assert lines[1][2:] == ["0.3333333333333333", "true", "2026-03-02", "ahrefs moz"]


def test_csv_of_no_rows_has_its_header(workspace: Workspace) -> None:
    """An empty file would say that something went wrong."""
    assert exported(workspace, View.of("backlinks", [COLUMNS, ("strength.max", "-1")])) == [
        COLUMNS[1].split(",")
    ]


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers(
    workspace: Workspace, tmp_path: Path
) -> None:
    """No formula, no link, no number made of digits that were text; cells too long are cut."""
    path = tmp_path / "out.xlsx"
    write_xlsx(workspace, View.of("backlinks", [COLUMNS, ("sort", "first_seen")]), path)
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Backlinks").to_python()
    assert head[0] == "Anchor text"
    assert [row[0] for row in rows[:5]] == HOSTILE[:5]
    assert [row[0] for row in rows[7:9]] == ["https://evil.example/", "00123"]
    assert len(str(rows[9][0])) == 32_767
    assert rows[1][2:] == [pytest.approx(1 / 3), True, date(2026, 3, 2), "ahrefs moz"]
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in parts.namelist() if "rels" in name and "sheet1" in name]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace("=hyperlink(", "")
    assert 'state="frozen"' in sheet


def test_a_workbook_says_what_its_columns_are(workspace: Workspace, tmp_path: Path) -> None:
    """And that the figures are a model's."""
    path = tmp_path / "out.xlsx"
    write_xlsx(workspace, View.of("backlinks", [COLUMNS]), path)
    lines = CalamineWorkbook.from_path(path).get_sheet_by_name("Columns").to_python()
    assert ["Strength", "strength", "page units", "what it brings, or would if it landed"] in lines
    assert "not a search engine's number" in str(lines[-1][0])


def test_more_rows_than_a_sheet_holds_are_refused_before_any_is_written(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet that ends somewhere in the middle is worse than none."""
    monkeypatch.setattr(exporting, "MOST_ROWS", 9)
    with pytest.raises(UsageError, match="10 rows do not fit"):
        write_xlsx(workspace, View.of("backlinks", [COLUMNS]), tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_columns_that_are_not_there_fail_before_the_first_byte(workspace: Workspace) -> None:
    """An answer that has begun cannot say that it went wrong."""
    with pytest.raises(UsageError, match="no pages_lifted"):
        next(csv_pieces(workspace, View.of("backlinks", [])))


def test_rows_that_were_chosen_elsewhere_make_the_same_workbook(tmp_path: Path) -> None:
    """The command line's: text as text, whole or not at all, and no traceback where it cannot."""
    rows = pl.DataFrame({"url": HOSTILE, "inlinks": range(len(HOSTILE))})
    write_rows_xlsx("pages", rows, tmp_path / "out.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("Pages").to_python()
    assert sheet[:2] == [["URL", "Inlinks"], [HOSTILE[0], 0.0]]
    with pytest.raises(FileUnreadable, match="cannot be written"):
        write_rows_xlsx("pages", rows, tmp_path / "not there" / "out.xlsx")
