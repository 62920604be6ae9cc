"""What is known of each finding from before: its id, its state, since when, and who is silent."""

from dataclasses import dataclass, field

import polars as pl

from linkequity.app.history.register import State, finding_ids
from linkequity.audits.audit import AuditResult
from linkequity.audits.findings import Finding
from linkequity.base.ids import finding_id


@dataclass(frozen=True)
class Remembered:
    """One finding's past; `since` as an ISO time, empty where nothing is remembered."""

    id: str
    state: State
    since: str


@dataclass(frozen=True)
class Memory:
    """The past of all findings of a site; `silent`: ids in the baseline."""

    site: str = ""
    states: dict[str, tuple[State, str]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()

    @classmethod
    def of(cls, site: str, register: pl.DataFrame, silent: frozenset[str]) -> "Memory":
        """From the register as the audit left it."""
        rows = register.select(
            "id", "state", pl.col("since").dt.to_string("%Y-%m-%dT%H:%M:%S+00:00")
        )
        return cls(site, {id: (state, since) for id, state, since in rows.iter_rows()}, silent)

    def past(self, audit: str, finding: Finding) -> Remembered:
        """The past of a finding of the audit of that id."""
        id = finding_id(audit, finding.url, self.site)
        return Remembered(id, *self.states.get(id, ("new", "")))

    def pasts(self, result: AuditResult) -> pl.DataFrame:
        """id, state, since and silent (whether the baseline holds it) of each of its findings."""
        ids = finding_ids(result.audit.id, result.findings.table["url"], self.site)
        known = [self.states.get(id, ("new", "")) for id in ids]
        return pl.DataFrame(
            {
                "id": ids,
                "state": pl.Series([state for state, _ in known], dtype=pl.String),
                "since": pl.Series([since or None for _, since in known], dtype=pl.String),
                "silent": pl.Series([id in self.silent for id in ids], dtype=pl.Boolean),
            }
        )

    def silences(self, result: AuditResult) -> pl.Series:
        """Which of its findings the baseline holds."""
        return self.pasts(result)["silent"]
