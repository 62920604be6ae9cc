"""The report into the workspace: as a page, on paper, and as a work list."""

from pathlib import Path

from linkequity.app.results import Results
from linkequity.app.work_list import work_list
from linkequity.app.workspace import Workspace
from linkequity.base.settings import ReportSettings
from linkequity.faces.report.branding.brand import brand_of
from linkequity.faces.report.paging import print_report
from linkequity.faces.report.render import render
from linkequity.faces.report.work_list.workbook import write_work_list
from linkequity.snapshot.snapshot import replace_durably, write_bytes

PAGE = "report.html"
PAPER = "report.pdf"
WORK_LIST = "work-list.xlsx"


def write_report(
    results: Results, workspace: Workspace, settings: ReportSettings | None = None
) -> Path:
    """Draw the report under the brand that `settings` name, else the workspace's own."""
    brand = brand_of(settings or workspace.settings.report, workspace.path)
    path = workspace.results / PAGE
    write_bytes(render(results, brand).encode(), path)
    return path


def write_pdf(workspace: Workspace) -> Path:
    """Print the report that was drawn last; PrintFailed where there is no browser for it."""
    path = workspace.results / PAPER
    print_report(workspace.results / PAGE, path)
    return path


def write_workbook(
    results: Results, workspace: Workspace, settings: ReportSettings | None = None
) -> Path:
    """Write the work list as a workbook, whole or not at all."""
    name = (settings or workspace.settings.report).name or ""
    path = workspace.results / WORK_LIST
    temporary = path.with_name(path.name + ".tmp")
    write_work_list(work_list(results, workspace), results, name, temporary)
    replace_durably(temporary, path)
    return path
