"""The register of findings: one row for each that any audit of the workspace ever had.

A finding that an audit no longer has closes itself, if that audit could have found it; one that
comes back says so. A page that has moved, as a redirect tells, takes its findings along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import polars as pl

from linkequity.app.workspace import Workspace
from linkequity.audits.audit import AuditResult
from linkequity.base.ids import stable_id
from linkequity.model.facts import Facts
from linkequity.snapshot.diff import key_of, renamed
from linkequity.snapshot.snapshot import write_parquet
from linkequity.snapshot.tables import Column, Table

State = Literal["new", "open", "returned", "closed"]
# What is said of a finding as it was last found.
LATEST: Final = ("url", "severity", "equity_at_stake")
CHECKED: Final = ("pass", "fail", "inconclusive")
MOMENT: Final = pl.Datetime("ms", "UTC")

REGISTER: Final = Table(
    "finding_register",
    "one finding that any audit of the workspace ever had",
    (
        Column("id", pl.String, "the finding's id; the key of the table"),
        Column("audit", pl.String, "id of the audit"),
        Column("page", pl.String, "path of the page on the site, elsewhere with its host"),
        Column("url", pl.String, "the page's URL when it was last found"),
        Column("severity", pl.String, "high, medium or low, when last found"),
        Column("equity_at_stake", pl.Float64, "when last found", "page units"),
        Column("state", pl.String, "as of the latest audit: new, open, returned or closed"),
        Column("first_seen", MOMENT, "end of the crawl that first showed it"),
        Column("since", MOMENT, "end of the crawl that showed it first, or again after it closed"),
        Column("closed", MOMENT, "end of the crawl that no longer showed it; null while open"),
        Column("times_returned", pl.Int64, "how often it came back after it had closed", "times"),
    ),
)


@dataclass(frozen=True)
class Sighting:
    """What one audit run saw, and what it could have seen.

    `found`: id, audit, page, url, severity, equity_at_stake. `checked`: ids of audits that ran.
    `pages`: keys of all pages the snapshot knows; `complete`: it holds every page there is.
    """

    found: pl.DataFrame
    checked: tuple[str, ...]
    pages: pl.Series
    complete: bool
    moment: datetime

    @classmethod
    def of(cls, facts: Facts, audits: Sequence[AuditResult]) -> "Sighting":
        """What the audits of a site found."""
        site = facts.manifest.site
        return cls(
            found_by(audits, site),
            tuple(result.audit.id for result in audits if result.status in CHECKED),
            facts.graph.pages.select(page=key_of("url", site)).to_series(),
            facts.crawl_complete,
            facts.manifest.finished_at,
        )

    def could_see(self) -> pl.Expr:
        """Of a finding's `audit` and `page`: whether it would have been found, were it there."""
        looked_at = pl.col("page").is_in(self.pages.implode()) | pl.lit(self.complete)
        return pl.col("audit").is_in(list(self.checked)) & looked_at


def found_by(audits: Sequence[AuditResult], site: str) -> pl.DataFrame:
    """All findings of audits, one row an id."""
    names = ("id", "audit", "page", "url", "severity", "equity_at_stake")
    parts = [_found_by_one(result, site).select(names) for result in audits]
    return pl.concat([REGISTER.empty().select(names), *parts]).unique("id", maintain_order=True)


def _found_by_one(result: AuditResult, site: str) -> pl.DataFrame:
    audit = result.audit.id
    table = result.findings.table
    return table.with_columns(
        finding_ids(audit, table["url"], site), audit=pl.lit(audit), page=key_of("url", site)
    )


def finding_ids(audit: str, urls: pl.Series, site: str) -> pl.Series:
    """The ids of what an audit found at each of some URLs (`base.ids.finding_id`)."""
    pages = urls.to_frame("url").select(key_of("url", site)).to_series()
    return pl.Series("id", [stable_id("finding", audit, page) for page in pages], pl.String)


def follow_moves(findings: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """Findings by the page they are about now; `moved`: keys `before` and `after`."""
    if findings.is_empty() or moved.is_empty():
        return findings
    pages = renamed(findings["page"], moved)
    named = zip(findings["audit"], pages, strict=True)
    ids = pl.Series("id", [stable_id("finding", audit, page) for audit, page in named])
    return findings.with_columns(pages, ids).unique("id", maintain_order=True)


def updated(register: pl.DataFrame, seen: Sighting) -> pl.DataFrame:
    """The register after one more audit."""
    known = register.join(
        seen.found.select("id", *(pl.col(n).alias(f"{n}_now") for n in LATEST)), on="id", how="left"
    )
    there = pl.col("severity_now").is_not_null()
    closes = ~there & (pl.col("state") != "closed") & seen.could_see()
    returns = there & (pl.col("state") == "closed")
    moment = pl.lit(seen.moment, MOMENT)
    kept = known.with_columns(
        state=pl.when(returns)
        .then(pl.lit("returned"))
        .when(there)
        .then(pl.lit("open"))
        .when(closes)
        .then(pl.lit("closed"))
        .otherwise(pl.when(pl.col("state") == "closed").then("state").otherwise(pl.lit("open"))),
        since=pl.when(returns).then(moment).otherwise("since"),
        closed=pl.when(closes).then(moment).when(there).then(None).otherwise("closed"),
        times_returned=pl.col("times_returned") + returns.cast(pl.Int64),
        **{name: pl.coalesce(f"{name}_now", name) for name in LATEST},
    ).select(REGISTER.schema.names())
    return pl.concat([kept, _first_seen(seen, register)]).sort("audit", "page", "id")


def _first_seen(seen: Sighting, register: pl.DataFrame) -> pl.DataFrame:
    moment = pl.lit(seen.moment, MOMENT)
    return (
        seen.found.join(register, on="id", how="anti")
        .with_columns(
            state=pl.lit("new"),
            first_seen=moment,
            since=moment,
            closed=pl.lit(None, MOMENT),
            times_returned=pl.lit(0, pl.Int64),
        )
        .select(REGISTER.schema.names())
    )


def read_register(workspace: Workspace) -> pl.DataFrame:
    """REGISTER as the latest audit left it; empty before the first."""
    path = _path(workspace)
    return pl.read_parquet(path) if path.exists() else REGISTER.empty()


def write_register(register: pl.DataFrame, workspace: Workspace) -> None:
    """Keep the register, whole or not at all."""
    _path(workspace).parent.mkdir(parents=True, exist_ok=True)
    write_parquet(register, _path(workspace))


def _path(workspace: Workspace) -> Path:
    return workspace.history / "findings.parquet"
