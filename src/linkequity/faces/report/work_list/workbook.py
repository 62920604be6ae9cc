"""Writes the work list. Whatever came from the web is written as text: nothing in it is run."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from linkequity.app.results import Results
from linkequity.app.tables.workbook import A_MODEL, MOST_ROWS, PLAIN, write_row
from linkequity.app.work_list import WorkList
from linkequity.faces.report.work_list.sheets import Sheet, sheets_of
from linkequity.faces.words import counted, moment, units

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ABOVE: Final = 3  # lines above each table: what it is, and air
LANDSCAPE_A4: Final = 9


def write_work_list(work: WorkList, results: Results, name: str, path: Path) -> None:
    """Write a workbook of the sheets that hold something, after one that says what they are."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    sheets = list(sheets_of(work, results.ledger.equity_in, results.site))
    with Workbook(path, PLAIN) as book:
        _write_front(book, results, name, sheets)
        for sheet in sheets:
            _write_sheet(book, sheet)


def _write_front(book: "Workbook", results: Results, name: str, sheets: list[Sheet]) -> None:
    front = book.add_worksheet("Read first")
    _set_up_print(front)
    front.set_column(0, 0, 24)
    front.set_column(1, 1, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    ledger = results.ledger
    lines = [
        (f"Work list for {results.site}",),
        (name,),
        ("Snapshot", moment(results.snapshot.finished_at)),
        ("Pages", counted(results.totals.get("pages", 0), "page")),
        ("Equity that enters", f"{units(ledger.equity_in)} units"),
        ("How to read it", f"{A_MODEL} One unit is what an indexable page brings by existing."),
        (),
        *((sheet.name, sheet.note) for sheet in sheets),
    ]
    if not sheets:
        lines.append(("Nothing to do", "No audit found anything, and no link is worth adding."))
    title = book.add_format({"bold": True, "font_size": 16})
    front.set_row(0, 24, title)
    for number, line in enumerate(lines):
        write_row(front, number, line)


def _write_sheet(book: "Workbook", sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    _set_up(page, book, sheet)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    page.write_string(0, 0, sheet.note)
    page.write_string(1, 0, A_MODEL)
    for place, column in enumerate(sheet.columns):
        page.write_string(ABOVE, place, column.title, bold)
    written = 0
    for number, row in enumerate(sheet.rows, 1):
        if number > MOST_ROWS - ABOVE:
            break
        write_row(page, ABOVE + number, row)
        written = number
    page.autofilter(ABOVE, 0, ABOVE + written, len(sheet.columns) - 1)


def _set_up(page: "Worksheet", book: "Workbook", sheet: Sheet) -> None:
    """Widths, what stays in sight, and how it prints: across one page, its header on each."""
    for place, column in enumerate(sheet.columns):
        look = {"text_wrap": column.wraps, "valign": "top", "num_format": column.numbers}
        page.set_column(place, place, column.width, book.add_format(look))
    page.freeze_panes(ABOVE + 1, 0)
    page.repeat_rows(ABOVE)
    _set_up_print(page)


def _set_up_print(page: "Worksheet") -> None:
    page.set_landscape()
    page.set_paper(LANDSCAPE_A4)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{A_MODEL}&R&P / &N")
