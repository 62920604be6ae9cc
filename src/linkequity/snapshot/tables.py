"""Every column of every table, declared once: type, unit, meaning.

Sources write these tables and everything below reads them; they meet nowhere else.
`SNAPSHOT_TABLES` are one crawl's; `IMPORT_TABLES` are what people bring from elsewhere.
"""

from typing import Final

import polars as pl

from linkequity.snapshot.columns import Column, Table
from linkequity.snapshot.declared import (
    EXTERNAL_ANSWERS,
    HREFLANGS,
    ROBOTS,
    STRUCTURED_DATA,
    UNCRAWLABLE_LINKS,
)

__all__ = ["Column", "Table"]

LINK_POSITIONS: Final = ("content", "breadcrumb", "sidebar", "navigation", "header", "footer")
Position = pl.Enum(list(LINK_POSITIONS))
OUTCOMES: Final = ("answered", "failed", "blocked", "not_crawled", "crashed")
Outcome = pl.Enum(list(OUTCOMES))
Urls = pl.List(pl.String)


PAGES = Table(
    "pages",
    "one URL of the site that was requested, or is known and was not",
    (
        Column("url", pl.String, "the URL as requested; the key of the table"),
        Column(
            "outcome",
            Outcome,
            "answered; failed: no answer; blocked: robots.txt forbids; not_crawled: known, a limit "
            "or pattern kept it out; crashed: the parser died on it",
        ),
        Column("error", pl.String, "why there was no answer or no text: dns, refused, timeout, …"),
        Column("status", pl.Int16, "HTTP status; null without an answer"),
        Column("content_type", pl.String, "media type, lower case, without parameters"),
        Column("is_html", pl.Boolean, "answered 200 with HTML that was parsed"),
        Column("charset", pl.String, "the encoding the text was decoded with"),
        Column("size", pl.Int64, "length of the decoded body", "bytes"),
        Column("response_time", pl.Int32, "from request to last byte", "ms"),
        Column("redirect_to", pl.String, "where a 3xx or an instant meta refresh points"),
        Column("declared_canonical", pl.String, "resolved canonical of the page or its header"),
        Column("canonical_source", pl.String, "html, header or null"),
        Column("meta_robots", pl.String, "meta robots, googlebot and our own name, as written"),
        Column("x_robots_tag", pl.String, "X-Robots-Tag header, as sent"),
        Column("noindex", pl.Boolean, "either says noindex or none, to all, to Googlebot or to us"),
        Column("nofollow", pl.Boolean, "either of them says nofollow or none"),
        Column("language", pl.String, "primary language the page declares, lower case"),
        Column("title", pl.String, "text of the title element"),
        Column("meta_description", pl.String, "content of meta description"),
        Column("headings", pl.List(pl.String), "h1 to h6 in order, each as 'h2 Text'"),
        Column(
            "words",
            pl.UInt32,
            "in passages of the main content; of scripts without spaces two letters make one",
            "words",
        ),
        Column("content_hash", pl.UInt64, "hash of the main content's text; null without any"),
        Column("scripts", pl.UInt16, "script elements with code or a source"),
        Column("crawl_depth", pl.UInt16, "clicks from a seed when first found", "clicks"),
        Column("found_on", pl.String, "the page on which it was first found; null for seeds"),
        Column(
            "known_from",
            pl.List(pl.String),
            "sources that name it, sorted: start, link, redirect, canonical, hreflang, sitemap, "
            "folder, backlinks, search, analytics, logs, probe (asked for, to see how a 404 "
            "looks), export (another program's crawl lists it, and nothing else names it)",
        ),
        Column("crawled_at", pl.Datetime("ms", "UTC"), "when the answer was complete"),
    ),
)

LINKS = Table(
    "links",
    "one <a href> on one page, in any scheme, wherever it stands",
    (
        Column("source", pl.String, "URL of the page the link is on"),
        Column("order", pl.UInt32, "place among the page's links, from 0"),
        Column("href", pl.String, "as written"),
        Column("target", pl.String, "resolved URL; null where it is no http(s) URL"),
        Column("internal", pl.Boolean, "the target is in scope"),
        Column("anchor_text", pl.String, "visible text, spaces folded"),
        Column("alt_text", pl.String, "alt of the image inside, where there is no visible text"),
        Column("rel", pl.String, "as written, spaces folded"),
        Column("nofollow", pl.Boolean, "rel has nofollow"),
        Column("ugc", pl.Boolean, "rel has ugc"),
        Column("sponsored", pl.Boolean, "rel has sponsored"),
        Column("link_position", Position, "where it stands on the page"),
        Column("position_evidence", pl.String, "what says so: landmark nav, on 41 pages …"),
        Column("repeated", pl.Boolean, "part of a block that stands on at least 3 pages"),
        Column("container_path", pl.String, "tags and classes from body to the link's block"),
        Column("container_hash", pl.UInt64, "hash of the container path"),
        Column("block_hash", pl.UInt64, "hash of the block's text"),
        Column("passage", pl.Int32, "passage of the page it stands in; null outside of passages"),
        Column("text_before", pl.String, "up to 100 characters before it in its block"),
        Column("text_after", pl.String, "up to 100 characters after it in its block"),
    ),
)

