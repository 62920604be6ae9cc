"""Laws of the workbook: all of the work list, as text that nothing runs, ready to hand out."""

from pathlib import Path
from zipfile import ZipFile

import msgspec
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from faces.brisbane import results
from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.app.planning.files import TASKS
from linkequity.app.work_list import WorkList
from linkequity.faces.report.work_list.workbook import ABOVE, write_work_list

FORMULA = '=HYPERLINK("https://evil.example","x")'
HOSTILE = [FORMULA, "+1+cmd|'/C calc'!A0", "@SUM(1)", "-2", "https://evil.example/\u202ex"]


def links() -> list[RecommendationDoc]:
    return [
        RecommendationDoc(
            id=f"l{n}", source="https://s.example/a", target="https://s.example/b",
            anchor_text=text, sentence=f"Before {text}", relevance=None, lift=0.5, holds_in=0.9,
        )
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip


def work() -> WorkList:
    rows = pl.DataFrame({"url": HOSTILE})
    nobody = pl.lit(None, pl.String)
    return WorkList(
        tasks=results().tasks,
        links=links(),
        redirects=rows.with_columns(
            redirect_to=nobody, fix=pl.lit("Choose"), backlinks=2, links=0, equity_at_stake=1.5
        ),
        findings=rows.with_columns(
            severity=pl.lit("high"), title=pl.lit("Orphan pages"), equity_at_stake=2.0,
            verdict=pl.lit("proved"), state=pl.lit("new"), id=pl.lit("x"),
            evidence=pl.lit(msgspec.json.encode({"anchor_text": FORMULA}).decode()),
        ),
        landing_pages=rows.with_columns(
            title=nobody, value=0.2, backlink_equity=0.0, equity=1.0, pages_lifted=1, backlinks=1
        ),
        plan_tasks=TASKS.to_frame(),
    )  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "work-list.xlsx"
    write_work_list(work(), results(), FORMULA, path)
    return path


def rows_of(book: Path, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(book)).get_sheet_by_name(sheet).to_python()


def test_every_kind_of_work_has_its_sheet_and_what_is_empty_has_none(book: Path) -> None:
    """In the order of the work, after a sheet that says how to read it."""
    names = CalamineWorkbook.from_path(str(book)).sheet_names
    assert names == [
        "Read first", "Tasks", "Links to add", "Redirects to set", "Landing pages", "Findings",
    ]  # fmt: skip


def test_all_rows_come_back_as_they_were_written(book: Path) -> None:
    """Read again by another program: every text whole, every number a number."""
    links_sheet = rows_of(book, "Links to add")
    assert [row[3] for row in links_sheet[ABOVE + 1 :]] == HOSTILE
    assert links_sheet[ABOVE + 1][7:9] == [0.5, 0.9]
    assert [row[0] for row in rows_of(book, "Redirects to set")[ABOVE + 1 :]] == HOSTILE
    assert len(rows_of(book, "Tasks")) == ABOVE + 1 + len(results().tasks)
    assert rows_of(book, "Findings")[ABOVE + 1][6] == f"anchor text: {FORMULA}"


def test_nothing_in_it_runs_or_leads_anywhere(book: Path) -> None:
    """No formula, no link, no relation to anything outside."""
    with ZipFile(book) as files:
        sheets = [files.read(n).decode() for n in files.namelist() if n.endswith((".xml", ".rels"))]
    assert not [text for text in sheets if "<f>" in text or "<f " in text]
    assert not [text for text in sheets if "<hyperlink" in text or 'TargetMode="External"' in text]


def test_each_sheet_says_it_is_a_model_and_keeps_its_header_in_sight(book: Path) -> None:
    """Frozen below the header, filters on it, and repeated on each printed page."""
    for name in ("Tasks", "Links to add", "Findings"):
        assert "a model" in str(rows_of(book, name)[1][0])
    with ZipFile(book) as files:
        sheet = files.read("xl/worksheets/sheet2.xml").decode()
        assert f'<pane ySplit="{ABOVE + 1}"' in sheet
        assert "<autoFilter" in sheet
        assert "Print_Titles" in files.read("xl/workbook.xml").decode()


def test_a_site_without_work_gets_a_workbook_that_says_so(tmp_path: Path) -> None:
    """Nothing to do is an answer too."""
    none = msgspec.structs.replace(results(), tasks=[])
    full = work()
    idle = WorkList(
        [], [], full.redirects.clear(), full.findings.clear(), full.landing_pages.clear(),
        full.plan_tasks,
    )  # fmt: skip
    path = tmp_path / "work-list.xlsx"
    write_work_list(idle, none, "", path)
    assert rows_of(path, "Read first")[-1][0] == "Nothing to do"
