"""What a snapshot says of itself: where it came from, when, how, and whether it is whole."""

from datetime import datetime

import msgspec

TABLE_VERSION = 2


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The `manifest.json` of a snapshot. A snapshot without one is unfinished.

    `complete`: no page that should have been fetched is missing; where it is False
    `incomplete_because` says why (page limit, depth limit, unfetched pages, script navigation).
    `lacks`: what another program's export does not hold: links, positions of links, page_facts
    (redirects, canonicals, robots directives), texts, declarations (other languages, structured
    data, scripts), robots (robots.txt).
    `probe_url`: a page that cannot be there was asked for, once, and answered `probe_status`.
    `warnings` are sentences for people. `counts` are rows per table. `settings` are the crawl's.
    """

    table_version: int = TABLE_VERSION
    site: str
    start_url: str
    source: str
    source_detail: str = ""
    started_at: datetime
    finished_at: datetime
    complete: bool
    incomplete_because: list[str] = []
    lacks: list[str] = []
    warnings: list[str] = []
    sitemaps: list[str] = []
    robots_status: int | None = None
    probe_url: str | None = None
    probe_status: int | None = None
    subdomains: bool = False
    counts: dict[str, int] = {}
    settings: dict[str, object] = {}
