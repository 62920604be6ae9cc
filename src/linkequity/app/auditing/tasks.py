"""What to do first: one task for each audit that proved something, by the equity at stake."""

from collections.abc import Sequence

import msgspec

from linkequity.app.auditing.sureness import Sureness, sureness
from linkequity.app.history.memory import Memory, Remembered
from linkequity.app.results import FindingDoc, TaskDoc
from linkequity.audits.audit import AuditResult
from linkequity.audits.findings import Finding
from linkequity.base.ids import task_id
from linkequity.model.robustness.agreement import Robustness

SHOWN = 3
UNKNOWN = Memory()


def tasks(
    results: Sequence[AuditResult],
    memory: Memory = UNKNOWN,
    robustness: Robustness | None = None,
) -> list[TaskDoc]:
    """Tasks from proved findings only (what is inconclusive is no work yet), the largest stake
    first; what merely passes equity comes after all that loses or lacks it.

    With what other models say of each, where they were asked.
    """
    found = sorted((result for result in results if result.status == "fail"), key=_place)
    sure = sureness([result.findings.proved for result in found if not _passes(result)], robustness)
    sure += sureness([result.findings.proved for result in found if _passes(result)], robustness)
    return [_with(_task(result, memory), said) for result, said in zip(found, sure, strict=True)]


def _passes(result: AuditResult) -> bool:
    return result.audit.meta.passes


def _place(result: AuditResult) -> tuple[bool, float, str]:
    return _passes(result), -result.findings.proved.at_stake, result.audit.id


def _with(task: TaskDoc, said: Sureness) -> TaskDoc:
    return msgspec.structs.replace(
        task,
        stake_low=said.low,
        stake_high=said.high,
        holds_in=said.holds_in,
        unasked=said.unasked,
    )


def _task(result: AuditResult, memory: Memory) -> TaskDoc:
    audit = result.audit
    proved = result.findings.proved
    return TaskDoc(
        id=task_id(audit.id),
        audit=audit.id,
        action=audit.action(len(proved)),
        fix=audit.fix,
        count=len(proved),
        equity_at_stake=proved.at_stake,
        concerns=audit.meta.concerns,
        passes=audit.meta.passes,
        evidence_label=audit.meta.evidence,
        findings=[
            finding_doc(finding, memory.past(audit.id, finding)) for finding in proved.first(SHOWN)
        ],
    )


def finding_doc(finding: Finding, past: Remembered) -> FindingDoc:
    """A finding as the document shows it."""
    return FindingDoc(
        id=past.id,
        url=finding.url,
        verdict=finding.verdict,
        severity=finding.severity,
        equity_at_stake=finding.equity_at_stake,
        evidence=finding.evidence,
        state=past.state,
        since=past.since,
    )
