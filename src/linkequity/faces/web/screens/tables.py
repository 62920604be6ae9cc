"""Pages, links, backlinks and findings as tables: filter, sort, page, choose columns, export."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from linkequity.app.opened import Opened
from linkequity.app.results import Results
from linkequity.app.tables.declared import RESULT_TABLES, TableColumn
from linkequity.app.tables.exporting import csv_pieces, write_xlsx
from linkequity.app.tables.filters import IN_WORDS, TESTS, Filter
from linkequity.app.tables.reading import TablePage, count_values, read
from linkequity.app.tables.view import PAGE_SIZES, View
from linkequity.base.errors import UsageError
from linkequity.faces.report.evidence import evidence
from linkequity.faces.web.cells import evidence_of, is_own, written
from linkequity.faces.web.pages import is_part, opened_of, place, render

EDITED: Final = "filter"
COUNTED: Final = ("choice", "list", "yes_no")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INTROS: Final = {
    "pages": "Every URL of the site that was requested or is known, with the equity it keeps.",
    "links": "Every link on the site: where it stands, what it says, what flows through it.",
    "backlinks": "Every link from another site, what it brings, and where that lands.",
    "findings": "Every finding of every audit, the largest stake first.",
}

# What to say where there is not one row, and what would bring some.
NONE: Final = {
    "pages": ("No page is known", "Crawl the site again: this snapshot holds none."),
    "links": ("No link is known", "Not one page of this snapshot links anywhere."),
    "backlinks": (
        "No backlinks were read",
        "Export them from the tool you use, import the file on the list of workspaces, and audit "
        "again. Nothing leaves this machine.",
    ),
    "findings": ("Nothing was found", "Every audit that could run passed."),
}


async def show(request: Request) -> Response:
    """A page of the table; only its rows where the search box or a filter was typed into."""
    opened = opened_of(request)
    if opened.results is None:
        return render(request, "table_empty.html", title=_table(request).capitalize())
    try:
        view = _view(request)
        found = await run_in_threadpool(read, opened.workspace, view)
    except UsageError as error:
        if not is_part(request):
            raise
        return _refused(request, error)
    edited = _edited(request, view)
    counts = await run_in_threadpool(_counts, opened, view, edited)
    shown = _shown(request, opened, found, edited) | {"counts": counts}
    answer = render(request, "_table.html" if is_part(request) else "table.html", **shown)
    answer.headers["HX-Push-Url"] = shown["at"](found.view)
    return answer


async def export_csv(request: Request) -> Response:
    """All rows of the view, on all its pages, as CSV while they are read."""
    opened, view = opened_of(request), _view(request)
    pieces = csv_pieces(opened.workspace, view)
    first = await run_in_threadpool(next, pieces)  # what is wrong is told before an answer begins
    body: Iterator[bytes] = chain((first,), pieces)
    return StreamingResponse(body, media_type="text/csv", headers=_named(opened, view, "csv"))


async def export_xlsx(request: Request) -> Response:
    """All rows of the view, on all its pages, as a workbook."""
    opened, view = opened_of(request), _view(request)
    folder = TemporaryDirectory(prefix="linkequity-")
    path = Path(folder.name) / "table.xlsx"
    await run_in_threadpool(write_xlsx, opened.workspace, view, path)
    return FileResponse(
        path,
        media_type=XLSX,
        headers=_named(opened, view, "xlsx"),
        background=BackgroundTask(folder.cleanup),
    )


def _table(request: Request) -> str:
    return request.url.path.rpartition("/")[2].partition(".")[0]


def _view(request: Request) -> View:
    pairs = request.query_params.multi_items()
    return View.of(_table(request), [pair for pair in pairs if pair[0] != EDITED])


def _edited(request: Request, view: View) -> TableColumn | None:
    """The column whose filter is open."""
    name = request.query_params.get(EDITED, "")
    return view.table.column(name) if name else None


def _counts(opened: Opened, view: View, edited: TableColumn | None) -> list[tuple[str, int]]:
    """The values the open filter offers, those it has already among them."""
    if edited is None or edited.kind not in COUNTED:
        return []
    counted = count_values(opened.workspace, view, edited)
    there = {value for value, _ in counted}
    chosen = [v for f in view.filters if f.column == edited and f.test == "in" for v in f.values]
    return counted + [(value, 0) for value in chosen if value not in there]


def _either(titles: list[str]) -> str:
    *first, last = [title if title.isupper() else title.lower() for title in titles]
    return " or ".join([", ".join(first), last]) if first else last


def _shown(
    request: Request, opened: Opened, found: TablePage, edited: TableColumn | None
) -> dict[str, Any]:
    view, results = found.view, opened.results
    at = _places(opened.name, view.table.name, edited)
    called = _called(results)
    return {
        "found": found,
        "view": view,
        "title": view.table.name.capitalize(),
        "intro": INTROS[view.table.name],
        "searched": _either([view.table.column(name).title for name in view.table.searched]),
        "none": NONE[view.table.name],
        "edited": edited,
        "tests": TESTS,
        "in_words": IN_WORDS,
        "usual": tuple(view.table.column(name) for name in view.table.shown),
        "asked": {filter.name: filter.values for filter in view.filters},
        "kept": [pair for pair in view.pairs if _stays(pair[0], edited)],
        "at": at,
        "sizes": PAGE_SIZES,
        "replace": replace,
        "site": results.site if results else "",
        "called": called,
        "capital": lambda text: text[:1].upper() + text[1:],
        "said": lambda filter: _said(filter, called),
        "written": written,
        "is_own": is_own,
        "evidence": lambda cell: evidence(evidence_of(cell)),
        "chip_at": lambda filter: at(view.without(filter), edit=""),
        "sort_at": lambda column: at(replace(view, sort=_next_sort(view, column), page=1)),
    }


def _called(results: Results | None) -> dict[str, dict[str, str]]:
    """What the values of a column are called, where they are ids."""
    if results is None:
        return {}
    audits = {audit.id: audit.title for audit in results.audits}
    return {"audit": audits, "cluster": {each.id: each.label for each in results.clusters}}


def _said(filter: Filter, called: dict[str, dict[str, str]]) -> str:
    """A filter in words, with names in the place of ids."""
    names = called.get(filter.column.name, {})
    if filter.test not in ("in", "not"):
        return filter.words
    values = tuple(names.get(v) or written(filter.column, v) for v in filter.values)
    return replace(filter, value=values).words


def _stays(name: str, edited: TableColumn | None) -> bool:
    """Whether a form for search and the open filter must carry it along, unseen."""
    own = edited is not None and name.startswith(f"{edited.name}.")
    return name not in ("q", "page") and not own


def _places(workspace: str, table: str, edited: TableColumn | None) -> Callable[..., str]:
    """Makes the URL of a view; `edit` a column whose filter is open, unless told as it is now."""

    def at(view: View, edit: str | None = None, kind: str = "") -> str:
        column = (edited.name if edited else "") if edit is None else edit
        pairs = [*view.pairs, *([(EDITED, column)] if column and not kind else [])]
        asked = urlencode(pairs)
        return place(workspace, f"{table}{kind}") + (f"?{asked}" if asked else "")

    return at


def _next_sort(view: View, column: TableColumn) -> str:
    """What a click on a header sorts by: numbers from the largest, then the other way round."""
    if view.sorted_by == column:
        return column.name if view.descending else f"-{column.name}"
    return f"-{column.name}" if column.kind in ("number", "date") else column.name


def _named(opened: Opened, view: View, kind: str) -> dict[str, str]:
    file = f"{opened.name}-{view.table.name}.{kind}"
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file, safe='')}"}


def _refused(request: Request, error: UsageError) -> Response:
    """What is wrong, beside the rows that are there: they stay as they were."""
    answer = render(request, "_table_refused.html", error=error)
    answer.headers["HX-Retarget"] = "#refusal"
    answer.headers["HX-Push-Url"] = "false"
    return answer


ROUTES = tuple(
    Route(f"/w/{{name}}/{table}{kind}", handler)
    for table in RESULT_TABLES
    for kind, handler in (("", show), (".csv", export_csv), (".xlsx", export_xlsx))
)