PASSAGES = Table(
    "passages",
    "one block of text on one page: paragraph, list item, heading, cell, quotation",
    (
        Column("url", pl.String, "page"),
        Column("passage", pl.Int32, "place on the page, from 0"),
        Column("tag", pl.String, "element: p, li, h2 …"),
        Column("text", pl.String, "its text, spaces folded"),
        Column("text_hash", pl.UInt64, "hash of the text"),
        Column("link_position", Position, "content for main text, else the boilerplate it is in"),
        Column("repeated", pl.Boolean, "the same text stands on at least 3 pages"),
    ),
)

REDIRECTS = Table(
    "redirects",
    "one redirect hop",
    (
        Column("url", pl.String, "what was requested"),
        Column("target", pl.String, "where it points; null where that is no http(s) URL"),
        Column("location", pl.String, "as sent"),
        Column("status", pl.Int16, "3xx, or the page's own status for a meta refresh"),
        Column("kind", pl.String, "http or meta_refresh"),
        Column("internal", pl.Boolean, "the target is in scope"),
    ),
)

TEMPLATES = Table(
    "templates",
    "one link of one block that repeats across pages",
    (
        Column("template", pl.UInt64, "hash of container path and link list"),
        Column("container_path", pl.String, "where the block stands"),
        Column("link_position", Position, "what it was recognised as"),
        Column("pages", pl.UInt32, "pages that carry the block", "pages"),
        Column("target", pl.String, "resolved URL"),
        Column("anchor_text", pl.String, "visible or alt text"),
    ),
)

BACKLINKS = Table(
    "backlinks",
    "one link from another site, as a vendor or the owner reports it",
    (
        Column("referring_page", pl.String, "URL that gives the link"),
        Column("referring_domain", pl.String, "its registrable domain"),
        Column("target", pl.String, "URL on our site, parsed, as the vendor saw it"),
        Column("anchor_text", pl.String, "visible text"),
        Column("nofollow", pl.Boolean, "rel has nofollow"),
        Column("ugc", pl.Boolean, "rel has ugc"),
        Column("sponsored", pl.Boolean, "rel has sponsored"),
        Column("lost", pl.Boolean, "the vendor says it is gone"),
        Column("link_position", Position, "where it stands on the referring page, if known"),
        Column("page_rating", pl.Float64, "rating of the referring page, no vendor named", "0–100"),
        Column("domain_rating", pl.Float64, "rating of the domain, no vendor named", "0–100"),
        Column("ahrefs_url_rating", pl.Float64, "Ahrefs UR of the referring page", "0–100"),
        Column("ahrefs_domain_rating", pl.Float64, "Ahrefs DR of the referring domain", "0–100"),
        Column("semrush_page_score", pl.Float64, "Semrush Page AS of the referring page", "0–100"),
        Column("majestic_trust_flow", pl.Float64, "Majestic TF of the referring page", "0–100"),
        Column("majestic_citation_flow", pl.Float64, "Majestic CF of the same", "0–100"),
        Column("moz_page_authority", pl.Float64, "Moz PA of the referring page", "0–100"),
        Column("moz_domain_authority", pl.Float64, "Moz DA of the referring domain", "0–100"),
        Column("first_seen", pl.Date, "when the vendor first saw it"),
        Column("last_seen", pl.Date, "when the vendor last saw it"),
        Column("source_title", pl.String, "title of the referring page"),
        Column("language", pl.String, "language of the referring page"),
        Column("text_before", pl.String, "words before the link"),
        Column("text_after", pl.String, "words after the link"),
        Column("vendors", pl.List(pl.String), "importers that saw it, where rows are merged"),
        Column("vendor", pl.String, "importer that read the row"),
        Column("file", pl.String, "path of the file it came from"),
        Column("row", pl.UInt32, "line of the row in that file, header = 1"),
    ),
)

SEARCH = Table(
    "search",
    "search demand of one page, or of one query on one page",
    (
        Column("url", pl.String, "page; null for a query without one"),
        Column("query", pl.String, "query; null for a page's total"),
        Column("clicks", pl.Int64, "clicks in the period", "clicks"),
        Column("impressions", pl.Int64, "impressions in the period", "impressions"),
        Column("search_position", pl.Float64, "mean position in the results"),
        Column("day", pl.Date, "the day counted; null for a whole period"),
        Column("period_start", pl.Date, "first day of the period, where the file says"),
        Column("period_end", pl.Date, "last day of the period, where the file says"),
        Column("vendor", pl.String, "importer that read the row"),
        Column("file", pl.String, "path of the file it came from"),
        Column("row", pl.UInt32, "line of the row in that file, header = 1"),
    ),
)

