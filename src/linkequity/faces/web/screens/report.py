"""The report to hand on: as a page, on paper, and its work list as a workbook."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkequity.app.opened import Opened
from linkequity.app.results import Results
from linkequity.app.verbs import results_of
from linkequity.app.work_list import work_list
from linkequity.faces.report.branding.brand import brand_of
from linkequity.faces.report.paging import print_report
from linkequity.faces.report.render import render as draw
from linkequity.faces.report.work_list.workbook import write_work_list
from linkequity.faces.web.pages import attached, opened_of

Maker = Callable[[Opened, Results, Path], Path]


async def hand_on(request: Request) -> Response:
    """The file asked for, made from the latest results; the workspace stays as it is."""
    found = KINDS.get(request.path_params["kind"])
    if found is None:
        raise HTTPException(404)
    make, media = found
    content = await run_in_threadpool(_made, opened_of(request), make)
    return attached(content, f"{request.path_params['name']}.{request.path_params['kind']}", media)


def _made(opened: Opened, make: Maker) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return make(opened, results_of(opened.workspace), Path(folder)).read_bytes()


def _page(opened: Opened, results: Results, folder: Path) -> Path:
    brand = brand_of(opened.workspace.settings.report, opened.path)
    path = folder / "report.html"
    path.write_text(draw(results, brand), encoding="utf-8")
    return path


def _paper(opened: Opened, results: Results, folder: Path) -> Path:
    path = folder / "report.pdf"
    print_report(_page(opened, results, folder), path)
    return path


def _workbook(opened: Opened, results: Results, folder: Path) -> Path:
    path = folder / "work-list.xlsx"
    name = opened.workspace.settings.report.name or ""
    write_work_list(work_list(results, opened.workspace), results, name, path)
    return path


KINDS: Final[dict[str, tuple[Maker, str]]] = {
    "html": (_page, "text/html"),
    "pdf": (_paper, "application/pdf"),
    "xlsx": (_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
ROUTES = (Route("/w/{name}/report.{kind}", hand_on),)
