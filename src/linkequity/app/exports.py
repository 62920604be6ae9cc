"""The whole tables beside the result document, and any of them as CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import polars as pl

from linkequity.app.clusters.building import cluster_pages, missing_links
from linkequity.app.history.memory import Memory
from linkequity.app.workspace import Workspace
from linkequity.audits.audit import AuditResult, Finding, Severity
from linkequity.base.cells import FORMULA_STARTS
from linkequity.base.errors import UsageError
from linkequity.model.facts import Facts
from linkequity.model.robustness.agreement import PAGE_RANKS, Robustness
from linkequity.model.views import ledger_by_page, ledger_by_segment, reach_by_backlink
from linkequity.snapshot.snapshot import write_bytes, write_parquet

TABLE_NAMES = ("pages", "links", "backlinks", "findings", "redirects")

FINDINGS_SCHEMA = pl.Schema(
    {
        "audit": pl.String,
        "url": pl.String,
        "verdict": pl.String,
        "severity": pl.String,
        "equity_at_stake": pl.Float64,
        "evidence": pl.String,
        "id": pl.String,
        "state": pl.String,
        "since": pl.String,
        "silent": pl.Boolean,
    }
)


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
    return pl.DataFrame(rows, schema=FINDINGS_SCHEMA, orient="row")


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
        as_json(finding.evidence),
        past.id,
        past.state,
        past.since or None,
        memory.is_silent(result.audit, finding),
    )


def as_json(data: object) -> str:
    """Data as one line of JSON."""
    return msgspec.json.encode(data).decode()


def read_table(workspace: Workspace, name: str) -> pl.LazyFrame:
    """One table of the latest results; UsageError where there is none yet."""
    path = workspace.results / f"{name}.parquet"
    if not path.exists():
        raise UsageError(
            f"no {name} table yet",
            where=str(workspace.path),
            hint="Run linkequity audit in this workspace first.",
        )
    return pl.scan_parquet(path)


@dataclass(frozen=True)
class Choice:
    """Rows and columns asked for: `where` an SQL condition, `sort` a column (`-` descends)."""

    where: str | None = None
    sort: str | None = None
    columns: str | None = None
    limit: int | None = None


def chosen(table: pl.LazyFrame, choice: Choice) -> pl.DataFrame:
    """The rows and columns of a table that were asked for; UsageError names what is unknown."""
    schema = table.collect_schema()
    if choice.where:
        table = _filtered(table, choice.where, schema)
    if choice.sort:
        column = choice.sort.removeprefix("-")
        _check_columns([column], schema)
        table = table.sort(column, descending=choice.sort.startswith("-"), nulls_last=True)
    if choice.columns:
        names = [name.strip() for name in choice.columns.split(",")]
        _check_columns(names, schema)
        table = table.select(names)
    return (table if choice.limit is None else table.head(choice.limit)).collect()


def _filtered(table: pl.LazyFrame, where: str, schema: pl.Schema) -> pl.LazyFrame:
    try:
        filtered = table.filter(pl.sql_expr(where))
        filtered.collect_schema()
        filtered.head(1).collect()
    except pl.exceptions.PolarsError as error:
        raise UsageError(
            f"cannot filter by {where!r}: {str(error).splitlines()[0]}",
            hint='Write a condition in SQL, for example: --where "inlinks = 0 AND indexable". '
            f"Columns: {', '.join(schema)}",
        ) from None
    return filtered


def _check_columns(names: Sequence[str], schema: pl.Schema) -> None:
    unknown = [name for name in names if name not in schema]
    if unknown:
        raise UsageError(
            f"no column named {', '.join(unknown)}", hint=f"Columns: {', '.join(schema)}"
        )


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as CSV (UTF-8 with BOM for spreadsheets); formulas are made plain text.

    Text cells that a spreadsheet would run get a leading apostrophe, lists are joined by spaces.
    """
    write_bytes(b"\xef\xbb\xbf" + plain_csv(frame).encode(), path)


def write_text(text: str, path: Path) -> None:
    """Write a text whole or not at all."""
    write_bytes(text.encode(), path)


def plain_csv(frame: pl.DataFrame) -> str:
    """A frame as CSV text that no spreadsheet runs."""
    flat = flat_text(frame)
    risky = pl.col(pl.String).str.contains(FORMULA_STARTS)
    escaped = pl.when(risky).then("'" + pl.col(pl.String)).otherwise(pl.col(pl.String))
    return flat.with_columns(escaped.name.keep()).write_csv()


def plain_lines(frame: pl.DataFrame) -> str:
    """A frame as tab-separated lines, one a row; control characters in texts become spaces."""
    text = pl.col(pl.String).str.replace_all(r"[\x00-\x1f\x7f-\x9f]", " ")
    return flat_text(frame).with_columns(text).write_csv(separator="\t", quote_style="never")


def flat_text(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame of plain cells: lists joined by spaces, categories as text."""
    lists = [n for n, t in frame.schema.items() if isinstance(t, pl.List)]
    flat = frame.with_columns(pl.col(lists).list.join(" ")) if lists else frame
    return flat.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String))
