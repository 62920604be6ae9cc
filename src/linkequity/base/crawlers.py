"""The crawlers of search engines and AI companies, read from `crawlers.toml` beside this file."""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

CrawlerKind = Literal["search", "ai"]
Purpose = Literal["index", "training", "answers", "user"]


class Crawler(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One crawler, as its company documents it.

    `user_agent`: the words that mark it in a User-Agent header; None where it is only a `token`
    of robots.txt, which no request ever carries. `ranges`: names of the files with its addresses.
    `checked`: the day on which this was last compared with `source`.
    """

    name: str
    kind: CrawlerKind
    purpose: Purpose
    company: str
    token: str
    source: str
    checked: date | None = None
    user_agent: str | None = None
    ranges: list[str] = []


class _Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    crawler: list[Crawler]


@lru_cache(maxsize=1)
def known_crawlers() -> tuple[Crawler, ...]:
    """All of them, in the order of the file."""
    declared = Path(__file__).with_name("crawlers.toml").read_bytes()
    return tuple(msgspec.toml.decode(declared, type=_Declared).crawler)


@lru_cache(maxsize=1)
def _marks() -> tuple[re.Pattern[str], dict[str, Crawler]]:
    """A pattern of all marks, the longest first: Googlebot-Image is not Googlebot."""
    marked = {c.user_agent.lower(): c for c in known_crawlers() if c.user_agent}
    longest = sorted(marked, key=len, reverse=True)
    either = "|".join(map(re.escape, longest))
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])"), marked


@lru_cache(maxsize=65536)
def crawler_of(user_agent: str) -> Crawler | None:
    """Who a User-Agent header says it is; None for a browser, and for what we do not know.

    >>> crawler_of("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)").name
    'Bingbot'
    >>> crawler_of("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15") is None
    True
    """
    pattern, marked = _marks()
    found = pattern.search(user_agent.lower())
    return marked[found[0]] if found else None
