"""What to do first follows from what audits proved, and from nothing else."""

from linkequity.app.auditing.tasks import tasks
from linkequity.audits.audit import AuditResult, Finding
from linkequity.audits.registry import AUDITS, find


def result(audit_id: str, *findings: Finding) -> AuditResult:
    return AuditResult(find(audit_id), "fail", findings, ("low",) * len(findings), "low")


def test_what_is_inconclusive_is_no_work_yet() -> None:
    sure, unsure = Finding("a", 1.0), Finding("b", 5.0, verdict="inconclusive")
    (task,) = tasks([result("broken-internal-links", unsure, sure)])
    assert (task.count, task.equity_at_stake) == (1, 1.0)
    assert [finding.url for finding in task.findings] == ["a"]
    assert tasks([AuditResult(find("orphan-pages"), "inconclusive", (unsure,), ("low",))]) == []


def test_what_merely_passes_equity_comes_last_whatever_it_carries() -> None:
    found = [
        result("redirected-internal-links", Finding("r", 100.0)),
        result("orphan-pages", Finding("o", 1.0)),
        result("broken-internal-links", Finding("b", 2.0)),
    ]
    assert [task.audit for task in tasks(found)] == [
        "broken-internal-links",
        "orphan-pages",
        "redirected-internal-links",
    ]


def test_every_audit_says_what_to_do_about_one_finding_and_about_many() -> None:
    for audit in AUDITS:
        assert "{" not in audit.action(1)
        assert "1,200" in audit.action(1200)
        assert audit.fix
        assert audit.meta.concerns
