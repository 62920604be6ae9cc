"""From facts and audit results to the one result document."""

from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import polars as pl

from linkequity.app.answers.building import answers_in_brief
from linkequity.app.auditing.areas import areas
from linkequity.app.auditing.models import robustness_doc, too_many_pages
from linkequity.app.auditing.shared_title import shared_title
from linkequity.app.auditing.tasks import finding_doc, tasks
from linkequity.app.auditing.unmatched import unmatched
from linkequity.app.backlinks.coverage import cover, in_words
from linkequity.app.clusters.building import cluster_docs
from linkequity.app.comparison.looking_back import LookedBack
from linkequity.app.history.memory import Memory
from linkequity.app.intake.imports import ImportDoc, Imports
from linkequity.app.results import (
    AuditDoc,
    BacklinkPageDoc,
    DomainDoc,
    HoarderDoc,
    LedgerDoc,
    PageDoc,
    Results,
    SegmentDoc,
    SegmentFlowDoc,
    SnapshotDoc,
    SolverDoc,
    SourceDoc,
    StarvedDoc,
    WasterDoc,
)
from linkequity.audits.audit import AuditResult
from linkequity.model.equity.views import hoarders, starved, wasters
from linkequity.model.facts import Facts
from linkequity.model.robustness.agreement import Robustness
from linkequity.snapshot.snapshot import Snapshot

Doc = TypeVar("Doc", bound=msgspec.Struct)

# The document is for reading: the whole tables lie beside it as Parquet.
TOP_PAGES = 100
TOP_LANDINGS = 200
TOP_DOMAINS = 200
TOP_FINDINGS = 1000
TOP_FLOWS = 2000
TOP_VIEWS = 50


def build(
    snapshot: Snapshot,
    facts: Facts,
    past: LookedBack,
    imports: Imports,
    own: Imports,
    *,
    robustness: Robustness | None,
) -> Results:
    """The document of one audit run; `own` is `imports` less the rows of other sites."""
    manifest = snapshot.manifest
    coverage = cover(own.tables.link_totals, own.tables.backlinks.lazy())
    return Results(
        site=manifest.site,
        start_url=manifest.start_url,
        generated_at=datetime.now(UTC).isoformat(timespec="seconds"),
        snapshot=_snapshot(snapshot),
        settings=_settings(facts),
        sources=_sources(snapshot, imports, own),
        link_coverage=coverage,
        totals=totals(facts),
        shared_title=shared_title(facts.pages.filter(pl.col("indexable"))["title"].to_list()),
        target_equity=(1 - facts.system.damping) * facts.standing.total,
        ledger=msgspec.convert(facts.ledger, LedgerDoc, from_attributes=True),
        solver=_solver(facts),
        tasks=tasks(past.heard, past.memory, robustness),
        audits=[_audit(result, past.memory) for result in past.heard],
        pages=_top_pages(facts, robustness),
        landing_pages=_landings(facts),
        referring_domains=_rows(facts.referring_domains.head(TOP_DOMAINS), DomainDoc),
        segments=_rows(facts.segments, SegmentDoc),
        segment_flows=_rows(_largest_flows(facts), SegmentFlowDoc),
        areas=areas(facts),
        robustness=robustness_doc(robustness),
        hoarders=_rows(hoarders(facts).head(TOP_VIEWS), HoarderDoc),
        wasters=_rows(wasters(facts).head(TOP_VIEWS), WasterDoc),
        starved=_rows(starved(facts).head(TOP_VIEWS), StarvedDoc),
        clusters=cluster_docs(facts),
        answers=answers_in_brief(facts),
        changes=past.changes,
        unmatched=unmatched(facts),
        notes=[*_notes(facts), *in_words(coverage), *too_many_pages(facts, robustness)],
    )


def totals(facts: Facts) -> dict[str, int]:
    """The counts people ask for first."""
    pages, links, backlinks = facts.pages, facts.links, facts.backlinks
    internal = links.filter(pl.col("internal"))
    broken = internal.filter(pl.col("target_kind") == "broken")
    return {
        "pages": pages.height,
        "indexable_pages": _count(pages, pl.col("indexable")),
        "content_pages": _count(pages, pl.col("indexable") & (pl.col("content_kind") == "content")),
        "links": links.height,
        "internal_links": internal.height,
        "content_links": _count(internal, pl.col("link_position") == "content"),
        "external_links": _count(links, ~pl.col("internal") & pl.col("target").is_not_null()),
        "backlinks": backlinks.height,
        "referring_domains": backlinks.get_column("referring_domain").n_unique(),
        "orphan_pages": _count(
            pages, pl.col("indexable") & ~pl.col("start") & (pl.col("inlinks") == 0)
        ),
        "broken_links": broken.height,
        "redirects": facts.redirects.height,
        "clusters": facts.clusters.table.height,
        "pages_in_clusters": facts.clusters.pages["cluster"].count(),
        "landing_pages": facts.landings.height,
        "stranded_landing_pages": _count(facts.landings, pl.col("stranded")),
        "noindex_pages": _count(pages, pl.col("target_kind") == "noindex"),
        "blocked_pages": _count(pages, pl.col("target_kind") == "blocked"),
        "not_crawled_pages": _count(pages, pl.col("target_kind") == "not_crawled"),
    }


