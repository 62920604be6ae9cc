"""From requests to hits: whose they are, whether that is true, and how many of each kind."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from linkequity.base.crawlers import crawler_of, known_crawlers
from linkequity.base.urls import parse, path_of
from linkequity.snapshot.tables import CRAWLER_HITS
from linkequity.sources.logs.ranges import IpRanges

# Rows kept of one log. More different URLs on one day than this are made up, not published.
MAX_ROWS: Final = 2_000_000
# Counts of blocks that wait to be added up.
WAITING: Final = 500_000
# What marks a crawler stands long before this; whatever comes behind is not looked at.
MAX_AGENT: Final = 1_000
PAGE_METHODS: Final = ("GET", "HEAD")
NOT_A_CRAWLER: Final = "of no crawler"
NO_PAGE: Final = "asked for no page"
IMPOSTOR: Final = "impostor"
TOO_MANY: Final = f"beyond {MAX_ROWS:,} different rows"
# A host that cannot be (RFC 2606), so that paths are parsed as they will be on theirs.
_NOWHERE: Final = "site.invalid"
_KEY: Final = ("scheme", "host", "target", "day", "crawler", "status")
_VERDICT: Final = pl.Struct({"crawler": pl.String, "verified": pl.Boolean})


@dataclass
class HitCounter:
    """Adds up the requests of one log. `left_out`: requests that are no hits, and why."""

    ranges: IpRanges
    left_out: Counter[str] = field(default_factory=Counter)
    _counts: list[pl.DataFrame] = field(default_factory=list, init=False)
    _waiting: int = field(default=0, init=False)

    def add(self, requests: pl.DataFrame) -> None:
        """Count requests (`requests.REQUEST`); addresses and user agents end here."""
        told = self._keep(requests.with_columns(_judged(requests, self.ranges)).unnest("verdict"))
        counted = told.group_by(_KEY).agg(
            hits=pl.len().cast(pl.Int64), verified=pl.col("verified").all(ignore_nulls=False)
        )
        self._counts.append(counted)
        self._waiting += counted.height
        if self._waiting > max(WAITING, self._counts[0].height):
            self._add_up()

    def _keep(self, requests: pl.DataFrame) -> pl.DataFrame:
        page = pl.col("method").is_in(PAGE_METHODS) & pl.col("target").is_not_null()
        why = (
            pl.when(pl.col("crawler").is_null())
            .then(pl.lit(NOT_A_CRAWLER))
            .when(~pl.col("verified"))
            .then(pl.lit(IMPOSTOR))
            .when(~page.fill_null(value=False))
            .then(pl.lit(NO_PAGE))
        )
        judged = requests.with_columns(why=why)
        reasons = judged["why"].drop_nulls().value_counts()
        self.left_out.update(dict(reasons.iter_rows()))
        return judged.filter(pl.col("why").is_null())

    def _add_up(self) -> None:
        together = (
            pl.concat(self._counts)
            .group_by(_KEY)
            .agg(pl.col("hits").sum(), pl.col("verified").all(ignore_nulls=False))
        )
        if together.height > MAX_ROWS:
            together = together.sort("hits", descending=True)
            self.left_out[TOO_MANY] += int(together["hits"].slice(MAX_ROWS).sum())
            together = together.head(MAX_ROWS)
        self._counts, self._waiting = [together], 0

    def hits(self, vendor: str) -> pl.DataFrame:
        """CRAWLER_HITS of all that was added, sorted; `file` is left null."""
        if not self._counts:
            return CRAWLER_HITS.empty()
        self._add_up()
        [counts] = self._counts
        named = counts.with_columns(url=_urls(counts))
        unnamed = named.filter(pl.col("url").is_null())
        self.left_out.update({NO_PAGE: int(unnamed["hits"].sum())} if len(unnamed) else {})
        key = ["url", "day", "crawler", "status"]
        kinds = {crawler.name: crawler.kind for crawler in known_crawlers()}
        return (
            named.drop_nulls("url")
            .group_by(key)
            .agg(pl.col("hits").sum(), pl.col("verified").all(ignore_nulls=False))
            .with_columns(
                crawler_kind=pl.col("crawler").replace_strict(kinds, return_dtype=pl.String),
                vendor=pl.lit(vendor),
                file=pl.lit(None, pl.String),
            )
            .select(CRAWLER_HITS.schema.names())
            .sort(key)
        )


def _judged(requests: pl.DataFrame, ranges: IpRanges) -> pl.Series:
    """crawler and verified of each request, worked out once for each pair of agent and address."""
    pairs = requests.select(pl.col("user_agent").str.head(MAX_AGENT), "address")
    distinct = pairs.unique()
    verdicts = [_verdict(agent, address, ranges) for agent, address in distinct.iter_rows()]
    judged = distinct.with_columns(verdict=pl.Series(verdicts, dtype=_VERDICT))
    return pairs.join(
        judged, on=["user_agent", "address"], how="left", nulls_equal=True, maintain_order="left"
    )["verdict"]


def _verdict(agent: str | None, address: str | None, ranges: IpRanges) -> dict[str, object]:
    """Who asked, and whether that is true; without a user agent the address says who."""
    if agent is None:
        name = ranges.named(address) if address else None
        return {"crawler": name, "verified": True if name else None}
    crawler = crawler_of(agent)
    if crawler is None:
        return {"crawler": None, "verified": None}
    return {"crawler": crawler.name, "verified": ranges.verify(crawler.name, address)}


def _urls(counts: pl.DataFrame) -> pl.Series:
    """What was asked for as a URL, or as a path where the log names no host; null if neither."""
    parts = counts.select("scheme", "host", "target")
    distinct = parts.unique()
    urls = pl.Series([_url(*row) for row in distinct.iter_rows()], dtype=pl.String)
    return parts.join(
        distinct.with_columns(url=urls),
        on=["scheme", "host", "target"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["url"]


def _url(scheme: str | None, host: str | None, target: str) -> str | None:
    if not target.startswith("/"):
        return parse(target)
    if host is not None:
        return parse(f"{scheme or 'https'}://{host}{target}")
    url = parse(f"https://{_NOWHERE}{target}")
    return path_of(url) if url else None
