"""Which URLs of the site are requested, and why the others are not.

Out of scope is another site; such URLs are not the crawl's. In scope but refused are URLs that a
pattern, a limit or a trap keeps out: they become rows with the reason, never silence.

Traps, which would make a crawl endless, are bounded by five rules, loose enough that sites of
real people do not meet them:
1. a URL longer than 2,000 characters (search engines' own limit is 2,048 in sitemaps);
2. more than 20 path segments, or one segment standing there 4 times (relative links gone wrong);
3. 100 pages of one shape, each found on the one before it (calendars; digits do not make a shape);
4. 10,000 different queries for one path (filters that combine);
5. 250 clicks from any seed.
"""

import re
from collections import Counter
from collections.abc import Sequence
from fnmatch import translate
from functools import lru_cache

from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import in_scope, path_of

MAX_LENGTH = 2000
MAX_SEGMENTS = 20
MAX_REPEATS = 3
MAX_CHAIN = 100
MAX_QUERIES = 10_000
MAX_CLICKS = 250
_DIGITS = re.compile(r"\d+")


class Scope:
    """The judge of URLs for one crawl of `site` (as `base.urls.site_of` writes it)."""

    def __init__(self, site: str, settings: CrawlSettings) -> None:
        self.site = site
        self._subdomains = settings.subdomains
        self._max_depth = settings.max_depth
        self._include = _any_of(settings.include)
        self._exclude = _any_of(settings.exclude)
        self._queries: Counter[int] = Counter()

    def holds(self, url: str) -> bool:
        """Whether a URL belongs to the site."""
        return in_scope(url, self.site, subdomains=self._subdomains)

    def refusal(self, url: str, depth: int, chain: int) -> str | None:
        """Why a new URL of the site is not to be requested; None where it is.

        `depth`: clicks from a seed. `chain`: pages of its own shape through which it was found.
        Counts the URL's query, so ask once for each URL.
        """
        return self._unwanted(url, depth) or self.trap(url, depth, chain)

    def _unwanted(self, url: str, depth: int) -> str | None:
        if self._max_depth is not None and depth > self._max_depth:
            return "depth limit"
        if self._include and not _matches(self._include, url):
            return "not in the include patterns"
        if self._exclude and _matches(self._exclude, url):
            return "exclude pattern"
        return None

    def trap(self, url: str, depth: int, chain: int) -> str | None:
        """The trap rule that a URL breaks, patterns and limits aside."""
        if len(url) > MAX_LENGTH:
            return "trap: URL too long"
        if chain >= MAX_CHAIN:
            return "trap: endless pages of one shape"
        if depth > MAX_CLICKS:
            return "trap: too many clicks deep"
        if "@" in url.partition("://")[2].partition("/")[0]:
            return "credentials in the URL"
        path, _, query = path_of(url).partition("?")
        return _path_trap(path) or (self._query_trap(url) if query else None)

    def _query_trap(self, url: str) -> str | None:
        key = hash(url.partition("?")[0])
        self._queries[key] += 1
        return "trap: too many queries" if self._queries[key] > MAX_QUERIES else None


def _path_trap(path: str) -> str | None:
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return "trap: path too deep"
    if len(segments) > MAX_REPEATS and max(Counter(segments).values()) > MAX_REPEATS:
        return "trap: path repeats itself"
    return None


@lru_cache(maxsize=4096)
def shape_of(url: str) -> str:
    """A URL with its numbers made alike: what the pages of one calendar have in common."""
    return _DIGITS.sub("0", url)


def _any_of(globs: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(translate(_whole(glob))) for glob in globs)


def _whole(glob: str) -> str:
    """`/blog/*` is about the path, `https://…` about the URL; anything else may stand anywhere."""
    if "://" in glob:
        return glob
    return "*://*" + glob if glob.startswith("/") else f"*{glob}*"


def _matches(patterns: tuple[re.Pattern[str], ...], url: str) -> bool:
    return any(pattern.match(url) for pattern in patterns)
