"""Texts only scripts make: content pages whose HTML holds scripts and hardly a word.

Why it matters: AI crawlers run no scripts: to them the page is empty. Search engines do, later and
not always.
Known problem: the raw HTML is judged, not what a browser shows; a page that is meant to hold a
picture or a film is short as well. Fewer than 30 words of main text beside at least three scripts
make a finding, and only where the median content page has more than 100: else see the note on the
crawl's completeness.
Fix: let the server send the text (server-side rendering or static pages).
"""

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts

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
FEW_WORDS = 30
SCRIPTS = 3
USUAL_WORDS = 100


def audit(facts: Facts) -> Iterator[Finding]:
    """One finding for each content page that is empty without its scripts."""
    texts = facts.graph.pages.filter("is_html").select("url", "words", "scripts")
    pages = content_pages(facts).join(texts, on="url")
    usual = pages["words"].median()
    if usual is None or float(str(usual)) <= USUAL_WORDS:
        return
    empty = pages.filter(pl.col("words") < FEW_WORDS, pl.col("scripts") >= SCRIPTS)
    for row in empty.iter_rows(named=True):
        evidence = {key: row[key] for key in ("title", "words", "scripts")}
        yield Finding(row["url"], row["equity"], evidence, "inconclusive")
