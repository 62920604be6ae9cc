"""The whole tables beside the result document, as Parquet."""

from collections.abc import Mapping, Sequence

import msgspec
import polars as pl

from linkequity.app.clusters.building import cluster_pages, missing_links
from linkequity.app.history.memory import Memory
from linkequity.app.tables.declared import FINDINGS
from linkequity.app.workspace import Workspace
from linkequity.audits.audit import AuditResult, Finding, Severity
from linkequity.model.equity.views import ledger_by_page, ledger_by_segment, reach_by_backlink
from linkequity.model.facts import Facts
from linkequity.model.robustness.agreement import PAGE_RANKS, Robustness
from linkequity.snapshot.snapshot import write_parquet


def write_tables(
    workspace: Workspace,
    facts: Facts,
    audits: Sequence[AuditResult],
    memory: Memory,
    robustness: Robustness | None,
) -> None:
    """Write every table of the results as Parquet, each whole or not at all."""
    tables: Mapping[str, pl.DataFrame] = {
        "pages": facts.pages.with_columns(cluster=facts.clusters.pages["cluster"]),
        "links": facts.links,
        "backlinks": reach_by_backlink(facts),
        "redirects": facts.redirects,
        "findings": findings_table(audits, memory),
        "clusters": facts.clusters.table,
        "cluster_pages": cluster_pages(facts),
        "missing_links": missing_links(facts),
        "page_ledgers": ledger_by_page(facts),
        "segment_ledgers": ledger_by_segment(facts),
        "page_ranks": robustness.pages if robustness else PAGE_RANKS.empty(),
    }
    for name, frame in tables.items():
        write_parquet(frame, workspace.results / f"{name}.parquet")


def findings_table(audits: Sequence[AuditResult], memory: Memory) -> pl.DataFrame:
    """All findings of all audits as one table, evidence as JSON text; silent ones are marked."""
    rows = [
        _finding_row(result, finding, severity, memory)
        for result in audits
        for finding, severity in zip(result.findings, result.severities, strict=True)
    ]
    return pl.DataFrame(rows, schema=FINDINGS.schema, orient="row")


def _finding_row(
    result: AuditResult, finding: Finding, severity: Severity, memory: Memory
) -> tuple[object, ...]:
    past = memory.past(result.audit.id, finding)
    return (
        result.audit.id,
        finding.url,
        finding.verdict,
        severity,
        finding.equity_at_stake,
        msgspec.json.encode(finding.evidence).decode(),
        past.id,
        past.state,
        past.since or None,
        memory.is_silent(result.audit, finding),
    )
