"""Links as rows of LINKS: resolved, described, and with the words around them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from linkequity.base.urls import MAX_URL_LENGTH, UrlPolicy, in_scope, origin_of, resolve
from linkequity.sources.extract.folding import first_words, fold, last_words
from linkequity.sources.extract.hashes import stable_hash
from linkequity.sources.extract.passages import Passages, Run
from linkequity.sources.extract.raw import RAW_LINKS, Columns, from_rows
from linkequity.sources.extract.reader import RawLink

# 100 characters are 15 to 20 words on each side: the sentence, in nearly all cases.
AROUND: Final = 100
# White space inside can be long; four times what is kept finds enough words on real pages.
WINDOW: Final = 4 * AROUND
# Anchor texts of whole cards reach some hundred characters; longer ones say nothing more.
MAX_ANCHOR: Final = 1_000
MAX_REL: Final = 200
# A link around a card has its first words within a few blocks.
BLOCKS_INSIDE: Final = 20

MAX_BESIDE: Final = 65_535


class Described(NamedTuple):
    """Columns `href` to `sponsored` of LINKS."""

    href: str
    target: str | None
    internal: bool
    anchor_text: str
    alt_text: str | None
    rel: str | None
    nofollow: bool
    ugc: bool
    sponsored: bool


class Standing(NamedTuple):
    """Columns `link_position` to `text_after` of LINKS."""

    link_position: str
    position_evidence: str
    repeated: bool
    container_path: str
    container_hash: int
    block_hash: int
    passage: int | None
    text_before: str
    text_after: str


class Scope:
    """Which page a link on this page points at, and whether that is on the site."""

    def __init__(self, base: str, site: str, *, subdomains: bool, policy: UrlPolicy) -> None:
        self._base = base
        self._origin = origin_of(base) + "/"
        self._site = site
        self._subdomains = subdomains
        self._policy = policy

    def target(self, href: str) -> tuple[str | None, bool]:
        """The resolved URL (None where it is no http(s) URL), and whether it is internal."""
        # Links of menus start at the root; resolved from there, pages share the answers.
        at_root = href.startswith(("/", "http://", "https://"))
        base = self._origin if at_root else self._base
        return _target(base, href, self._site, self._subdomains, self._policy)

    def holds(self, url: str) -> bool:
        """Whether a resolved URL is internal."""
        return in_scope(url, self._site, subdomains=self._subdomains)


@lru_cache(maxsize=16_384)
def _target(
    base: str,
    href: str,
    site: str,
    subdomains: bool,  # noqa: FBT001 - a keyword would not be cached as cheaply
    policy: UrlPolicy,
) -> tuple[str | None, bool]:
    url = resolve(base, href, policy)
    return url, url is not None and in_scope(url, site, subdomains=subdomains)


def read_links(links: Sequence[RawLink], passages: Passages, scope: Scope) -> Columns:
    """One row a link, in page order."""
    described = [_described(link, passages.text, scope) for link in links]
    standing = [_standing(link, run, passages) for link, run in _with_runs(links, passages.runs)]
    beside = _beside(described, standing, passages)
    places = [link.place for link in links]
    rows = zip(described, standing, places, beside, strict=True)
    return from_rows(
        RAW_LINKS,
        [
            (passages.url, order, *words, *where, p.certainty, p.origin, p.in_article, text)
            for order, (words, where, p, text) in enumerate(rows)
        ],
    )


def _described(link: RawLink, text: str, scope: Scope) -> Described:
    target, internal = scope.target(link.href)
    anchor = fold(text[link.start : min(link.end, link.start + 4 * MAX_ANCHOR)])[:MAX_ANCHOR]
    alt = None if anchor else fold(link.alt[: 4 * MAX_ANCHOR])[:MAX_ANCHOR] or None
    rel = fold(link.rel[:MAX_REL])
    tokens = rel.lower().split() if rel else ()
    return Described(
        link.href[:MAX_URL_LENGTH],
        target,
        internal,
        anchor,
        alt,
        rel or None,
        "nofollow" in tokens,
        "ugc" in tokens,
        "sponsored" in tokens,
    )


def _with_runs(links: Sequence[RawLink], runs: Sequence[Run]) -> Iterator[tuple[RawLink, int]]:
    """Each link with the first run that does not end before it: its own, if it has one."""
    at = 0
    for link in links:
        while at < len(runs) and runs[at][1] < link.start:
            at += 1
        yield link, at


def _standing(link: RawLink, run: int, passages: Passages) -> Standing:
    place = link.place
    passage = _passage_of(link, run, passages)
    block = (
        stable_hash(fold(link.alt[:MAX_ANCHOR])) if passage is None else passages.hashes[passage]
    )
    return Standing(
        place.position,
        place.evidence,
        False,  # noqa: FBT003 - a column; whether it repeats is decided over the whole site
        place.path,
        place.hash,
        block,
        passage,
        *_around(link, run, passages),
    )


def _passage_of(link: RawLink, run: int, passages: Passages) -> int | None:
    """The passage a link stands in, or the first one inside a link around whole blocks."""
    for at in range(run, min(run + BLOCKS_INSIDE, len(passages.runs))):
        if passages.runs[at][0] > link.end:
            break
        if passages.of_run[at] >= 0:
            return passages.of_run[at]
    return None


def _around(link: RawLink, run: int, passages: Passages) -> tuple[str, str]:
    """The words of the block before and after a link."""
    start, end, _ = passages.runs[run] if run < len(passages.runs) else (link.end, link.end, None)
    if link.start < start:
        return "", ""
    before = fold(passages.text[max(start, link.start - WINDOW) : link.start])
    after = fold(passages.text[link.end : min(end, link.end + WINDOW)]) if link.end < end else ""
    return last_words(before, AROUND), first_words(after, AROUND)


def _beside(
    described: Sequence[Described], standing: Sequence[Standing], passages: Passages
) -> list[int]:
    """For each link, how many characters of its block are not part of a link."""
    linked = Counter[int | None]()
    for words, place in zip(described, standing, strict=True):
        linked[place.passage] += len(words.anchor_text)
    return [
        0 if p is None else min(max(len(passages.texts[p]) - linked[p], 0), MAX_BESIDE)
        for p in (place.passage for place in standing)
    ]
