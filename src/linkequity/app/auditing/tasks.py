"""What to do first: one task for each audit that proved something, by the equity at stake."""

from collections.abc import Sequence

from linkequity.app.history.memory import Memory, Remembered
from linkequity.app.results import FindingDoc, TaskDoc
from linkequity.audits.audit import AuditResult
from linkequity.audits.findings import Finding
from linkequity.base.ids import task_id

SHOWN = 3
UNKNOWN = Memory()


def tasks(results: Sequence[AuditResult], memory: Memory = UNKNOWN) -> list[TaskDoc]:
    """Tasks from proved findings only (what is inconclusive is no work yet), the largest stake
    first; what merely passes equity comes after all that loses or lacks it.
    """
    found = [_task(result, memory) for result in results if result.status == "fail"]
    return sorted(found, key=lambda task: (task.passes, -task.equity_at_stake, task.audit))


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
