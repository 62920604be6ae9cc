"""Parameter explosions: one path that the site links under very many query strings.

Why it matters: sorting, filters and session ids make hundreds of addresses of one page. Crawlers
visit them in place of real pages, and each takes a share of what the page's links pass on.
Known problem: a site may serve real pages by query (`?id=…`): paths where most variants have a
title of their own are left out. How many variants are too many is `audits.many_variants`.
Fix: link to the plain URL, put sorting and filters into a form or a script, or keep the parameter
out by robots.txt.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES, flow_to
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Faceted navigation can make endless URLs that take crawling from useful pages "
    "(Google Search Central, managing crawling of faceted navigation). No figure is claimed.",
    action=(
        "Tame the parameters of 1 path",
        "Tame the parameters of {n} paths",
    ),
    concerns="flows into the variants",
    passes=True,
)
OWN_TITLES = 0.5


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each path with too many query strings, its first variant standing for it."""
    varied = facts.pages.filter(pl.col("url").str.contains("?", literal=True)).with_columns(
        path=pl.col("url").str.extract(r"^([^?]*)")
    )
    paths = (
        varied.join(flow_to(facts), on="url", how="left")
        .group_by("path")
        .agg(
            variants=pl.len(),
            titles=pl.col("title").drop_nulls().n_unique(),
            answered=pl.col("title").count(),
            flow=pl.col("flow").sum(),
            first=pl.col("url").min(),
            examples=pl.col("url").sort().head(EXAMPLES),
        )
        .filter(
            pl.col("variants") > facts.settings.audits.many_variants,
            pl.col("titles") <= OWN_TITLES * pl.max_horizontal("answered", 1) + 1,
        )
    )
    return found(paths, "path", "variants", "titles", "examples", url="first")
