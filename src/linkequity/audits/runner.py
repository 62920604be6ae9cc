"""Running audits: a failure becomes a result, and the largest stake comes first."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from linkequity.audits.audit import Audit, AuditResult, Finding, Severity, Status
from linkequity.audits.registry import find
from linkequity.base.settings import AuditSettings
from linkequity.model.facts import Facts

STATUS_ORDER: tuple[Status, ...] = ("fail", "inconclusive", "error", "pass", "not_applicable")
BRINGS = {
    "backlinks": "an export of backlinks (--backlinks FILE)",
    "search": "an export of search data (--search FILE)",
    "sitemap": "a sitemap",
    "folder": "the folder of the built site",
    "logs": "server logs (linkequity import access.log)",
    "analytics": "an export of visits (linkequity import FILE)",
    "external_answers": "a crawl with --check-external",
    "robots": "the site's robots.txt",
}
LACKED = {
    "links": "the links of its pages",
    "texts": "the texts of its pages",
    "page_facts": "what its pages are: redirects, canonicals, robots directives",
    "declarations": "what its pages declare beside links",
}
POSITIONS = "positions"
ASKED = ("external_answers", "robots")


def run(facts: Facts, audits: Iterable[Audit]) -> tuple[AuditResult, ...]:
    """The results of all audits that are not disabled.

    Failing ones come first, of them those where equity is lost or missing, by equity at stake.
    """
    off = disabled(facts.settings.audits)
    equity_in = facts.ledger.equity_in
    with _collecting_nothing():
        results = [_run_one(facts, audit, equity_in) for audit in audits if audit.id not in off]
    return tuple(sorted(results, key=_place))


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Findings make no circles; looking for some among a million of them takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def disabled(settings: AuditSettings) -> frozenset[str]:
    """The ids that are switched off; UsageError names the nearest where there is no such audit."""
    return frozenset(find(id).id for id in settings.disable)


def hush(
    facts: Facts, results: Iterable[AuditResult], silent: Callable[[Audit, Finding], bool]
) -> tuple[AuditResult, ...]:
    """The results without the findings that are to be silent, judged by those that remain."""
    return tuple(sorted((_hushed(facts, result, silent) for result in results), key=_place))


def _hushed(
    facts: Facts, result: AuditResult, silent: Callable[[Audit, Finding], bool]
) -> AuditResult:
    heard = [finding for finding in result.findings if not silent(result.audit, finding)]
    if len(heard) == len(result.findings):
        return result
    judged = _judge(facts, result.audit, heard, facts.ledger.equity_in)
    return replace(judged, silent=len(result.findings) - len(heard))


def _place(result: AuditResult) -> tuple[int, bool, float, str]:
    audit = result.audit
    return STATUS_ORDER.index(result.status), audit.meta.passes, -result.equity_at_stake, audit.id


def _run_one(facts: Facts, audit: Audit, equity_in: float) -> AuditResult:
    missing = [source for source in audit.meta.needs if source not in _brought(facts)]
    if missing:
        return AuditResult(audit, "not_applicable", note=f"It needs {_named(missing, 'and')}.")
    lacking = [name for name in audit.meta.reads if name in facts.manifest.lacks]
    if lacking and lacking != [POSITIONS]:
        unread = [LACKED[name] for name in lacking if name in LACKED]
        note = f"The crawl that was read does not hold {_named(unread, 'and')}."
        return AuditResult(audit, "not_applicable", note=note)
    try:
        findings = sorted(audit.check(facts), key=lambda f: (-f.equity_at_stake, f.url))
    except Exception as error:  # one audit's fault must not take the others' results
        return AuditResult(audit, "error", note=f"{type(error).__name__}: {error}")
    return _judge(facts, audit, findings, equity_in)


def _brought(facts: Facts) -> frozenset[str]:
    """The sources there are, and what hosts were asked beside the pages."""
    asked = {name for name in ASKED if not getattr(facts.tables, name).is_empty()}
    return facts.sources | asked


def _judge(facts: Facts, audit: Audit, findings: list[Finding], equity_in: float) -> AuditResult:
    unproved = _unproved(facts, audit)
    if unproved:
        findings = [replace(finding, verdict="inconclusive") for finding in findings]
    result = AuditResult(audit, _status(findings, unproved), tuple(findings), note=unproved)
    thresholds = facts.settings.audits
    lost = 0.0 if audit.meta.passes else result.equity_at_stake
    return replace(
        result,
        severities=tuple(severity(f.equity_at_stake, equity_in, thresholds) for f in findings),
        severity=severity(lost, equity_in, thresholds) if findings else None,
    )


def _unproved(facts: Facts, audit: Audit) -> str:
    """Why nothing this audit says can be proved; empty where it can."""
    meta = audit.meta
    if meta.needs_any and not facts.sources.intersection(meta.needs_any):
        return (
            f"Nothing else than links names pages; {_named(meta.needs_any, 'or')} would settle it."
        )
    if meta.needs_complete and not facts.crawl_complete:
        because = "; ".join(facts.incomplete_because)
        return f"The crawl did not see every page ({because}); a complete one would settle it."
    if POSITIONS in meta.reads and POSITIONS in facts.manifest.lacks:
        return "The crawl that was read does not tell where links stand on their pages."
    return ""


def _named(sources: Iterable[str], joint: str) -> str:
    names = [BRINGS.get(source, source) for source in sources]
    return f" {joint} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _status(findings: list[Finding], unproved: str) -> Status:
    if any(finding.verdict == "proved" for finding in findings):
        return "fail"
    return "inconclusive" if findings or unproved else "pass"


def severity(stake: float, equity_in: float, thresholds: AuditSettings) -> Severity:
    """How grave a stake is, by its share of all equity that enters the site."""
    share = stake / equity_in if equity_in > 0 else 0.0
    if share >= thresholds.high:
        return "high"
    return "medium" if share >= thresholds.medium else "low"
