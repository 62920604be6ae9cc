"""Files that people bring: read into a workspace, before any crawl or after it."""

from collections.abc import Sequence
from pathlib import Path

from linkequity.app.backlinks.coverage import cover
from linkequity.app.intake.crawl_files import find_exported, is_crawl, read_exported
from linkequity.app.intake.imports import ImportDoc, import_file, scan_table
from linkequity.app.progress import SILENT, Listener
from linkequity.app.results import LinkCoverageDoc
from linkequity.app.workspace import Workspace, find_workspace
from linkequity.sources.logs.ranges import read_ranges


def import_files(
    files: tuple[Path, ...],
    workspace: Path | None,
    vendor: str | None = None,
    ip_ranges: tuple[str, ...] = (),
) -> list[ImportDoc]:
    """Read vendors' files into a workspace; works before any crawl.

    `ip_ranges`: files with the addresses that crawlers in server logs come from.
    """
    target = _import_target(workspace)
    ranges = read_ranges(ip_ranges)
    crawls = [file for file in files if is_crawl(file, vendor)]
    with target.locked():
        records = _import_crawl(crawls, target, vendor) if crawls else []
        for file in files:
            if file not in crawls:
                records += import_file(target, file, vendor, ranges)
        return records


def coverage_of(workspace: Path | None) -> list[LinkCoverageDoc]:
    """How much of what imported reports of totals name the imported backlinks cover."""
    target = _import_target(workspace)
    totals = scan_table(target, "link_totals").collect()
    return cover(totals, scan_table(target, "backlinks"))


def _import_crawl(
    files: Sequence[Path], workspace: Workspace, vendor: str | None
) -> list[ImportDoc]:
    """Files of one crawl by another program, as one snapshot."""
    exported = find_exported(files, None, vendor)
    return read_exported(exported, workspace, workspace.settings.crawl, SILENT)[1]


def import_one(workspace: Workspace, file: Path, listener: Listener) -> None:
    """Import a file, and say how many of its rows could not be read."""
    listener.step(f"Reading {file.name}")
    for record in import_file(workspace, file):
        if record.refused:
            listener.note(
                f"{file.name}: {record.refused:,} of {record.rows:,} rows could not be read; "
                f"they are listed in {record.side_file}"
            )


def _import_target(folder: Path | None) -> Workspace:
    if folder is None:
        return find_workspace(None, Path.cwd())
    return Workspace(folder)
