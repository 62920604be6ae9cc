"""The runner: order, severity, what does not apply, what is disabled, what goes wrong."""

from dataclasses import replace

import polars as pl
import pytest

import tiny
from linkequity.audits.audit import Audit, AuditResult, Meta
from linkequity.audits.findings import found
from linkequity.audits.registry import AUDITS, find
from linkequity.audits.runner import run
from linkequity.base.errors import UsageError

DISABLED = "settings: {audits: {disable: [orphan-pages]}}\npages: {/: {}}"
MISNAMED = "settings: {audits: {disable: [orphans]}}\npages: {/: {}}"
# 100 pages bring 100 units, one backlink of a page rated 50 another 10.
HUNDRED = "backlinks: [{to: /, from: https://x.org/1, rating: 50}]\npages: {/: {}, " + ", ".join(
    f"/{n}: {{known_from: [sitemap]}}" for n in range(99)
)


PLAIN = {
    "evidence": "assumption",
    "evidence_note": "none",
    "action": ("Do it", "Do {n}"),
    "concerns": "at stake",
}


def _audit(*stakes: float, id: str = "made-up", **meta: object) -> Audit:
    def check(_: object) -> pl.DataFrame:
        urls = [f"https://example.com/{number}" for number in range(len(stakes))]
        flow = pl.Series(stakes, dtype=pl.Float64)
        return found(pl.DataFrame({"url": pl.Series(urls, dtype=pl.String), "flow": flow}))

    return Audit(id, Meta(**(PLAIN | meta)), "Made up: so.", check)


def severities(result: AuditResult) -> list[str]:
    return [finding.severity for finding in result.findings]


@pytest.fixture(scope="module")
def facts():
    return tiny.facts_of(tiny.site(HUNDRED + "}"))


def test_findings_come_by_stake_and_ties_by_url(facts) -> None:
    [result] = run(facts, [_audit(1, 3, 2, 3)])
    assert [f.url[-1] for f in result.findings] == ["1", "3", "2", "0"]


def test_severity_is_the_share_of_all_equity_that_enters(facts) -> None:
    assert facts.ledger.equity_in == pytest.approx(110)
    [result] = run(facts, [_audit(5.5, 5.4, 1.1, 1.09)])
    assert severities(result) == ["high", "medium", "medium", "low"]


def test_the_severity_of_an_audit_is_that_of_all_its_findings_together(facts) -> None:
    [many, none] = run(facts, [_audit(*[1.0] * 6), _audit()])
    assert many.severity == "high"
    assert set(severities(many)) == {"low"}
    assert none.severity is None


def test_failing_audits_come_first_and_the_largest_stake_of_them(facts) -> None:
    doubtful = _audit(50, id="doubtful", needs_any=("folder",))
    order = run(facts, [_audit(id="fine"), doubtful, _audit(1, id="small"), _audit(9, id="large")])
    assert [r.audit.id for r in order] == ["large", "small", "doubtful", "fine"]


def test_equity_that_merely_passes_comes_after_what_is_lost(facts) -> None:
    passing, lost = _audit(99, id="passing", passes=True), _audit(1, id="lost")
    first, second = run(facts, [passing, lost])
    assert (first.audit.id, second.audit.id) == ("lost", "passing")
    assert (severities(second), second.severity) == (["low"], "low")


def test_an_audit_without_what_it_needs_does_not_apply_and_says_which_import_would(facts) -> None:
    [result] = run(facts, [_audit(1, needs=("search",))])
    assert (result.status, len(result.findings)) == ("not_applicable", 0)
    assert "--search" in result.note


def test_an_audits_exception_is_a_result_and_the_others_run_on(facts) -> None:
    def fail(_: object) -> pl.DataFrame:
        raise KeyError("lost column")

    broken = replace(_audit(id="broken"), check=fail)
    fine, result = run(facts, [broken, _audit(2, id="fine")])
    assert fine.status == "fail"
    assert (result.status, len(result.findings)) == ("error", 0)
    assert "KeyError" in result.note and "lost column" in result.note


def test_disabled_audits_are_not_run() -> None:
    results = run(tiny.facts_of(tiny.site(DISABLED)), AUDITS)
    assert len(results) == len(AUDITS) - 1
    assert find("orphan-pages") not in [result.audit for result in results]


def test_disabling_what_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="orphans"):
        run(tiny.facts_of(tiny.site(MISNAMED)), AUDITS)


def test_nothing_is_too_far_from_a_start_page_that_is_not_there() -> None:
    """A folder may have no index.html: clicks from it cannot be counted, so nobody is accused."""
    facts = tiny.facts_of(
        tiny.site(
            "pages: {/: {status: 404}, /a: {known_from: [sitemap], links: [/b]}, /b: {links: [/a]}}"
        )
    )
    far = [find("unreachable-pages"), find("deep-pages")]
    assert {result.status for result in run(facts, far)} == {"not_applicable"}
    assert all("start page" in result.note for result in run(facts, far))
