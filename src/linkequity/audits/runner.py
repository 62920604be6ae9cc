"""Running audits: a failure becomes a result, and the largest stake comes first."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import polars as pl

from linkequity.audits.audit import Audit, AuditResult, Status
from linkequity.audits.findings import STAKE, Findings
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
    "start_page": "a start page that answers (name it in SOURCE, or with --base-url)",
    "topics": "links in the texts of the pages, by which to measure what is near in topic",
}
LACKED = {
    "links": "the links of its pages",
    "texts": "the texts of its pages",
    "page_facts": "what its pages are: redirects, canonicals, robots directives",
    "declarations": "what its pages declare beside links",
}
POSITIONS = "positions"
ASKED = ("external_answers", "robots")
TOPICS = "topics"
START = "start_page"


def run(facts: Facts, audits: Iterable[Audit]) -> tuple[AuditResult, ...]:
    """The results of all audits that are not disabled.

    Failing ones come first, of them those where equity is lost or missing, by equity at stake.
    """
    off = disabled(facts.settings.audits)
    equity_in = facts.ledger.equity_in
    results = [_run_one(facts, audit, equity_in) for audit in audits if audit.id not in off]
    return tuple(sorted(results, key=_place))


def disabled(settings: AuditSettings) -> frozenset[str]:
    """The ids that are switched off; UsageError names the nearest where there is no such audit."""
    return frozenset(find(id).id for id in settings.disable)


def hush(
    facts: Facts, results: Iterable[AuditResult], silent: Callable[[AuditResult], pl.Series]
) -> tuple[AuditResult, ...]:
    """The results without the findings that are to be silent, judged by those that remain.

    `silent`: of a result, which of its findings are.
    """
    return tuple(sorted((_hushed(facts, result, silent) for result in results), key=_place))


def _hushed(
    facts: Facts, result: AuditResult, silent: Callable[[AuditResult], pl.Series]
) -> AuditResult:
    heard = result.findings.where(~silent(result))
    if len(heard) == len(result.findings):
        return result
    judged = _judge(facts, result.audit, heard, facts.ledger.equity_in)
    return replace(judged, silent=len(result.findings) - len(heard))


def _place(result: AuditResult) -> tuple[int, bool, float, str]:
    audit = result.audit
    return STATUS_ORDER.index(result.status), audit.meta.passes, -result.equity_at_stake, audit.id


def _run_one(facts: Facts, audit: Audit, equity_in: float) -> AuditResult:
    missing = [source for source in audit.meta.needs if not _is_there(facts, source)]
    none = Findings.none(facts)
    if missing:
        note = f"It needs {_named(missing, 'and')}."
        return AuditResult(audit, "not_applicable", none, note=note)
    lacking = [name for name in audit.meta.reads if name in facts.manifest.lacks]
    if lacking and lacking != [POSITIONS]:
        unread = [LACKED[name] for name in lacking if name in LACKED]
        note = f"The crawl that was read does not hold {_named(unread, 'and')}."
        return AuditResult(audit, "not_applicable", none, note=note)
    try:
        table = audit.check(facts).sort(STAKE, "url", descending=[True, False])
    except Exception as error:  # one audit's fault must not take the others' results
        return AuditResult(audit, "error", none, note=f"{type(error).__name__}: {error}")
    return _judge(facts, audit, Findings(table, facts.links), equity_in)


def _is_there(facts: Facts, need: str) -> bool:
    """Whether there is a source, an answer of hosts asked beside the pages, a measure of topics."""
    if need in ASKED:
        return not getattr(facts.tables, need).is_empty()
    if need == TOPICS:
        return facts.text.relevance is not None
    if need == START:
        return facts.starts_at_page
    return need in facts.sources


def _judge(facts: Facts, audit: Audit, findings: Findings, equity_in: float) -> AuditResult:
    unproved = _unproved(facts, audit)
    thresholds = facts.settings.audits
    # What merely passes is untidy and not expensive, however much it is.
    lost = findings.table[STAKE] * (not audit.meta.passes)
    graded = severities(lost, equity_in, thresholds)
    judged = findings.table.with_columns(severity=graded)
    if unproved:
        judged = judged.with_columns(verdict=pl.lit("inconclusive"))
    known = replace(findings, table=judged)
    [whole] = severities(pl.Series([lost.sum()]), equity_in, thresholds)
    status = _status(known, unproved)
    return AuditResult(audit, status, known, whole if len(known) else None, unproved)


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


def _status(findings: Findings, unproved: str) -> Status:
    if (findings.table["verdict"] == "proved").any():
        return "fail"
    return "inconclusive" if len(findings) or unproved else "pass"


def severities(stakes: pl.Series, equity_in: float, thresholds: AuditSettings) -> pl.Series:
    """How grave each stake is, a Severity: by its share of all equity that enters the site."""
    share = stakes.to_numpy() / (equity_in or np.inf)
    reached = [share >= thresholds.high, share >= thresholds.medium]
    return pl.Series(np.select(reached, ["high", "medium"], "low"), dtype=pl.String)
