"""Links as rows of LINKS: resolved, described, and with the words around them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from linkequity.base.urls import MAX_URL_LENGTH, UrlPolicy, in_scope, origin_of, resolve
from linkequity.snapshot.tables import LINKS
from linkequity.sources.extract.folding import first_words, fold, last_words
from linkequity.sources.extract.hashes import stable_hash
from linkequity.sources.extract.passages import Columns, Passages
from linkequity.sources.extract.places import Place
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

Run = tuple[int, int, Place]


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


def read_links(
    source: str,
    text: str,
    links: Sequence[RawLink],
    runs: Sequence[Run],
    passages: Passages,
    scope: Scope,
) -> Columns:
    """One row a link, in page order, as columns in the order of LINKS."""
    rows = [
        (
            source,
            order,
            *_target_and_words(link, text, scope),
            *_standing(link, text, at, runs, passages),
        )
        for order, (link, at) in enumerate(_with_runs(links, runs))
    ]
    columns = zip(*rows, strict=True) if rows else ([] for _ in LINKS.columns)
    return {c.name: list(values) for c, values in zip(LINKS.columns, columns, strict=True)}


def _with_runs(links: Sequence[RawLink], runs: Sequence[Run]) -> Iterator[tuple[RawLink, int]]:
    """Each link with the first run that does not end before it: its own, if any."""
    at = 0
    for link in links:
        while at < len(runs) and runs[at][1] < link.start:
            at += 1
        yield link, at


def _target_and_words(link: RawLink, text: str, scope: Scope) -> tuple[object, ...]:
    """Columns href to sponsored."""
    target, internal = scope.target(link.href)
    anchor = fold(text[link.start : min(link.end, link.start + 4 * MAX_ANCHOR)])[:MAX_ANCHOR]
    alt = None if anchor else fold(link.alt[: 4 * MAX_ANCHOR])[:MAX_ANCHOR] or None
    rel = fold(link.rel[:MAX_REL])
    tokens = rel.lower().split() if rel else ()
    return (
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


def _standing(
    link: RawLink, text: str, at: int, runs: Sequence[Run], passages: Passages
) -> tuple[object, ...]:
    """Columns link_position to text_after."""
    place = link.place
    passage = _passage_of(link, at, runs, passages)
    before, after = _around(link, text, runs[at]) if at < len(runs) else ("", "")
    block = (
        passages.columns["text_hash"][passage]
        if passage is not None
        else stable_hash(fold(link.alt[:MAX_ANCHOR]))
    )
    return (
        place.position,
        place.evidence,
        False,
        place.path,
        place.hash,
        block,
        passage,
        before,
        after,
    )


def _passage_of(link: RawLink, at: int, runs: Sequence[Run], passages: Passages) -> int | None:
    """The passage a link stands in, or the first one inside a link around whole blocks."""
    for run in range(at, min(at + BLOCKS_INSIDE, len(runs))):
        if runs[run][0] > max(link.start, link.end):
            break
        if passages.of_run[run] >= 0:
            return passages.of_run[run]
    return None


def _around(link: RawLink, text: str, run: Run) -> tuple[str, str]:
    start, end, _ = run
    if link.start < start:
        return "", ""
    before = fold(text[max(start, link.start - WINDOW) : link.start])
    after = fold(text[link.end : min(end, link.end + WINDOW)]) if link.end < end else ""
    return last_words(before, AROUND), first_words(after, AROUND)
