"""What an audit is: its declaration, its findings, and its result."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from linkequity.audits.findings import Findings, Severity

if TYPE_CHECKING:
    from linkequity.model.facts import Facts

Status = Literal["pass", "fail", "inconclusive", "not_applicable", "error"]
EvidenceLabel = Literal[
    "split_test",
    "experiment",
    "correlation",
    "observation",
    "documentation",
    "statement",
    "patent",
    "assumption",
]


@dataclass(frozen=True)
class Meta:
    """What an audit declares of itself.

    `evidence` labels why the finding matters, `evidence_note` gives the figure and its source.
    `action`: what to do about one finding, and about `{n}` of them. `concerns`: what the equity
    at stake is, in words that follow a number of units.
    `needs`: what the audit does not apply without: sources (`backlinks`, `search` …), answers
    (`robots`, `external_answers`), links in texts to measure topics by (`topics`), a start page
    that answers (`start_page`).
    `reads`: what it must be told of pages, which another program's export may lack: see
    `Manifest.lacks`. Where it does, the audit does not apply, or proves nothing without positions.
    `needs_any`: sources of which at least one must be there for a verdict of `proved`.
    `needs_complete`: only a crawl that saw every page can prove it, since it says that a link
    or a path is not there.
    `passes`: nothing is lost or missing there, the equity at stake passes through; such audits
    come second, whatever they carry.
    """

    evidence: EvidenceLabel
    evidence_note: str
    action: tuple[str, str]
    concerns: str
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ("links",)
    needs_any: tuple[str, ...] = ()
    needs_complete: bool = False
    passes: bool = False


# The columns of `findings.found`, in any order.
Check = Callable[["Facts"], pl.DataFrame]


@dataclass(frozen=True)
class Audit:
    """An audit as the registry knows it; id and texts come from its module."""

    id: str
    meta: Meta
    doc: str
    check: Check

    @property
    def title(self) -> str:
        """The docstring's first words: `Orphan pages` of `Orphan pages: known, indexable …`."""
        return self.doc.partition(":")[0].strip()

    @property
    def fix(self) -> str:
        """What the docstring says under `Fix:`, as a sentence."""
        text = " ".join(self.doc.partition("\nFix:")[2].split())
        return text[:1].upper() + text[1:]

    def action(self, count: int) -> str:
        """What to do about `count` findings."""
        one, many = self.meta.action
        return one if count == 1 else many.format(n=f"{count:,}")


@dataclass(frozen=True)
class AuditResult:
    """What came of one audit; findings by equity at stake, the largest first.

    `severity` is the audit's own, by the equity at stake in all of its findings together (many
    small leaks are one large one), low where it merely passes through, None without findings.
    `note` says what would have settled an inconclusive result, or what went wrong. `silent`: how
    many findings more there are that nobody wants to hear of.
    """

    audit: Audit
    status: Status
    findings: Findings
    severity: Severity | None = None
    note: str = ""
    silent: int = 0

    @property
    def equity_at_stake(self) -> float:
        """All of its findings together, in page units."""
        return self.findings.at_stake


def explain(audit: Audit) -> str:
    """The text of `linkequity explain ID`: what, why, known problems, fix, evidence."""
    label = audit.meta.evidence.replace("_", " ")
    return f"{audit.doc}\n\nEvidence ({label}): {audit.meta.evidence_note}"
