"""Texts only scripts make: content pages whose HTML holds scripts and hardly a word.

Why it matters: AI crawlers run no scripts: to them the page is empty. Search engines do, later and
not always.
Known problem: the raw HTML is judged, not what a browser shows. A page counts that has scripts and
in its HTML neither ten words of main text nor a heading nor a link in its content. A page that
holds nothing but a picture or a film looks the same, so the finding is always inconclusive.
Fix: let the server send the text (server-side rendering or static pages).
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts
from linkequity.model.pages.answers import FEW_WORDS

META = Meta(
    evidence="observation",
    evidence_note="AI crawlers fetch pages but do not run JavaScript; what scripts insert is "
    "invisible to them (Vercel, rise of the AI crawler).",
    action=(
        "Send the text of 1 page without scripts",
        "Send the text of {n} pages without scripts",
    ),
    concerns="held by them",
    reads=("texts", "declarations"),
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each content page that is empty without its scripts."""
    texts = facts.graph.pages.filter(
        pl.col("is_html"),
        pl.col("words") < FEW_WORDS,
        pl.col("scripts") > 0,
        pl.col("headings").list.len() == 0,
    ).select("url", "words", "scripts")
    empty = content_pages(facts).filter(pl.col("content_outlinks") == 0).join(texts, on="url")
    return found(empty, "title", "words", "scripts", stake="equity", doubtful=pl.lit(value=True))