def _count(frame: pl.DataFrame, condition: pl.Expr) -> int:
    return int(frame.select(condition.fill_null(value=False).sum()).item())


def _snapshot(snapshot: Snapshot) -> SnapshotDoc:
    manifest = snapshot.manifest
    return SnapshotDoc(
        name=snapshot.path.name,
        source=manifest.source,
        started_at=manifest.started_at.isoformat(timespec="seconds"),
        finished_at=manifest.finished_at.isoformat(timespec="seconds"),
        complete=manifest.complete,
        incomplete_because=manifest.incomplete_because,
        warnings=manifest.warnings,
    )


def _settings(facts: Facts) -> dict[str, object]:
    settings: dict[str, object] = msgspec.to_builtins(facts.settings)
    return settings | {"crawl": facts.settings.crawl.public()}


def _sources(snapshot: Snapshot, imports: Imports, own: Imports) -> list[SourceDoc]:
    manifest = snapshot.manifest
    read = manifest.counts.get("pages", 0)
    crawled = SourceDoc(kind=manifest.source, name=manifest.start_url, rows=read, used=read)
    sitemaps = [SourceDoc(kind="sitemap", name=url) for url in manifest.sitemaps]
    return [crawled, *sitemaps, *(_imported(record, own) for record in imports.records)]


def _imported(record: ImportDoc, own: Imports) -> SourceDoc:
    frame = own.table(record.kind)
    used = _count(frame, pl.col("file") == record.file)
    return SourceDoc(
        kind=record.kind,
        name=record.file.replace("\\", "/").rpartition("/")[2],
        vendor=record.vendor,
        rows=record.rows,
        used=used,
        other_site=record.used - used,
        refused=record.refused,
    )


def _solver(facts: Facts) -> SolverDoc:
    flow = facts.flow
    return SolverDoc(
        iterations=flow.iterations,
        residual=flow.residual,
        seconds=round(flow.seconds, 4),
        pages=facts.pages.height,
        links=facts.links.height,
        expanded_links=flow.expanded_links,
        stored_links=flow.stored_links,
    )


def _audit(result: AuditResult, memory: Memory) -> AuditDoc:
    audit = result.audit
    return AuditDoc(
        id=audit.id,
        title=audit.title,
        status=result.status,
        severity=result.severity,
        evidence_label=audit.meta.evidence,
        evidence_note=audit.meta.evidence_note,
        explanation=audit.doc,
        count=len(result.findings),
        equity_at_stake=result.equity_at_stake,
        note=result.note,
        silent=result.silent,
        passes=audit.meta.passes,
        findings=[
            finding_doc(finding, memory.past(audit.id, finding))
            for finding in result.findings.first(TOP_FINDINGS)
        ],
    )


def _top_pages(facts: Facts, robustness: Robustness | None) -> list[PageDoc]:
    content = facts.pages.filter(pl.col("indexable") & (pl.col("content_kind") == "content"))
    top = content.sort(["equity", "url"], descending=[True, False]).head(TOP_PAGES)
    if robustness:
        ranks = robustness.pages.select("url", "rank_low", "rank_high")
        top = top.join(ranks, on="url", how="left", maintain_order="left")
    return _rows(top, PageDoc)


def _landings(facts: Facts) -> list[BacklinkPageDoc]:
    pages = facts.landings.sort(["equity", "url"], descending=[True, False]).head(TOP_LANDINGS)
    return _rows(pages.with_columns(landing=pl.col("url")), BacklinkPageDoc)


def _largest_flows(facts: Facts) -> pl.DataFrame:
    return facts.segment_flows.sort("equity", descending=True).head(TOP_FLOWS)


def _notes(facts: Facts) -> list[str]:
    notes = ["Equity is a model of this site's links, not a search engine's number."]
    if facts.backlinks.is_empty():
        notes.append(
            "No backlinks were imported: every page enters with the same unit, so what backlinks "
            "bring, and where it is lost, cannot be shown. Add an export with --backlinks FILE."
        )
    return notes


def _rows(frame: pl.DataFrame, kind: type[Doc]) -> list[Doc]:
    return [msgspec.convert(row, kind) for row in frame.iter_rows(named=True)]
