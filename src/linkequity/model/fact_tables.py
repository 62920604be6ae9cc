"""The columns of the facts: what the model knows of each page, link and backlink.

Units: `page units`, where one unit is what an indexable page brings by existing.
"""

from typing import Final

import polars as pl

from linkequity.snapshot.tables import BACKLINKS, Column, Outcome, Position, Table

TARGET_KINDS: Final = (
    "indexable",
    "noindex",
    "blocked",
    "broken",
    "uncertain",
    "not_html",
    "not_crawled",
    "redirected",
    "canonicalised",
    "external",
)
TargetKind = pl.Enum(list(TARGET_KINDS))
CONTENT_KINDS: Final = ("content", "listing", "utility")
ContentKind = pl.Enum(list(CONTENT_KINDS))
ORPHAN_VERDICTS: Final = ("proved", "inconclusive", "intended")
OrphanVerdict = pl.Enum(list(ORPHAN_VERDICTS))
UNITS = "page units"

FACT_PAGES = Table(
    "fact_pages",
    "one URL of the site, folded pages included, sorted by URL",
    (
        Column("url", pl.String, "the URL as requested; the key of the table"),
        Column("page_id", pl.Int32, "row number, from 0"),
        Column("status", pl.Int16, "HTTP status; null without an answer"),
        Column("outcome", Outcome, "as in the snapshot's pages"),
        Column("error", pl.String, "as in the snapshot's pages"),
        Column("target_kind", TargetKind, "what a link to this URL itself hits"),
        Column(
            "resolved_url",
            pl.String,
            "the page it is folded into, itself where it is not folded; null where its redirect "
            "loops or leaves the site",
        ),
        Column("redirect_hops", pl.Int32, "redirects followed to get there", "hops"),
        Column("title", pl.String, "text of the title element"),
        Column("content_kind", ContentKind, "content, listing or utility"),
        Column("segment", pl.String, "by the settings' patterns, else the first directory"),
        Column("known_from", pl.List(pl.String), "sources that name it"),
        Column("indexable", pl.Boolean, "200, HTML, not blocked, no noindex, not folded"),
        Column("noindex", pl.Boolean, "the page says noindex"),
        Column("declared_canonical", pl.String, "resolved canonical of the page or its header"),
        Column("start", pl.Boolean, "the page the start URL leads to"),
        Column(
            "click_depth",
            pl.Int32,
            "fewest clicks from the start page, redirects not counted; null where no links lead",
            "clicks",
        ),
        Column(
            "inlinks",
            pl.Int64,
            "internal links that end here, from other indexable or noindex pages",
            "links",
        ),
        Column("linking_pages", pl.Int64, "distinct pages those are on", "pages"),
        Column("content_inlinks", pl.Int64, "of them in content, repeated blocks too", "links"),
        Column("body_inlinks", pl.Int64, "of them in content and not repeated", "links"),
        Column("followed_inlinks", pl.Int64, "of them followed", "links"),
        Column("outlinks", pl.Int64, "internal links to other pages", "links"),
        Column("content_outlinks", pl.Int64, "of them in content, repeated too", "links"),
        Column("followed_content_outlinks", pl.Int64, "of those, followed", "links"),
        Column("external_outlinks", pl.Int64, "links that leave the site", "links"),
        Column("equity", pl.Float64, "what the page keeps, (1−d)·x; 0 if not indexable", UNITS),
        Column("equity_received", pl.Float64, "what came from others, x − baseline", UNITS),
        Column("equity_share", pl.Float64, "share of all equity kept"),
        Column(
            "link_score",
            pl.Float64,
            "100·ln(1 + received)/ln(1 + most received), in baselines: 0 receives nothing, "
            "100 is the strongest page",
            "0–100",
        ),
        Column(
            "value",
            pl.Float64,
            "target equity created by one unit that lands here: what the pages that matter keep "
            "of it, each counted by how much it matters",
            "0–1",
        ),
        Column(
            "donor_strength",
            pl.Float64,
            "what a new link of weight 1 here would carry, d·x/(D + 1)",
            UNITS,
        ),
        Column("backlink_equity", pl.Float64, "what its backlinks bring in", UNITS),
        Column("backlinks", pl.Int64, "backlinks that land here, lost ones left out", "backlinks"),
        Column("referring_domains", pl.Int64, "domains of those backlinks", "domains"),
        Column("clicks", pl.Int64, "from search data; null without", "clicks"),
        Column("impressions", pl.Int64, "from search data; null without", "impressions"),
        Column("sessions", pl.Int64, "from analytics; null without", "sessions"),
        Column("views", pl.Int64, "page views, from analytics; null without", "views"),
        Column(
            "search_crawler_hits",
            pl.Int64,
            "requests of search engines' crawlers, from server logs; null without",
            "requests",
        ),
        Column("ai_crawler_hits", pl.Int64, "the same of AI crawlers", "requests"),
        Column("in_sitemap", pl.Boolean, "a sitemap names it, as it is written"),
        Column(
            "orphan_verdict",
            OrphanVerdict,
            "of a page without inlinks: proved; inconclusive, if the crawl is not complete or "
            "nothing but links names it; intended by the settings. Null for any other",
        ),
        Column(
            "shortfall",
            pl.Float64,
            "median equity of its segment's indexable content pages less its own, at least 0",
            UNITS,
        ),
    ),
)

