"""The ways in: crawl a site, read a folder or a crawl, import files, without the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from linkequity.app.coverage import cover
from linkequity.app.crawl_files import Exported, find_exported, is_crawl, read_exported
from linkequity.app.imports import ImportDoc, import_file, read_imports, scan_table
from linkequity.app.progress import Listener, Silent
from linkequity.app.results import LinkCoverageDoc
from linkequity.app.source import Built, Site, read_source
from linkequity.app.workspace import Workspace, find_workspace, workspace_for
from linkequity.base.errors import UsageError
from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.snapshot import Snapshot
from linkequity.sources.crawl.run import CrawlOrder
from linkequity.sources.crawl.run import crawl as crawl_site
from linkequity.sources.folder import read_folder
from linkequity.sources.logs.ranges import read_ranges

SILENT = Silent()


@dataclass(frozen=True)
class AuditOrder:
    """What to audit and with what.

    `source`: a URL, a folder of a built site (with `base_url`), a WARC or the files of another
    program's crawl, or None for the workspace's latest snapshot. `baseline`: a file of findings
    to say nothing about. `crawl` overrides single crawl settings of linkequity.toml.
    """

    source: str | tuple[str, ...] | None
    base_url: str | None = None
    workspace: Path | None = None
    backlinks: tuple[Path, ...] = ()
    search: tuple[Path, ...] = ()
    baseline: Path | None = None
    crawl: dict[str, object] | None = None


def crawl(order: AuditOrder, listener: Listener = SILENT) -> Snapshot:
    """Only the first part of an audit: crawl or read a site into the workspace."""
    source, workspace = place(order)
    with workspace.locked():
        return read_snapshot(source, workspace, order, listener)


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


def place(order: AuditOrder) -> tuple[Site | Built | Exported | None, Workspace]:
    """What is to be read, and the workspace it belongs to."""
    if order.source is None:
        return None, find_workspace(order.workspace, Path.cwd())
    source = read_source(order.source, order.base_url)
    return source, workspace_for(_page_of(source), order.workspace)


def _page_of(source: Site | Built | Exported) -> str:
    match source:
        case Site():
            return source.start_url
        case Built():
            return source.base_url
        case Exported():
            return source.page


def _import_target(folder: Path | None) -> Workspace:
    if folder is None:
        return find_workspace(None, Path.cwd())
    return Workspace(folder)


def import_one(workspace: Workspace, file: Path, listener: Listener) -> None:
    """Import a file, and say how many of its rows could not be read."""
    listener.step(f"Reading {file.name}")
    for record in import_file(workspace, file):
        if record.refused:
            listener.note(
                f"{file.name}: {record.refused:,} of {record.rows:,} rows could not be read; "
                f"they are listed in {record.side_file}"
            )


def read_snapshot(
    source: Site | Built | Exported | None,
    workspace: Workspace,
    order: AuditOrder,
    listener: Listener,
) -> Snapshot:
    """A new snapshot of the source, or the workspace's latest where there is none."""
    if source is None:
        return workspace.latest()
    settings = _crawl_settings(workspace, order)
    if isinstance(source, Exported):
        return read_exported(source, workspace, settings, listener)[0]
    seeds = read_imports(workspace).seeds()
    url = _page_of(source)
    crawl_order = CrawlOrder(start_url=url, settings=settings, seeds=seeds)
    if isinstance(source, Built):
        snapshot = read_folder(source.folder, crawl_order, workspace.path, listener.crawling)
    else:
        snapshot = crawl_site(crawl_order, workspace.path, listener.crawling)
    workspace.create(url)
    return snapshot


def _crawl_settings(workspace: Workspace, order: AuditOrder) -> CrawlSettings:
    saved: dict[str, object] = msgspec.to_builtins(workspace.settings.crawl)
    try:
        return msgspec.convert(saved | (order.crawl or {}), CrawlSettings)
    except msgspec.ValidationError as error:
        raise UsageError(f"a crawl option is out of range: {error}") from None
