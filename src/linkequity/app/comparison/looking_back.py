"""An audit looks back: at the snapshot before, the register of findings and the baseline."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linkequity.app.comparison.compared import compare_sides
from linkequity.app.comparison.documents import Comparison
from linkequity.app.comparison.sides import Judged, Sides, judge, judge_then, snapshot_before
from linkequity.app.history.backlinks_kept import keep_backlinks
from linkequity.app.history.baseline import read_baseline
from linkequity.app.history.memory import Memory
from linkequity.app.history.register import (
    Sighting,
    follow_moves,
    read_register,
    updated,
    write_register,
)
from linkequity.app.workspace import Workspace
from linkequity.audits.audit import AuditResult
from linkequity.audits.runner import hush
from linkequity.snapshot.imported import ImportedTables
from linkequity.snapshot.snapshot import Snapshot


@dataclass(frozen=True)
class LookedBack:
    """What came of it: `memory` of each finding, `changes` since the snapshot before.

    `heard`: the audits without what the baseline silences.
    """

    judged: Judged
    register: pl.DataFrame
    memory: Memory
    heard: tuple[AuditResult, ...]
    changes: Comparison | None
    has_baseline: bool

    @property
    def fresh(self) -> int:
        """Findings that are new: see `Audited`."""
        if self.has_baseline:
            return sum(len(result.findings) for result in self.heard)
        return self.register.filter(pl.col("state").is_in(["new", "returned"])).height

    def keep(self, workspace: Workspace, backlinks: pl.DataFrame) -> None:
        """Remember this audit for the next."""
        workspace.history.mkdir(parents=True, exist_ok=True)
        keep_backlinks(backlinks, self.judged.snapshot.path.name, workspace)
        write_register(self.register, workspace)


def look_back(
    judged: Judged,
    imported: ImportedTables,
    workspace: Workspace,
    silent: frozenset[str] | None,
) -> LookedBack:
    """Compare with the snapshot before, if there is one, and bring the register up to date."""
    facts, audits = judged.facts, judged.audits
    register = read_register(workspace)
    before = snapshot_before(judged.snapshot, workspace)
    sides = Sides.of(judge_then(before, imported, workspace), judged) if before else None
    if sides:
        register = follow_moves(register, sides.difference.moved)
    register = updated(register, Sighting.of(facts, audits))
    memory = Memory.of(facts.manifest.site, register, silent or frozenset())
    return LookedBack(
        judged=judged,
        register=register,
        memory=memory,
        heard=hush(facts, audits, memory.silences) if silent else audits,
        changes=compare_sides(sides, register) if sides else None,
        has_baseline=silent is not None,
    )


def silent_findings(workspace: Workspace, named: Path | None) -> frozenset[str] | None:
    """The ids in the baseline that was named, else in the settings' own; None without one."""
    own = workspace.settings.audits.baseline
    file = named or (workspace.path / own if own else None)
    return read_baseline(file) if file else None


def compare_snapshots(
    workspace: Workspace, earlier: Snapshot, later: Snapshot, imported: ImportedTables
) -> Comparison:
    """The document for any two snapshots; the latest one has its backlinks as imported."""
    before = judge_then(earlier, imported, workspace)
    newest = workspace.snapshots()[-1:]
    after = (
        judge(later, imported, workspace.settings)
        if later.path in newest
        else judge_then(later, imported, workspace)
    )
    return compare_sides(Sides.of(before, after), read_register(workspace))