SIGHTINGS = Table(
    "sightings",
    "one source besides links that names one page, directly or by a URL that leads to it",
    (
        Column("page_id", pl.Int32, "the page"),
        Column("source", pl.String, "sitemap, folder, search, analytics, logs or backlinks"),
        Column("last_seen", pl.Date, "the last day it did, where it tells"),
        Column("amount", pl.Int64, "impressions, sessions, requests or backlinks, as it is"),
    ),
)

FACT_LINKS = Table(
    "fact_links",
    "one link of the snapshot, in its order",
    (
        Column("source", pl.String, "URL of the page the link is on"),
        Column("order", pl.UInt32, "place among the page's links, from 0"),
        Column("href", pl.String, "as written"),
        Column("target", pl.String, "resolved URL; null where it is no http(s) URL"),
        Column(
            "resolved_target",
            pl.String,
            "the page the target folds into; null where external, looping or no http(s) URL",
        ),
        Column("internal", pl.Boolean, "the target is in scope"),
        Column(
            "target_kind",
            TargetKind,
            "what it hits in the end, after redirects and canonicals; broken for a redirect loop, "
            "external for what leaves the site; null for what is no http(s) URL",
        ),
        Column("anchor_text", pl.String, "visible text"),
        Column("alt_text", pl.String, "alt of the image inside"),
        Column("link_position", Position, "where it stands on the page"),
        Column("position_evidence", pl.String, "what says so"),
        Column("repeated", pl.Boolean, "part of a block that stands on at least 3 pages"),
        Column("nofollow", pl.Boolean, "rel has nofollow"),
        Column("ugc", pl.Boolean, "rel has ugc"),
        Column("sponsored", pl.Boolean, "rel has sponsored"),
        Column("followed", pl.Boolean, "none of the three, and the page is not nofollow"),
        Column("source_id", pl.Int32, "page_id of the source"),
        Column("target_id", pl.Int32, "page_id of the resolved target; null if there is none"),
        Column(
            "relevance",
            pl.Float64,
            "the words around it to its target, as a percentile of the site's own links in steps "
            "of 0.05; null where they were not compared",
            "0–1",
        ),
        Column("weight", pl.Float64, "what it weighs; 0 where another link to the target counts"),
        Column("flow", pl.Float64, "what it carries, d·x·weight/D, leaks included", UNITS),
        Column("source_kind", TargetKind, "target_kind of the source"),
        Column("text_before", pl.String, "words before it in its block"),
        Column("text_after", pl.String, "words after it in its block"),
    ),
)

FACT_BACKLINKS = Table(
    "fact_backlinks",
    "one backlink of this site",
    (
        *BACKLINKS.columns,
        Column(
            "relevance",
            pl.Float64,
            "its words to the page it lands on, as a percentile of the site's own links; null "
            "where there are too few words or links",
            "0–1",
        ),
        Column("landing", pl.String, "the page its equity enters at; null where it does not enter"),
        Column("landing_kind", TargetKind, "what it hits in the end"),
        Column("strength", pl.Float64, "what it brings, or would if it landed", UNITS),
        Column("lost_at_door", pl.Boolean, "it brings something, and hits a page that takes none"),
    ),
)

LANDINGS = Table(
    "landings",
    "one page at which backlinks bring equity in, the most first",
    (
        Column("url", pl.String, "the landing page"),
        Column("backlinks", pl.Int64, "backlinks that bring it", "backlinks"),
        Column("referring_domains", pl.Int64, "domains of those", "domains"),
        Column("equity", pl.Float64, "what they bring", UNITS),
        Column(
            "pages_lifted",
            pl.Int64,
            "the page and the content pages that get at least 1% of it by content links; null "
            "where that could not be settled",
            "pages",
        ),
        Column(
            "pages_lifted_with_menus",
            pl.Int64,
            "the same by all links; measured for the pages with the most equity, else null",
            "pages",
        ),
        Column(
            "reach",
            pl.Float64,
            "exp(entropy) of the flow by content links over content pages; measured for the same "
            "pages, else null",
            "pages",
        ),
        Column(
            "stranded",
            pl.Boolean,
            "it lifts no content page but itself; null where that could not be settled",
        ),
    ),
)

SEGMENT_FLOWS = Table(
    "segment_flows",
    "what links carry from one segment to another, or inside one",
    (
        Column("source", pl.String, "segment the links are in"),
        Column("target", pl.String, "segment they point to"),
        Column("equity", pl.Float64, "what they carry", UNITS),
    ),
)

SEGMENTS = Table(
    "segments",
    "one segment with indexable pages, the most equity first",
    (
        Column("segment", pl.String, "its name"),
        Column("pages", pl.Int64, "indexable pages", "pages"),
        Column("equity", pl.Float64, "what they keep", UNITS),
        Column("equity_share", pl.Float64, "share of all equity kept"),
        Column("from_backlinks", pl.Float64, "what backlinks bring into it", UNITS),
        Column("inside", pl.Float64, "what links carry from its pages to its pages", UNITS),
        Column("leaked", pl.Float64, "what leaks from its pages", UNITS),
    ),
)

REFERRING_DOMAINS = Table(
    "referring_domains",
    "one domain that gives backlinks, the most equity first",
    (
        Column("referring_domain", pl.String, "registrable domain"),
        Column("backlinks", pl.Int64, "backlinks it gives, lost ones left out", "backlinks"),
        Column("equity", pl.Float64, "what they bring in", UNITS),
        Column("lost_at_door", pl.Float64, "what is lost at the door", UNITS),
        Column("share_of_equity_in", pl.Float64, "share of all that enters the site"),
    ),
)
