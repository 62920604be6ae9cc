"""Parameter explosions: query strings that make very many addresses of a page, or of many pages.

Why it matters: sorting, filters and session ids make hundreds of addresses of one page. Crawlers
visit them in place of real pages, and each takes a share of what the page's links pass on.
Known problem: a site may serve real pages by query (`?id=…`): paths where most variants have a
title of their own are left out. A parameter that turns up on many paths (a session's id, a print
view) is a finding where the text is that of the plain URL to the letter. How many variants are too
many is `audits.many_variants`.
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
        "Tame the query strings of 1 path or parameter",
        "Tame the query strings of {n} paths or parameters",
    ),
    concerns="flows into the variants",
    passes=True,
)
OWN_TITLES = 0.5
FEW_WORDS = 50


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each path with too many query strings and each parameter with too many
    copies, the first variant standing for it.
    """
    varied = (
        facts.pages.filter(pl.col("url").str.contains("?", literal=True))
        .join(flow_to(facts), on="url", how="left")
        .with_columns(path=pl.col("url").str.extract(r"^([^?]*)"))
    )
    most = facts.settings.audits.many_variants
    paths = _of_one_path(varied).filter(pl.col("variants") > most)
    others = varied.join(paths, on="path", how="anti")
    parameters = _copies(facts, others).filter(pl.col("variants") > most)
    shown = ("path", "parameter", "variants", "paths", "titles", "examples")
    return found(pl.concat([paths, parameters], how="diagonal"), *shown, url="first")


def _of_one_path(varied: pl.DataFrame) -> pl.DataFrame:
    """Of each path its variants, where most of them have no title of their own."""
    titles = pl.col("title").drop_nulls().n_unique()
    by_path = varied.group_by("path").agg(*_told(), titles=titles, answered=pl.col("title").count())
    return by_path.filter(
        pl.col("titles") <= OWN_TITLES * pl.max_horizontal("answered", 1) + 1
    ).drop("answered")


def _copies(facts: Facts, varied: pl.DataFrame) -> pl.DataFrame:
    """Of each parameter the variants, over all paths, with the very text of the plain URL."""
    texts = facts.graph.pages.filter(pl.col("words") >= FEW_WORDS).select("url", "content_hash")
    plain = texts.rename({"url": "path"})
    same = varied.join(texts, on="url").join(plain, on=["path", "content_hash"])
    query = pl.col("url").str.extract(r"\?([^#]*)").str.split("&")
    names = query.list.eval(pl.element().str.extract("^([^=]+)")).list.unique().list.drop_nulls()
    named = same.with_columns(parameter=names).explode("parameter").drop_nulls("parameter")
    return named.group_by("parameter").agg(*_told(), paths=pl.col("path").n_unique())


def _told() -> tuple[pl.Expr, ...]:
    url = pl.col("url")
    return (
        pl.len().alias("variants"),
        pl.col("flow").sum(),
        url.min().alias("first"),
        url.sort().head(EXAMPLES).alias("examples"),
    )
