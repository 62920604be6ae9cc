"""Findings of two snapshots: new, returned, still there, fixed."""

from dataclasses import dataclass

import polars as pl

from linkequity.app.comparison.documents import AuditChangeDoc, FindingChangeDoc
from linkequity.app.comparison.sides import Sides
from linkequity.app.history.register import Sighting, follow_moves, found_by

STATES = ("new", "returned", "fixed", "open", "unchecked")
TOP = 1000


@dataclass(frozen=True)
class FindingChanges:
    """Every finding of either snapshot with its state; `titles` of the audits by id."""

    table: pl.DataFrame
    titles: dict[str, str]

    @classmethod
    def of(cls, sides: Sides, register: pl.DataFrame) -> "FindingChanges":
        """Matched by audit and page; a page that moved takes its findings along.

        A new one had been there before where `register` first saw it earlier. What is no longer
        found is fixed if it would have been found, else unchecked.
        """
        before, after = sides.before, sides.after
        old = found_by(before.audits, before.snapshot.manifest.site)
        old = follow_moves(old, sides.difference.moved)
        seen = Sighting.of(after.facts, after.audits)
        past = register.filter(pl.col("first_seen") < before.snapshot.manifest.finished_at)
        known = seen.found.with_columns(
            state=pl.when(pl.col("id").is_in(old["id"].implode()))
            .then(pl.lit("open"))
            .when(pl.col("id").is_in(past["id"].implode()))
            .then(pl.lit("returned"))
            .otherwise(pl.lit("new"))
        )
        gone = old.join(seen.found, on="id", how="anti").with_columns(
            state=pl.when(seen.could_see()).then(pl.lit("fixed")).otherwise(pl.lit("unchecked"))
        )
        titles = {r.audit.id: r.audit.title for r in (*before.audits, *after.audits)}
        return cls(pl.concat([known, gone]), titles)

    def counts(self) -> dict[str, int]:
        """How many findings there are in each state."""
        return {f"findings_{state}": int((self.table["state"] == state).sum()) for state in STATES}


def change_docs(changes: FindingChanges) -> list[FindingChangeDoc]:
    """All but those still there, by state, the largest stake first."""
    rows = changes.table.sort("equity_at_stake", "audit", "url", descending=[True, False, False])
    return [
        FindingChangeDoc(**{name: row[name] for name in FindingChangeDoc.__struct_fields__})
        for state in STATES
        if state != "open"
        for row in rows.filter(pl.col("state") == state).head(TOP).to_dicts()
    ]


def count_docs(changes: FindingChanges) -> list[AuditChangeDoc]:
    """Per audit, those in which most changed first."""
    counts = changes.table.group_by("audit").agg(
        **{state: (pl.col("state") == state).sum().cast(pl.Int64) for state in STATES}
    )
    ranked = counts.sort(
        pl.col("new") + pl.col("returned") + pl.col("fixed"), "audit", descending=[True, False]
    )
    return [AuditChangeDoc(title=changes.titles[row["audit"]], **row) for row in ranked.to_dicts()]
