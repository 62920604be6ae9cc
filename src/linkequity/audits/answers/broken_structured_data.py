"""Broken structured data: pages whose JSON-LD cannot be parsed.

Why it matters: one comma too many and the whole block is lost to everyone who reads it: search
results lose their extras, answer engines the plain facts about the page.
Known problem: only syntax is judged, not whether the vocabulary is used as a search engine wants;
its own test tool says that. A line break inside of a text breaks the grammar and some readers bear
it, so a page where nothing else is wrong is inconclusive. Structured data passes no equity.
Fix: mend the JSON at the place that the finding names; let the system write it, not the editor.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import EXAMPLES
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Structured data that cannot be parsed is not used (Google Search Central, "
    "structured data guidelines). What it brings in answers is not measured.",
    action=(
        "Mend the structured data of 1 page",
        "Mend the structured data of {n} pages",
    ),
    concerns="held by them",
    reads=("declarations",),
    passes=True,
)
BORNE = "Invalid control character"


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each indexable page with a block that cannot be parsed."""
    broken = facts.tables.structured_data.filter(pl.col("error").is_not_null())
    blocks = broken.group_by("url").agg(
        blocks=pl.len(),
        errors=pl.col("error").unique().sort().head(EXAMPLES),
        borne=pl.col("error").str.starts_with(BORNE).all(),
    )
    pages = facts.pages.filter(pl.col("indexable")).select("url", "title", "equity")
    told = pages.join(blocks, on="url")
    return found(told, "title", "blocks", "errors", stake="equity", doubtful="borne")
