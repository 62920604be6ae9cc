"""What is known of each finding from before: its id, its state, since when, and who is silent."""

from dataclasses import dataclass, field

import polars as pl

from linkequity.app.history.register import State
from linkequity.audits.audit import Audit, Finding
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

    def is_silent(self, audit: Audit, finding: Finding) -> bool:
        """Whether the baseline holds the finding."""
        return finding_id(audit.id, finding.url, self.site) in self.silent
