"""The work that the latest results ask for, as tables to hand out: whole, in the order to do it."""

from dataclasses import dataclass
from typing import Final

import msgspec
import polars as pl

from linkequity.app.exports import read_table
from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.app.planning.files import task_table
from linkequity.app.results import Results, TaskDoc
from linkequity.app.workspace import Workspace

SEVERITIES: Final = ("high", "medium", "low")
# URLs that live pages link to or backlinks point at, and that answer with nothing.
DEAD: Final = (
    "backlinks-lost-at-the-door",
    "noindex-pages-with-backlinks",
    "broken-internal-links",
)
LANDING_PAGES: Final = 500


class _Dead(msgspec.Struct):
    """What the evidence of such a finding may say."""

    redirect_to: str | None = None
    fix: str = ""
    backlinks: int = 0
    links: int = 0


@dataclass(frozen=True)
class WorkList:
    """Everything there is to do.

    `redirects`: url, redirect_to (null where a person has to choose), fix, backlinks, links,
    equity_at_stake. `findings`: FINDINGS without silent ones, with the audit's title, by
    severity and stake. `landing_pages`: indexable pages by what a backlink there is worth, with
    what theirs bring. `plan_tasks`: the tasks of all plans.
    """

    tasks: list[TaskDoc]
    links: list[RecommendationDoc]
    redirects: pl.DataFrame
    findings: pl.DataFrame
    landing_pages: pl.DataFrame
    plan_tasks: pl.DataFrame


def work_list(results: Results, workspace: Workspace) -> WorkList:
    """The work list of the latest audit; UsageError where its tables are gone."""
    findings = _findings(results, workspace)
    return WorkList(
        tasks=results.tasks,
        links=results.recommendations,
        redirects=_redirects(findings),
        findings=findings,
        landing_pages=_landing_pages(results, workspace),
        plan_tasks=task_table(results.plans),
    )


def _findings(results: Results, workspace: Workspace) -> pl.DataFrame:
    titles = {audit.id: audit.title for audit in results.audits}
    order = pl.col("severity").replace_strict(
        dict(zip(SEVERITIES, range(3), strict=True)), default=3, return_dtype=pl.Int8
    )
    return (
        read_table(workspace, "findings")
        .filter(~pl.col("silent"))
        .with_columns(title=pl.col("audit").replace(titles))
        .sort(order, -pl.col("equity_at_stake"), "audit", "url")
        .collect()
    )


def _redirects(findings: pl.DataFrame) -> pl.DataFrame:
    """One row for each URL that answers with nothing, the most at stake first."""
    dead = findings.filter(pl.col("audit").is_in(DEAD) & (pl.col("verdict") == "proved"))
    said = [msgspec.json.decode(text, type=_Dead) for text in dead["evidence"]]
    known = pl.DataFrame(
        [msgspec.structs.asdict(one) for one in said],
        schema={
            "redirect_to": pl.String,
            "fix": pl.String,
            "backlinks": pl.Int64,
            "links": pl.Int64,
        },
    )
    return (
        pl.concat([dead.select("url", "equity_at_stake"), known], how="horizontal")
        .group_by("url")
        .agg(
            pl.col("redirect_to").drop_nulls().first(),
            pl.col("fix").filter(pl.col("fix") != "").first(),
            pl.col("backlinks", "links").max(),
            pl.col("equity_at_stake").max(),
        )
        .sort(["equity_at_stake", "url"], descending=[True, False])
    )


def _landing_pages(results: Results, workspace: Workspace) -> pl.DataFrame:
    """The pages on which a backlink is worth most, with the reach of those there are."""
    reach = pl.DataFrame(
        [(page.url, page.pages_lifted, page.backlinks) for page in results.landing_pages],
        schema={"url": pl.String, "pages_lifted": pl.Int64, "backlinks": pl.Int64},
        orient="row",
    )
    return (
        read_table(workspace, "pages")
        .filter(pl.col("indexable"))
        .sort(["value", "url"], descending=[True, False])
        .head(LANDING_PAGES)
        .select("url", "title", "value", "backlink_equity", "equity")
        .join(reach.lazy(), on="url", how="left", maintain_order="left")
        .collect()
    )
