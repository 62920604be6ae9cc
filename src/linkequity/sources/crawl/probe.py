"""One request for a page that cannot be there, to see how the site answers that.

Where it answers 200 with a page, that page is crawled too, and what has the same text is a soft
404: an error page, whatever its status says.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import polars as pl

from linkequity.base.urls import origin_of
from linkequity.snapshot.doubts import SOFT_404
from linkequity.sources.crawl.arrival import Arrival
from linkequity.sources.crawl.fetch import Fetcher
from linkequity.sources.crawl.reply import BodyRule, is_html

PROBED: Final = "probe"
_CANNOT_BE: Final = "a page that cannot be there"


@dataclass(frozen=True)
class Probe:
    """What was asked for, and what was answered; no status without an answer."""

    url: str
    status: int | None
    is_page: bool


async def ask_for_nothing(arrival: Arrival, fetcher: Fetcher, rule: BodyRule) -> Probe | None:
    """The probe of the site's host; None where robots.txt forbids it.

    The path is the same for one host at all times, and says whose it is.
    """
    origin = origin_of(arrival.start_url)
    url = f"{origin}/linkequity-{blake2b(origin.encode(), digest_size=6).hexdigest()}"
    if arrival.rules.refusal(url):
        return None
    reply = await fetcher.get(url, rule)
    return Probe(url, reply.status, reply.status == 200 and is_html(reply.headers))


def soft_404s(probe: Probe | None, pages: pl.DataFrame, start_url: str) -> dict[str, str]:
    """Pages that are soft 404s, with what says so; `pages`: url, content_hash.

    The same main text tells, unless it is the start page's too: then any URL shows that page, and
    nothing can be told.
    """
    if probe is None or not probe.is_page:
        return {}
    own = pages.filter(pl.col("url") == probe.url)["content_hash"].drop_nulls()
    same = pages.filter(pl.col("content_hash").is_in(own.implode()))["url"].to_list()
    told = [] if start_url in same else same
    found = dict.fromkeys(told, f"{SOFT_404}: the text of {_CANNOT_BE}")
    return found | {probe.url: f"{SOFT_404}: {_CANNOT_BE}, and answers 200"}
