"""The two sides of a comparison: snapshots, each judged by today's settings and imports."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from linkequity.app.history.backlinks_kept import kept_backlinks
from linkequity.app.workspace import Workspace
from linkequity.audits.audit import AuditResult
from linkequity.audits.registry import AUDITS
from linkequity.audits.runner import run
from linkequity.base.errors import SnapshotInvalid
from linkequity.base.settings import Settings
from linkequity.model.comparison.backlinks_then import as_of
from linkequity.model.facts import Facts
from linkequity.snapshot.diff import Difference, Side, compare
from linkequity.snapshot.imported import ImportedTables
from linkequity.snapshot.snapshot import Snapshot


@dataclass(frozen=True)
class Judged:
    """A snapshot, its facts, and what its audits found."""

    snapshot: Snapshot
    facts: Facts
    audits: tuple[AuditResult, ...]


@dataclass(frozen=True)
class Sides:
    """Two judged snapshots, and how their tables differ."""

    before: Judged
    after: Judged
    difference: Difference

    @classmethod
    def of(cls, before: Judged, after: Judged) -> "Sides":
        """Compare their tables."""
        return cls(before, after, compare(_side(before.facts), _side(after.facts)))


def judge(snapshot: Snapshot, imported: ImportedTables, settings: Settings) -> Judged:
    """The facts of a snapshot with these imports, and its audits run."""
    facts = Facts.of(snapshot, imported, settings)
    return Judged(snapshot, facts, run(facts, AUDITS))


def judge_then(snapshot: Snapshot, imported: ImportedTables, workspace: Workspace) -> Judged:
    """A snapshot with its backlinks as they were when its crawl ended."""
    record = kept_backlinks(snapshot.path.name, workspace)
    moment: datetime = snapshot.manifest.finished_at
    then = as_of(imported.backlinks, moment.date(), record)
    return judge(snapshot, replace(imported, backlinks=then), workspace.settings)


def snapshot_before(snapshot: Snapshot, workspace: Workspace) -> Snapshot | None:
    """The snapshot of the workspace before this one; None without one that can be read."""
    for path in reversed(workspace.snapshots()):
        if path.name < snapshot.path.name:
            with suppress(SnapshotInvalid):
                return Snapshot.open(path)
    return None


def _side(facts: Facts) -> Side:
    links = facts.tables.links.select(
        "source", "target", "href", "link_position", "anchor_text"
    ).with_columns(followed=facts.graph.links["followed"])
    pages = facts.pages.select(
        "url", "status", "indexable", "declared_canonical", "title"
    ).with_columns(redirect_to=facts.graph.pages["redirect_to"])
    return Side(facts.manifest.site, pages, links)
