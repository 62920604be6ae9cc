"""The end of a crawl: what it can say of itself, and the frozen snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from linkequity.base.errors import CrawlError, RobotsForbids, SiteEmpty
from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import in_scope
from linkequity.snapshot.declared import EXTERNAL_ANSWERS, ROBOTS
from linkequity.snapshot.doubts import CHALLENGE, UNDECODED
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import Snapshot, parts_of, scan_parts
from linkequity.snapshot.tables import LINKS, PAGES, Table
from linkequity.sources.crawl.arrival import Arrival
from linkequity.sources.crawl.probe import Probe, soft_404s
from linkequity.sources.crawl.robots import Rules
from linkequity.sources.crawl.sitemap import Sitemaps
from linkequity.sources.crawl.unfinished import Unfinished
from linkequity.sources.freeze import freeze

SCRIPTED = "navigation by script"
# A page with scripts and at most one link to the site is one whose links a script must make.
_HARDLY_A_LINK = 1


@dataclass(frozen=True)
class Ending:
    """What a crawl knows at its end, beside its parts. `source`: crawl or folder.

    `external`: EXTERNAL_ANSWERS, None where nobody asked for them.
    """

    arrival: Arrival
    settings: CrawlSettings
    sitemaps: Sitemaps
    source: str
    source_detail: str
    robots: Mapping[str, Rules] = field(default_factory=dict)
    external: pl.DataFrame | None = None
    probe: Probe | None = None


def finish(unfinished: Unfinished, ending: Ending) -> Snapshot:
    """Freeze an unfinished crawl, and clear what it needed while unfinished.

    SiteEmpty or RobotsForbids where there is not one HTML page.
    """
    facts = _facts(unfinished.folder)
    if not facts["is_html"].any():
        unfinished.clear()
        raise _nothing(facts, ending.arrival)
    manifest = _manifest(unfinished, ending, facts)
    known = unfinished.frontier.known()
    snapshot = freeze(
        unfinished.folder,
        unfinished.target,
        manifest,
        known,
        _of_hosts(ending),
        doubts=soft_404s(ending.probe, facts, ending.arrival.start_url),
    )
    unfinished.clear()
    return snapshot


def _of_hosts(ending: Ending) -> dict[Table, pl.DataFrame]:
    """The tables that belong to hosts; of robots.txt those of the site alone."""
    own = {
        origin: rules
        for origin, rules in ending.robots.items()
        if in_scope(origin, ending.arrival.site, subdomains=ending.settings.subdomains)
    }
    rows: list[dict[str, object]] = [
        {"origin": origin, "status": rules.status, "text": rules.text}
        for origin, rules in sorted(own.items())
    ]
    asked = {} if ending.external is None else {EXTERNAL_ANSWERS: ending.external}
    return {ROBOTS: ROBOTS.frame(rows), **asked}


def _facts(folder: Path) -> pl.DataFrame:
    """Columns url, outcome, status, error, is_html, scripted, content_hash: one row a URL."""
    links = _internal_links(folder)
    hardly = pl.col("internal_links").fill_null(0) <= _HARDLY_A_LINK
    return (
        scan_parts(folder, PAGES)
        .select(
            pl.col("outcome").cast(pl.String),
            *("url", "status", "error", "is_html", "scripts", "content_hash"),
        )
        .collect()
        .join(links, left_on="url", right_on="source", how="left")
        .with_columns(scripted=pl.col("is_html") & (pl.col("scripts") > 0) & hardly)
    )


def _internal_links(folder: Path) -> pl.DataFrame:
    """Of each page, how many pages of the site it links to; part by part, as a page is in one.

    Over all parts at once, the strings of 7 million links took 1.2 GB.
    """
    counts = [
        pl.scan_parquet(part)
        .filter("internal")
        .group_by("source")
        .agg(internal_links=pl.col("target").n_unique())
        .collect()
        for part in parts_of(folder, LINKS)
    ]
    empty = pl.DataFrame(schema={"source": pl.String, "internal_links": pl.UInt32})
    return pl.concat([empty, *counts]).unique("source", keep="first")


def _nothing(facts: pl.DataFrame, arrival: Arrival) -> CrawlError:
    if (facts["outcome"] == "blocked").any() and not (facts["outcome"] == "answered").any():
        return RobotsForbids(
            "robots.txt keeps out of every page that is known",
            where=arrival.site,
            hint="Allow the user agent 'linkequity' in robots.txt.",
        )
    return SiteEmpty(
        f"not one HTML page among {facts.height} URLs; {arrival.answer}",
        where=arrival.site,
        hint="Is it the right address? A firewall may know --user-agent; logins need --auth.",
    )


def _manifest(unfinished: Unfinished, ending: Ending, facts: pl.DataFrame) -> Manifest:
    reasons = _incomplete_because(facts, ending.arrival.start_url)
    start = _no_start_page(facts, ending.arrival.start_url)
    warnings = [*ending.sitemaps.warnings, *start, *_warnings(facts, reasons)]
    return Manifest(
        site=ending.arrival.site,
        start_url=ending.arrival.start_url,
        source=ending.source,
        source_detail=ending.source_detail,
        started_at=unfinished.started_at,
        finished_at=datetime.now(UTC),
        complete=not reasons,
        incomplete_because=reasons,
        warnings=[unfinished.note, *warnings] if unfinished.note else warnings,
        sitemaps=ending.sitemaps.files,
        robots_status=ending.arrival.rules.status,
        probe_url=ending.probe.url if ending.probe else None,
        probe_status=ending.probe.status if ending.probe else None,
        subdomains=ending.settings.subdomains,
        settings=ending.settings.public(),
    )


def _incomplete_because(facts: pl.DataFrame, start_url: str) -> list[str]:
    kept_out = facts.filter(pl.col("outcome") == "not_crawled")["error"]
    reasons = [_counted(reason, count) for reason, count in _tally(kept_out)]
    tired = pl.col("status").is_in([429, 503])
    error = pl.col("error").fill_null("")
    stopped = error.str.starts_with(CHALLENGE) | (error == UNDECODED)
    unread = pl.col("outcome").is_in(["failed", "crashed"]) | tired | stopped
    missing = facts.filter(unread).height
    if missing:
        reasons.append(_counted("unfetched pages", missing))
    if _is_scripted(facts, start_url):
        reasons.append(SCRIPTED)
    return reasons


def _tally(words: pl.Series) -> list[tuple[str, int]]:
    counts = words.value_counts(sort=True, name="count")
    return [(str(word), int(count)) for word, count in counts.iter_rows()]


def _counted(reason: str, count: int) -> str:
    return f"{reason} ({count:,} URLs)"


def _is_scripted(facts: pl.DataFrame, start_url: str) -> bool:
    html = facts.filter("is_html")
    start = html.filter(pl.col("url") == start_url)["scripted"].any()
    return bool(start) or int(html["scripted"].sum()) * 2 > html.height


def _no_start_page(facts: pl.DataFrame, start_url: str) -> list[str]:
    """That nothing leads from the start, where it is no page: a folder may have none."""
    here = facts.filter((pl.col("url") == start_url) & (pl.col("outcome") == "answered"))
    dead = here.filter(pl.col("status") >= 400)["status"].to_list()
    return [
        f"The start page {start_url} answered {status}: how many clicks away pages are cannot be "
        "told. Name the page that people start from instead, in SOURCE or with --base-url."
        for status in dead
    ]


def _warnings(facts: pl.DataFrame, reasons: list[str]) -> list[str]:
    warnings = []
    if SCRIPTED in reasons:
        warnings.append(
            "The pages carry scripts but hardly a link in their HTML: a script makes the "
            "navigation, so links are missing here and orphans cannot be proved."
        )
    cut = int((facts["error"] == "size").sum())
    if cut:
        warnings.append(f"{cut} pages are larger than the size limit and were cut there.")
    crashed = int((facts["outcome"] == "crashed").sum())
    if crashed:
        warnings.append(f"{crashed} pages made the parser crash and have no links here.")
    if any(reason.startswith("trap") for reason in reasons):
        warnings.append("Endless pages were met; the crawl was bounded there.")
    return warnings
