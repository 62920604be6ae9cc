"""Every audit finds what its sites say, no more and no less (tests/sites/<audit-id>.yaml)."""

from collections.abc import Mapping
from pathlib import Path

import pytest

import tiny
from linkequity.audits.findings import Finding
from linkequity.audits.registry import AUDITS, find
from linkequity.audits.runner import run

SITES = Path(__file__).parents[1] / "sites"
CASES = [
    pytest.param(path.stem, site, id=f"{path.stem}: {name}")
    for path in sorted(SITES.glob("*.yaml"))
    for name, site in tiny.sites(path).items()
]


@pytest.mark.parametrize(("audit_id", "site"), CASES)
def test_an_audit_finds_exactly_what_its_site_says(audit_id: str, site: tiny.Site) -> None:
    [result] = run(tiny.facts_of(site), [find(audit_id)])
    expected = site.expect
    assert result.status == expected["status"], result.note
    assert str(expected.get("note", "")) in result.note
    findings = {finding.url: finding for finding in result.findings}
    assert findings.keys() == {tiny.url(path) for path in expected["findings"]}
    for path, what in expected["findings"].items():
        _matches(findings[tiny.url(path)], what)


def _matches(finding: Finding, expected: Mapping[str, object]) -> None:
    assert finding.verdict == expected.get("verdict", finding.verdict)
    assert finding.equity_at_stake == pytest.approx(
        expected.get("stake", finding.equity_at_stake), abs=1e-3
    )
    evidence = expected.get("evidence", {})
    assert {key: finding.evidence.get(key) for key in evidence} == evidence


def test_every_audit_has_sites_it_passes_and_sites_it_fails() -> None:
    statuses: dict[str, set[object]] = {audit.id: set() for audit in AUDITS}
    for case in CASES:
        audit_id, site = case.values
        statuses[audit_id].add(site.expect["status"])
    unmet = {"fail", "inconclusive"}
    short = [id for id, seen in statuses.items() if "pass" not in seen or not unmet & seen]
    assert short == []
