"""The whole tables beside the result document, as Parquet."""

from collections.abc import Mapping, Sequence

import polars as pl

from linkequity.app.clusters.building import cluster_pages, missing_links
from linkequity.app.history.memory import Memory
from linkequity.app.tables.declared import FINDINGS
from linkequity.app.workspace import Workspace
from linkequity.audits.audit import AuditResult
from linkequity.audits.findings import COMMON
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
    parts = [_findings_of(result, memory) for result in audits if len(result.findings)]
    return pl.concat([FINDINGS.empty(), *parts])


def _findings_of(result: AuditResult, memory: Memory) -> pl.DataFrame:
    findings = result.findings
    whole = pl.concat(
        [
            findings.table.select(COMMON),
            findings.evidence().to_frame("evidence"),
            memory.pasts(result),
        ],
        how="horizontal",
    ).with_columns(audit=pl.lit(result.audit.id))
    return whole.select(FINDINGS.schema.names()).cast(FINDINGS.schema)
