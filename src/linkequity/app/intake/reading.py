"""The ways in: crawl a site, read a built one or another program's crawl, without the model."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from linkequity.app.intake.crawl_files import Exported, read_exported
from linkequity.app.intake.imports import read_imports
from linkequity.app.intake.source import Built, Site, read_source
from linkequity.app.progress import SILENT, Listener
from linkequity.app.workspace import Workspace, find_workspace, workspace_for
from linkequity.base.errors import UsageError
from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.snapshot import Snapshot
from linkequity.sources.crawl.run import CrawlOrder
from linkequity.sources.crawl.run import crawl as crawl_site
from linkequity.sources.folder import read_folder


@dataclass(frozen=True)
class AuditOrder:
    """What to audit and with what.

    `source`: a URL, a folder of a built site (with `base_url`), a WARC or the files of another
    program's crawl, or None for the workspace's latest snapshot. `baseline`: a file of findings
    to say nothing about. `crawl` overrides single crawl settings of linkequity.toml.
    `public_only`: no private address is asked, not even that of the URL.
    """

    source: str | tuple[str, ...] | None
    base_url: str | None = None
    workspace: Path | None = None
    backlinks: tuple[Path, ...] = ()
    search: tuple[Path, ...] = ()
    baseline: Path | None = None
    crawl: dict[str, object] | None = None
    public_only: bool = False


def crawl(order: AuditOrder, listener: Listener = SILENT) -> Snapshot:
    """Only the first part of an audit: crawl or read a site into the workspace."""
    source, workspace = place(order)
    with workspace.locked():
        return read_snapshot(source, workspace, order, listener)


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
    crawl_order = CrawlOrder(url, settings, seeds, public_only=order.public_only)
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
        what, _, option = str(error).partition(" - at `$.")
        name = option.rstrip("`").replace("_", "-")
        raise UsageError(f"a crawl option is out of range: {what}", where=f"--{name}") from None
