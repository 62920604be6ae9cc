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

from collections.abc import Iterator

import polars as pl

from linkequity.audits.audit import Finding, Meta
from linkequity.audits.citations import Row, citation, links_of
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


def audit(facts: Facts) -> Iterator[Finding]:
    """Content pages without an inlink, but those that are meant to have none."""
    orphans = content_pages(facts).filter(
        pl.col("orphan_verdict").cast(pl.String).is_in(["proved", "inconclusive"])
    )
    verdicts = dict(orphans.select("url", "orphan_verdict").iter_rows())
    sightings = _sightings(facts, orphans)
    to_itself = _links_to_itself(facts)
    for page in with_inlinks(facts, orphans):
        url, seen = page["url"], sightings.get(page["url"], [])
        evidence = _evidence(page, to_itself.get(url, 0)) | {"named_by": seen}
        if verdicts[url] == "inconclusive":
            evidence["missing"] = facts.orphan_proof.missing(sighted=bool(seen))
        yield Finding(url, page["shortfall"], evidence, verdicts[url])


def _sightings(facts: Facts, orphans: pl.DataFrame) -> dict[str, list[Row]]:
    """Which sources name each orphan, the last day they did, and how often."""
    named = facts.sightings.join(orphans.select("page_id", "url"), on="page_id").with_columns(
        pl.col("last_seen").dt.to_string()
    )
    seen: dict[str, list[Row]] = {}
    for row in named.select("url", "source", "last_seen", "amount").iter_rows(named=True):
        url = row.pop("url")
        seen.setdefault(url, []).append({k: v for k, v in row.items() if v is not None})
    return seen


def _links_to_itself(facts: Facts) -> dict[str, int]:
    """How many links to itself each page with any has: why an orphan may be known from links."""
    own = links_of(facts).filter(pl.col("internal") & (pl.col("source_id") == pl.col("target_id")))
    return dict(own.group_by("source").len().collect().iter_rows())


def _evidence(page: Row, links_to_itself: int) -> Row:
    found = {key: page[key] for key in ("title", "known_from", "backlinks", "impressions")}
    itself = {"links_to_itself": links_to_itself} if links_to_itself else {}
    folded = {"links_from_folded_pages": citation(page)} if page["links"] else {}
    return found | itself | folded
