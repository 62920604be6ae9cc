"""Orphan pages: known, indexable content pages that no internal link points to.

Why it matters: readers and crawlers arrive by links, and so does equity; a page without any is
found late or never, and receives nothing from the rest of the site.
Known problem: a crawl alone cannot see what nothing links to. An orphan is proved only where the
crawl saw every page (no limit was met, no page failed, no script makes the navigation, and what
imports name was requested) and a sitemap, the site's folder, server logs, analytics, search data or
backlinks name the page; otherwise it is inconclusive, and the finding says what is missing. Links
that scripts insert are not seen, nor are those on pages that robots.txt closes, which no crawler
follows. Pages meant to stand alone (campaigns, thank-you pages) can be named in
`audits.intended_orphans`. Listings and utility pages are left out; links from pages folded into
others by a canonical do not count.
Fix: link it from a strong page on the same topic, or retire it and take it off the sitemap.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import links_of
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages, with_inlinks
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Every page you care about should have a link from at least one other page on "
    "your site (Google Search Central, links and SEO). No figure is claimed.",
    action=(
        "Link to 1 page that no other page links to",
        "Link to {n} pages that no other page links to",
    ),
    concerns="missing there",
    needs_any=("sitemap", "folder", "logs", "analytics", "search", "backlinks"),
    needs_complete=True,
)
SHOWN = ("title", "known_from", "backlinks", "impressions")


def audit(facts: Facts) -> pl.DataFrame:
    """Content pages without an inlink, but those that are meant to have none."""
    verdict = pl.col("orphan_verdict").cast(pl.String)
    orphans = with_inlinks(
        facts, content_pages(facts).filter(verdict.is_in(["proved", "inconclusive"]))
    )
    told = orphans.join(_named_by(facts), on="page_id", how="left").join(
        _links_to_itself(facts), on="page_id", how="left"
    )
    doubtful, links = verdict == "inconclusive", pl.col("links")
    missing = _missing(facts, sighted=pl.col("named_by").is_not_null())
    return found(
        told,
        *SHOWN,
        "links_to_itself",
        pl.when(links > 0).then(links).alias("links_from_folded_pages"),
        "linked_from",
        "named_by",
        pl.when(doubtful).then(missing).alias("missing"),
        stake="shortfall",
        doubtful=doubtful,
    )


def _named_by(facts: Facts) -> pl.DataFrame:
    """page_id, named_by: which sources name each page, the last day they did, and how often."""
    sighting = pl.struct("source", pl.col("last_seen").dt.to_string(), "amount")
    return facts.sightings.group_by("page_id", maintain_order=True).agg(named_by=sighting)


def _links_to_itself(facts: Facts) -> pl.DataFrame:
    """How many links to itself each page with any has: why an orphan may be known from links."""
    own = links_of(facts).filter(pl.col("internal") & (pl.col("source_id") == pl.col("target_id")))
    return own.group_by(page_id="source_id").agg(links_to_itself=pl.len()).collect()


def _missing(facts: Facts, *, sighted: pl.Expr) -> pl.Expr:
    """What would prove an orphan, where a source named it, and where none did."""
    named, unnamed = (pl.lit(facts.orphan_proof.missing(sighted=seen)) for seen in (True, False))
    return pl.when(sighted).then(named).otherwise(unnamed)
