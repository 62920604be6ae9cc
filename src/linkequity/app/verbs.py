"""What a person can ask for, one function each; every face says these words and no others."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import polars as pl

from linkequity.advice.simulate import Simulation
from linkequity.advice.simulate import simulate as simulate_scenario
from linkequity.app.document import build
from linkequity.app.exports import write_tables
from linkequity.app.imports import ImportDoc, Imports, import_file, read_imports
from linkequity.app.progress import Listener, Silent
from linkequity.app.results import Results
from linkequity.app.source import Built, Site, read_source
from linkequity.app.workspace import RESULTS_FILE, Workspace, find_workspace, workspace_for
from linkequity.audits.registry import AUDITS
from linkequity.audits.runner import run
from linkequity.base.errors import UsageError
from linkequity.base.settings import CrawlSettings
from linkequity.model.facts import Facts
from linkequity.snapshot.snapshot import Snapshot, write_bytes
from linkequity.sources.crawl.run import CrawlOrder
from linkequity.sources.crawl.run import crawl as crawl_site
from linkequity.sources.folder import read_folder

SILENT = Silent()


@dataclass(frozen=True)
class AuditOrder:
    """What to audit and with what.

    `source`: a URL, a folder of a built site (with `base_url`), or None for the workspace's latest
    snapshot. `crawl` overrides single crawl settings of linkequity.toml.
    """

    source: str | None
    base_url: str | None = None
    workspace: Path | None = None
    backlinks: tuple[Path, ...] = ()
    search: tuple[Path, ...] = ()
    crawl: dict[str, object] | None = None


@dataclass(frozen=True)
class Audited:
    """What an audit left: the document, and the workspace that holds it beside the tables.

    `earlier`: audit id and URL of every finding that the results before this run held.
    """

    results: Results
    workspace: Workspace
    earlier: frozenset[tuple[str, str]] = frozenset()


def audit(order: AuditOrder, listener: Listener = SILENT) -> Audited:
    """Read the site and what was imported, model it, find what is wrong, write the results."""
    source, workspace = _place(order)
    with workspace.locked():
        for file in (*order.backlinks, *order.search):
            _import_one(workspace, file, listener)
        snapshot = _snapshot(source, workspace, order, listener)
        earlier = _findings_before(workspace)
        return Audited(_judge(snapshot, workspace, listener), workspace, earlier)


def crawl(order: AuditOrder, listener: Listener = SILENT) -> Snapshot:
    """Only the first part of an audit: crawl or read a site into the workspace."""
    source, workspace = _place(order)
    with workspace.locked():
        return _snapshot(source, workspace, order, listener)


def import_files(
    files: tuple[Path, ...], workspace: Path | None, vendor: str | None = None
) -> list[ImportDoc]:
    """Read vendors' files into a workspace; works before any crawl."""
    target = _import_target(workspace)
    with target.locked():
        return [import_file(target, file, vendor) for file in files]


def simulate(scenario: Path, workspace: Path | None) -> Simulation:
    """What a scenario's edits would do to the workspace's latest snapshot."""
    place = find_workspace(workspace, Path.cwd())
    return simulate_scenario(facts_of(place.latest(), place), scenario)


def results_of(workspace: Workspace) -> Results:
    """The result document of the latest audit; UsageError where there is none."""
    path = workspace.results / RESULTS_FILE
    if not path.exists():
        raise UsageError(
            "no results yet", where=str(workspace.path), hint="Run linkequity audit first."
        )
    return msgspec.json.decode(path.read_bytes(), type=Results)


def facts_of(snapshot: Snapshot, workspace: Workspace) -> Facts:
    """The facts of a snapshot with the workspace's imports and settings."""
    own = _own_imports(snapshot, read_imports(workspace))
    return Facts.of(snapshot, own.backlinks, own.search, workspace.settings)


def _place(order: AuditOrder) -> tuple[Site | Built | None, Workspace]:
    if order.source is None:
        return None, find_workspace(order.workspace, Path.cwd())
    source = read_source(order.source, order.base_url)
    url = source.start_url if isinstance(source, Site) else source.base_url
    return source, workspace_for(url, order.workspace)


def _import_target(folder: Path | None) -> Workspace:
    if folder is None:
        return find_workspace(None, Path.cwd())
    return Workspace(folder)


def _import_one(workspace: Workspace, file: Path, listener: Listener) -> None:
    listener.step(f"Reading {file.name}")
    record = import_file(workspace, file)
    if record.refused:
        listener.note(
            f"{file.name}: {record.refused:,} of {record.rows:,} rows could not be read; "
            f"they are listed in {record.side_file}"
        )


def _snapshot(
    source: Site | Built | None, workspace: Workspace, order: AuditOrder, listener: Listener
) -> Snapshot:
    if source is None:
        return workspace.latest()
    settings = _crawl_settings(workspace, order)
    seeds = read_imports(workspace).seeds()
    url = source.start_url if isinstance(source, Site) else source.base_url
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


def _judge(snapshot: Snapshot, workspace: Workspace, listener: Listener) -> Results:
    imports = read_imports(workspace)
    own = _own_imports(snapshot, imports)
    listener.step("Following the equity")
    facts = Facts.of(snapshot, own.backlinks, own.search, workspace.settings)
    listener.step("Auditing")
    audits = run(facts, AUDITS)
    listener.step("Writing the results")
    results = build(snapshot, facts, audits, imports, own)
    write_tables(workspace, facts, audits)
    write_bytes(msgspec.json.encode(results), workspace.results / RESULTS_FILE)
    return results


def _findings_before(workspace: Workspace) -> frozenset[tuple[str, str]]:
    path = workspace.results / "findings.parquet"
    if not path.exists():
        return frozenset()
    return frozenset(pl.read_parquet(path, columns=["audit", "url"]).iter_rows())


def _own_imports(snapshot: Snapshot, imports: Imports) -> Imports:
    manifest = snapshot.manifest
    return imports.of_site(manifest.site, subdomains=manifest.subdomains)
