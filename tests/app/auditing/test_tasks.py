"""What to do first follows from what audits proved, and from nothing else."""

import polars as pl

from linkequity.app.auditing.tasks import tasks
from linkequity.audits.audit import AuditResult
from linkequity.audits.findings import Findings, found
from linkequity.audits.registry import AUDITS, find
from linkequity.model.fact_tables import FACT_LINKS

SURE, UNSURE = ("a", 1.0, False), ("b", 5.0, True)


def result(audit_id: str, *rows: tuple[str, float, bool], status: str = "fail") -> AuditResult:
    frame = pl.DataFrame(rows, schema=["url", "flow", "doubtful"], orient="row")
    findings = Findings(found(frame, doubtful="doubtful"), FACT_LINKS.empty())
    return AuditResult(find(audit_id), status, findings, "low")


def test_what_is_inconclusive_is_no_work_yet() -> None:
    (task,) = tasks([result("broken-internal-links", UNSURE, SURE)])
    assert (task.count, task.equity_at_stake) == (1, 1.0)
    assert [finding.url for finding in task.findings] == ["a"]
    assert tasks([result("orphan-pages", UNSURE, status="inconclusive")]) == []


def test_what_merely_passes_equity_comes_last_whatever_it_carries() -> None:
    found = [
        result("redirected-internal-links", ("r", 100.0, False)),
        result("orphan-pages", ("o", 1.0, False)),
        result("broken-internal-links", ("b", 2.0, False)),
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
