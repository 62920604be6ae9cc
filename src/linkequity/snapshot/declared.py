"""The smaller tables of a crawl: what pages declare beside links, and what hosts answer."""

import polars as pl

from linkequity.snapshot.columns import Column, Table

HREFLANGS = Table(
    "hreflangs",
    "one version of a page in another language, as the page declares it",
    (
        Column("url", pl.String, "the page that declares it"),
        Column("hreflang", pl.String, "language and region as written, lower case"),
        Column("target", pl.String, "resolved URL; null where it is no http(s) URL"),
        Column("internal", pl.Boolean, "the target is in scope"),
    ),
)

STRUCTURED_DATA = Table(
    "structured_data",
    "one block of structured data on one page",
    (
        Column("url", pl.String, "page"),
        Column("format", pl.String, "json_ld or microdata"),
        Column("types", pl.List(pl.String), "types it names, in order, each once"),
        Column("error", pl.String, "why it cannot be parsed; null where it can"),
    ),
)

UNCRAWLABLE_LINKS = Table(
    "uncrawlable_links",
    "one thing a reader can click to go somewhere that has no href a crawler could follow",
    (
        Column("url", pl.String, "the page it is on"),
        Column("tag", pl.String, "element: a, button, div …"),
        Column("text", pl.String, "visible text of an <a>; null for other elements"),
        Column("script", pl.String, "the attribute that makes it a link, as written, cut"),
    ),
)

ROBOTS = Table(
    "robots",
    "the robots.txt of one host",
    (
        Column("origin", pl.String, "scheme and host"),
        Column("status", pl.Int16, "HTTP status; null without an answer"),
        Column("text", pl.String, "what it says, at most 500 KiB; null unless it answered 200"),
    ),
)

EXTERNAL_ANSWERS = Table(
    "external_answers",
    "one URL of another site that links point at, and what it answered",
    (
        Column("url", pl.String, "the target of the links"),
        Column("status", pl.Int16, "HTTP status after redirects; null without an answer"),
        Column("error", pl.String, "why there was no answer: dns, refused, timeout …"),
        Column("final_url", pl.String, "where its redirects ended; null where there were none"),
        Column("checked_at", pl.Datetime("ms", "UTC"), "when it was asked"),
    ),
)
