"""What the targets of external links answer: each asked once, politely, and never trusted."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import polars as pl

from linkequity.base.urls import resolve
from linkequity.snapshot.declared import EXTERNAL_ANSWERS
from linkequity.snapshot.snapshot import parts_of
from linkequity.snapshot.tables import LINKS
from linkequity.sources.crawl.fetch import Fetcher
from linkequity.sources.crawl.reply import BodyRule, Reply
from linkequity.sources.crawl.robots import Robots

# Beyond this the rest is left unasked and the snapshot says so: it would take longer than the site.
MOST: Final = 20_000
_LANES: Final = 32
_HOPS: Final = 5
_NO_BODY: Final = BodyRule(1024, html_only=True)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


def external_targets(unfinished: Path) -> list[str]:
    """The distinct URLs of other sites that the pages link to, sorted."""
    found: set[str] = set()
    for part in parts_of(unfinished, LINKS):
        outside = ~pl.col("internal") & pl.col("target").is_not_null()
        targets = pl.scan_parquet(part).filter(outside).select(pl.col("target").unique())
        found.update(targets.collect()["target"].to_list())
    return sorted(found)


async def ask_external(urls: Iterable[str], fetcher: Fetcher, robots: Robots) -> pl.DataFrame:
    """EXTERNAL_ANSWERS of these URLs; what a robots.txt forbids is not asked and has no row."""
    waiting = list(reversed(list(urls)))
    rows: list[dict[str, object]] = []

    async def lane() -> None:
        while waiting:
            row = await _ask(waiting.pop(), fetcher, robots)
            if row:
                rows.append(row)

    await asyncio.gather(*(lane() for _ in range(_LANES)))
    return EXTERNAL_ANSWERS.frame(rows).sort("url")


async def _ask(url: str, fetcher: Fetcher, robots: Robots) -> dict[str, object] | None:
    at = url
    reply = Reply(None, fault="redirects")
    for _ in range(_HOPS):
        rules = await robots.of(at)
        if rules.unreachable is None and rules.refusal(at):
            return None
        reply = rules.unreachable or await fetcher.get(at, _NO_BODY)
        location = reply.header("location") if reply.status in _REDIRECTS else None
        onward = resolve(at, location) if location else None
        if onward is None:
            break
        at = onward
    else:
        reply = Reply(None, fault="redirects")
    return {
        "url": url,
        "status": reply.status,
        "error": reply.fault if reply.status is None else None,
        "final_url": at if at != url else None,
        "checked_at": datetime.now(UTC),
    }
