"""An editor: knows the site's texts and links, and proposes links that fit."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl

from linkequity.advice.candidates import Candidates, take_up
from linkequity.advice.ranking.known.from_facts import site_of
from linkequity.advice.ranking.known.site import Flags, Ids, Site
from linkequity.advice.ranking.ranking import Ranking
from linkequity.advice.ranking.taught import NOTHING, Taught
from linkequity.advice.recommending.alike import Alike
from linkequity.advice.recommending.excerpts import excerpts
from linkequity.advice.recommending.names import FEWEST_TOUCHED, Naming
from linkequity.advice.recommending.titles import (
    is_same_series,
    own_titles,
    says_something,
    short_titles,
)
from linkequity.advice.recommending.used_anchors import spoken
from linkequity.advice.recommending.wording import Wording, anchor_alone, to_be_written, written
from linkequity.advice.taste import Taste
from linkequity.model.facts import Facts
from linkequity.model.pages.start_pages import start_pages
from linkequity.model.whatif.scoring import score_candidates

# Best new links of each page that are looked at; an editor's own are among the first ten.
PER_PAGE: Final = 10
# Pairs whose words are looked for, the most rewarding first: some 6 ms each.
PLACED: Final = 1_500
# Of a page's best, so many may be linked by a sentence of their own.
NEW_TEXT_RANK: Final = 3
# Of a page's best so many may be links to the pages that are asked about.
PER_PAGE_OF_TARGETS: Final = 60
# More alike than so many of all pairs of pages.
RELEVANT: Final = 0.9
# A name that covers less of a title is a word that happens to be in it.
NEARLY: Final = 0.3
# A part of a title that leaves more of it open is enough for a page's best only.
WHOLLY: Final = 0.6
PARTLY_RANK: Final = 3
# With less than half of a title the passage has to be about the same thing.
HALF: Final = 0.5
ON_TOPIC: Final = 0.2
# A sentence about a page is added after a passage that has so much to do with it.
TOUCHED: Final = 0.1
# Pages so much alike are copies of each other.
COPIES: Final = 0.9
# The strongest pages are ranked, of larger sites no others: some 2 ms each.
DONORS: Final = 5_000
# Sources of one target that are ranked, those that are most alike: some 3 ms each.
SOURCES: Final = 600


@dataclass(frozen=True)
class Wish:
    """What links are asked for: from these pages, to these pages (page ids); None for any.

    `wanted`: proposals enough to choose from; with less than `fewest` in words that are there,
    sentences to add are among them. `refused`: pairs nobody wants, source and target.
    """

    sources: Ids | None = None
    targets: Ids | None = None
    wanted: int = 100
    fewest: int = 20
    refused: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Proposals:
    """Candidates with the words of each, and the factors behind, all row by row."""

    candidates: Candidates
    wordings: tuple[Wording, ...]
    factors: pl.DataFrame


class Editor:
    """What an editor knows of one site; made once, asked often.

    `taught`: what the site's links have taught before, if anybody kept it.
    """

    def __init__(self, facts: Facts, seed: int = 0) -> None:
        self.facts = facts
        self.taught: Taught = NOTHING
        self._learned: Taught | None = None
        self._seed = seed

    @cached_property
    def site(self) -> Site:
        """Pages as text and links."""
        return site_of(self.facts)

    @cached_property
    def ranking(self) -> Ranking:
        """What the site's own links have taught: seconds to minutes."""
        return Ranking.of(self.site, self._seed, self.learned)

    @property
    def learned(self) -> Taught:
        """What its links have taught by now."""
        return self.ranking.learned if "ranking" in vars(self) else self._learned or self.taught

    def rest(self) -> None:
        """Let go of the site and its ranking, gigabytes of a large one, but for what was learned:
        whoever asks again waits for them again.
        """
        self._learned = self.learned
        for name in ("site", "ranking", "naming", "shown"):
            vars(self).pop(name, None)

    @cached_property
    def alike(self) -> Alike:
        """How much pages have in common, beside all pairs of the site."""
        return Alike.of(self.facts, self._seed)

    @cached_property
    def naming(self) -> Naming:
        """Which words name which page."""
        return Naming.of(self.facts, self.site)

    @cached_property
    def titles(self) -> list[str]:
        """What each page is called."""
        return own_titles(self.facts.graph.pages["title"].to_list())

    @cached_property
    def _spoken_of(self) -> list[str]:
        """What each page is called where a sentence is written for it."""
        return short_titles(self.titles)

    @cached_property
    def _called_so(self) -> Counter[tuple[str, str | None]]:
        """How many pages of a language are called so: one of several is not named by that."""
        return Counter(zip(self._spoken_of, self.facts.text.corpus.languages, strict=True))

    @property
    def nameless(self) -> Ids:
        """Content pages called as another of their language is: no words name one of them."""
        called = zip(self._spoken_of, self.facts.text.corpus.languages, strict=True)
        several = np.array([name[0] != "" and self._called_so[name] > 1 for name in called], bool)
        found: Ids = np.flatnonzero(several & self.facts.content)
        return found

    def wording(
        self, source: int, target: int, taken: Collection[int] = frozenset()
    ) -> Wording | None:
        """The words of a link that is wanted: those that name the target, else a sentence to add,
        if need be after running text that says but one word of its title; else the title alone, to
        be said in words of one's own. None without a title. No words in passages that are `taken`.
        """
        title = self._spoken_of[target]
        return (
            self.written(source, target, taken)
            or self.to_be_written(source, target, taken)
            or self._added(source, target, self._about(source, target, taken, fewest=1))
            or (anchor_alone(title) if says_something(title) else None)
        )

    @cached_property
    def shown(self) -> Flags:
        """Which passages only show what other pages say: no link is put into those."""
        return excerpts(self.site)

    def written(
        self, source: int, target: int, taken: Collection[int] = frozenset()
    ) -> Wording | None:
        """Words of the source that name the target and no other page; None if there are none."""
        places = self.ranking.places(source, target)
        own = (p for p in places if not (self.shown[p.passage] or p.passage in taken))
        fitting = self.naming.first_fitting(own, target)
        return written(self.site, fitting) if fitting else None

    def to_be_written(
        self, source: int, target: int, taken: Collection[int] = frozenset()
    ) -> Wording | None:
        """A sentence to add after the passage of running text that has most to do with the target,
        and says a word of its title. None where none does, where the title says nothing or could
        mean another page, and between editions of one series.
        """
        if is_same_series(self._spoken_of[source], self._spoken_of[target]):
            return None
        return self._added(source, target, self._about(source, target, taken))

    def _added(self, source: int, target: int, rows: Iterator[int]) -> Wording | None:
        site, title = self.site, self._spoken_of[target]
        after = next(rows, None)
        many = self._called_so[title, site.languages[target]] > 1
        if after is None or many or not says_something(title):
            return None
        if self.naming.leads_elsewhere(title, target):
            return None
        return to_be_written(site, after, title, site.languages[source])

    def _about(
        self, source: int, target: int, taken: Collection[int], fewest: int = FEWEST_TOUCHED
    ) -> Iterator[int]:
        """Passages that a sentence about the target may follow, the nearest to it first, those that
        say at least so many telling words of its title.
        """
        for row, fit in self._nearest(source, target):
            near = fit >= TOUCHED and row not in taken
            if near and self.naming.may_be_followed(row, target, fewest):
                yield row

    def _nearest(self, source: int, target: int) -> Iterator[tuple[int, float]]:
        """The source's own passages, but for headings and code, the nearest to the target first."""
        site = self.site
        here = np.arange(site.passages[source], site.passages[source + 1])
        here = here[~(site.heading[here] | site.code[here] | self.shown[here])]
        fit = (site.passage_rows[here] @ site.page_rows[[target]].T).toarray().ravel()
        for place in np.argsort(-fit, kind="stable").tolist():
            yield int(here[place]), float(fit[place])

    def propose(self, wish: Wish) -> Proposals:
        """Pairs that keep the rules, the most rewarding first, until there are enough."""
        pairs = self._pairs(wish)
        taken = take_up(self.facts, pairs.select("source_id", "target_id", "relevance"))
        lift = score_candidates(self.facts.standing, taken.pairs)
        ordered = (
            taken.table.with_row_index("row")
            .with_columns(first_order=lift)
            .join(pairs.drop("relevance"), on=["source_id", "target_id"], maintain_order="left")
            .filter(pl.col("first_order") > 0)
            .sort("first_order", "row", descending=[True, False])
        )
        return self._worded(taken, ordered, wish)

    def _worded(self, taken: Candidates, ordered: pl.DataFrame, wish: Wish) -> Proposals:
        named = ordered.filter(_may_be_named()).head(PLACED)
        found = _words_of(named, self.written, wish.wanted)
        if len(found) < wish.fewest:
            others = ordered.filter(pl.col("rank") <= NEW_TEXT_RANK, ~pl.col("row").is_in([*found]))
            closest = others.sort("relevance", "row", descending=[True, False])
            found |= _words_of(closest.head(PLACED), self.to_be_written, wish.wanted - len(found))
        rows = sorted(found)
        wordings = tuple(found[row] for row in rows)
        table = taken.table[rows].with_columns(
            anchor_text=pl.Series([w.anchor_text for w in wordings], dtype=pl.String)
        )
        taste = Taste.of(
            table["target_id"],
            [spoken(wording.anchor_text) for wording in wordings],
            [wording.place for wording in wordings],
        )
        factors = ordered.filter(pl.col("row").is_in(rows)).sort("row").drop("row")
        new_text = np.array([wording.new_text for wording in wordings], dtype=np.bool_)
        candidates = Candidates(table, {}, taste=taste, new_text=new_text)
        return Proposals(candidates, wordings, factors)

    def _pairs(self, wish: Wish) -> pl.DataFrame:
        """Ranked pairs of one language that are alike enough: ids, `rank`, `relevance`, factors."""
        per_page = PER_PAGE if wish.targets is None else PER_PAGE_OF_TARGETS
        targets = self._anything_but_starts if wish.targets is None else wish.targets
        ranked = (
            self.ranking.rank(self._sources(wish), None, per_page)
            .with_columns(rank=pl.int_range(1, pl.len() + 1).over("source_id"))
            .filter(pl.col("target_id").is_in(pl.Series(targets, dtype=pl.Int32).implode()))
        )
        source, target = (ranked[name].to_numpy() for name in ("source_id", "target_id"))
        languages = np.array([language or "" for language in self.site.languages])
        refused = np.array([pair in wish.refused for pair in zip(source, target, strict=True)])
        ranked = ranked.with_columns(relevance=self.alike.percentiles(source, target))
        fine = (languages[source] == languages[target]) & ~refused.astype(bool)
        apart = pl.col("cosine") < COPIES
        return ranked.filter(pl.Series(fine), pl.col("relevance") >= RELEVANT, apart)

    @property
    def _anything_but_starts(self) -> Ids:
        """Content pages less the start pages, which every menu links to."""
        found: Ids = np.flatnonzero(self.facts.content & ~start_pages(self.facts.graph))
        return found

    @cached_property
    def donors(self) -> Ids:
        """Content pages with text that a link can be put into."""
        found: Ids = np.flatnonzero(self.facts.content & (np.diff(self.site.passages) > 0))
        return found

    def _sources(self, wish: Wish) -> Ids:
        """Pages that may give links: those named, else the most alike, else the strongest."""
        able = self.donors
        if wish.sources is not None:
            return np.intersect1d(able, wish.sources)
        if wish.targets is not None:
            able = self.alike.nearest(able, wish.targets, SOURCES)
        strength = self.facts.pages["donor_strength"].to_numpy()
        return np.sort(able[np.argsort(-strength[able], kind="stable")[:DONORS]])


def _may_be_named() -> pl.Expr:
    """Whether some free words of the source are a name of the target, or nearly."""
    wholly = (pl.col("name_title") >= WHOLLY) | (pl.col("name_in_text") > 0)
    partly = (pl.col("name_title") >= NEARLY) & (pl.col("rank") <= PARTLY_RANK)
    on_topic = (pl.col("name_title") >= HALF) | (pl.col("passage_cosine") >= ON_TOPIC)
    named = wholly | (partly & on_topic)
    return (pl.col("mentions") > 0) & named


def _words_of(
    pairs: pl.DataFrame, word: Callable[[int, int], Wording | None], wanted: int
) -> dict[int, Wording]:
    """The words of so many pairs at most, by `row`, for those that have any."""
    found: dict[int, Wording] = {}
    for row, source, target in pairs.select("row", "source_id", "target_id").iter_rows():
        wording = word(source, target)
        if wording is not None:
            found[row] = wording
        if len(found) >= wanted:
            break
    return found
