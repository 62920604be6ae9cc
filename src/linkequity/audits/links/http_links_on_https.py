"""Http links on https: internal links that name the insecure address of a page.

Why it matters: each such link costs a redirect, and on networks that tamper with plain http the
reader never arrives. A canonical or a hreflang with the same slip splits the page in two.
Known problem: the redirect to https passes all equity in this model, so none is lost where there is
one. Sites that are served over http are left out.
Fix: write https into the links; a search and replace over the content does it.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_of
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Prefer https over http for canonical pages and in links (Google Search Central, "
    "consolidating duplicate URLs). What it brings is not measured.",
    action=(
        "Write https into the links to 1 URL",
        "Write https into the links to {n} URLs",
    ),
    concerns="passes through them",
    passes=True,
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each http URL of an https site that links point at."""
    plain = pl.col("target").str.starts_with("http://")
    secure = facts.manifest.start_url.startswith("https://")
    insecure = links_of(facts).filter(pl.col("internal") & plain & pl.lit(secure))
    return found(cite(facts, insecure, "target"), *CITED, url="target")