VISITS = Table(
    "visits",
    "visits to one page, as an analytics tool counted them",
    (
        Column("url", pl.String, "page; a path alone is resolved at the audit"),
        Column("landing", pl.Boolean, "counted where visits begin; else every view of the page"),
        Column("sessions", pl.Int64, "sessions in the period", "sessions"),
        Column("views", pl.Int64, "page views in the period", "views"),
        Column("period_start", pl.Date, "first day of the period, where the file says"),
        Column("period_end", pl.Date, "last day of the period, where the file says"),
        Column("vendor", pl.String, "importer that read the row"),
        Column("file", pl.String, "path of the file it came from"),
        Column("row", pl.UInt32, "line of the row in that file, header = 1"),
    ),
)

CRAWLER_HITS = Table(
    "crawler_hits",
    "requests of one crawler for one URL on one day, with one answer, from server logs",
    (
        Column("url", pl.String, "what was requested; a path alone where the log names no host"),
        Column("day", pl.Date, "day of the requests"),
        Column("crawler", pl.String, "Googlebot, GPTBot … by its user agent"),
        Column("crawler_kind", pl.String, "search or ai"),
        Column("status", pl.Int16, "HTTP status answered"),
        Column("hits", pl.Int64, "requests", "requests"),
        Column("verified", pl.Boolean, "all from its published addresses; null: not checked"),
        Column("vendor", pl.String, "format of the log"),
        Column("file", pl.String, "path of the file it came from"),
    ),
)

LINK_TOTALS = Table(
    "link_totals",
    "a total over backlinks of a report that names no pairs of pages",
    (
        Column("report", pl.String, "by site, page, anchor_text or referring_page: what `name` is"),
        Column("name", pl.String, "referring site, target URL, anchor text or referring page"),
        Column("backlinks", pl.Int64, "backlinks counted", "backlinks"),
        Column("referring_domains", pl.Int64, "domains they come from, where told"),
        Column("target_pages", pl.Int64, "pages of ours they lead to, where told", "pages"),
        Column("last_seen", pl.Date, "when the vendor last saw it, where told"),
        Column("vendor", pl.String, "importer that read the row"),
        Column("file", pl.String, "path of the file it came from"),
        Column("row", pl.UInt32, "line of the row in that file, header = 1"),
    ),
)

SITEMAP_URLS = Table(
    "sitemap_urls",
    "one URL of a sitemap that was imported as a file",
    (
        Column("url", pl.String, "as listed, parsed"),
        Column("last_modified", pl.Datetime("ms", "UTC"), "lastmod, where given"),
        Column("vendor", pl.String, "sitemap"),
        Column("file", pl.String, "path of the file it came from"),
    ),
)

PROSPECTS = Table(
    "prospects",
    "one page or domain that a backlink may be won from",
    (
        Column("referring_page", pl.String, "the page that would link; null where not known"),
        Column("referring_domain", pl.String, "its registrable domain"),
        Column("page_rating", pl.Float64, "rating of that page", "0–100"),
        Column("domain_rating", pl.Float64, "rating of the domain", "0–100"),
        Column("topic", pl.String, "what it is about, in words"),
        Column("price", pl.Float64, "what the backlink would cost", "money"),
        Column("vendor", pl.String, "importer that read the row"),
        Column("file", pl.String, "name of the file it came from"),
        Column("row", pl.UInt32, "line of the row in that file, header = 1"),
    ),
)

CANDIDATE_LINKS = Table(
    "candidate_links",
    "one link that the owner would add",
    (
        Column("source", pl.String, "the page to link from, by URL or path"),
        Column("target", pl.String, "the page to link to, by URL or path"),
        Column("anchor_text", pl.String, "visible text"),
        Column("relevance", pl.Float64, "how well they fit each other", "0–1"),
        Column("vendor", pl.String, "importer that read the row"),
        Column("file", pl.String, "name of the file it came from"),
        Column("row", pl.UInt32, "line of the row in that file, header = 1"),
    ),
)

KEYWORDS = Table(
    "keywords",
    "one query that people ask, as the owner lists it",
    (
        Column("query", pl.String, "the words"),
        Column("impressions", pl.Int64, "how often it is asked, where told", "impressions"),
        Column("vendor", pl.String, "importer that read the row"),
        Column("file", pl.String, "name of the file it came from"),
        Column("row", pl.UInt32, "line of the row in that file, header = 1"),
    ),
)

SNAPSHOT_TABLES: Final = (
    PAGES,
    LINKS,
    PASSAGES,
    REDIRECTS,
    TEMPLATES,
    HREFLANGS,
    STRUCTURED_DATA,
    UNCRAWLABLE_LINKS,
    ROBOTS,
    EXTERNAL_ANSWERS,
)
IMPORT_TABLES: Final = (
    BACKLINKS,
    SEARCH,
    VISITS,
    CRAWLER_HITS,
    LINK_TOTALS,
    SITEMAP_URLS,
    PROSPECTS,
    CANDIDATE_LINKS,
    KEYWORDS,
)
