"""A plan for one target: found, simulated, and what of it was thought of before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from linkequity.advice.plan.gates import Gate, structure_gates, target_gates
from linkequity.advice.plan.landing import Place, Pursued, assumed, entering, find_places, pursue
from linkequity.advice.plan.stages import Stage, Structure, kept_with, page_of, run_stages
from linkequity.advice.plan.supporting import (
    WANTED,
    Supporter,
    choose_supporters,
    look_around,
)
from linkequity.advice.plan.writing import Heard, Queries, ToWrite
from linkequity.advice.recommending.editor import Editor
from linkequity.base.ids import recommendation_id, stable_id
from linkequity.base.urls import path_of
from linkequity.model.facts import Facts

MOST: int = 5
TO_WRITE: int = 2


@dataclass(frozen=True)
class Brief:
    """What a plan is made from: the owner's lists, and supporting pages of an earlier plan.

    `rejected`: ids of links (`base.ids.recommendation_id`) and other work that nobody wants.
    """

    keywords: pl.DataFrame
    prospects: pl.DataFrame
    pinned: tuple[str, ...] = ()
    pinned_queries: tuple[str, ...] = ()
    rejected: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Backlinks:
    """The third step: landing pages, prospects, and what the target keeps in either order.

    `first`: backlinks on the site as it is; `last`: with the structure in place; both orders end
    there. `assumed`: no prospects were known, one backlink on the target stands for them.
    """

    places: list[Place]
    pursued: list[Pursued]
    assumed: bool
    first: float
    last: float
    around_first: float
    around_last: float


@dataclass(frozen=True)
class Made:
    """A whole plan. `stages` and `backlinks` are empty where the target itself is not ready.

    `words_in`: of each page to be written the anchor text of its link to the target.
    """

    target: str
    gates: list[Gate]
    supporters: list[tuple[str, Supporter]] = field(default_factory=list)
    to_write: list[tuple[str, ToWrite]] = field(default_factory=list)
    words_in: list[str] = field(default_factory=list)
    heard: Heard | None = None
    written: list[tuple[str, str]] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    backlinks: Backlinks | None = None


class Planner:
    """Plans for the targets of one site; what they share is read once."""

    def __init__(self, facts: Facts, brief: Brief) -> None:
        self._facts = facts
        self._brief = brief
        self._editor = facts.once(Editor)
        self._queries = Queries(facts, brief.keywords)

    def plan(self, target: int, brief: Brief | None = None) -> Made:
        """The three steps for a page."""
        facts, brief = self._facts, brief or self._brief
        url = str(facts.graph.pages["url"][target])
        gates = target_gates(facts, target)
        if not facts.content[target] and not facts.indexable[target]:
            return Made(url, [*gates, *structure_gates(0, 0, WANTED)])
        found = look_around(facts, self._editor, target)
        wanted_pages = [p for p in found.pool if not self._refused(p, target, brief)]
        around = replace(found, pool=tuple(wanted_pages))
        written = self._written(brief.pinned_queries)
        earlier = self._pages([*brief.pinned, *(page for _, page in written)])
        pinned = [page for page in earlier if not self._refused(page, target, brief)]
        supporters = choose_supporters(self._editor, around, pinned)
        near = frozenset([target, *around.pool])
        wanted = max(TO_WRITE, WANTED - len(supporters))
        wanted = min(wanted, MOST - len(supporters))
        to_write, heard = self._queries.pages_to_write(near, max(wanted, 0))
        urls = facts.graph.pages["url"]
        named = [(str(urls[supporter.page]), supporter) for supporter in supporters]
        planned = [(self._address(one, named), one) for one in to_write]
        structure = Structure(url, tuple(named), tuple(at for at, _ in planned))
        stages = run_stages(facts, structure)
        both = sum(s.links_in for s in supporters), sum(s.links_back for s in supporters)
        return Made(
            url,
            [*gates, *structure_gates(*both, len(supporters))],
            named,
            planned,
            self._words_in(target, len(planned)),
            heard,
            written,
            stages,
            self._backlinks(structure, stages[-1], brief.prospects),
        )

    def _backlinks(self, structure: Structure, then: Stage, prospects: pl.DataFrame) -> Backlinks:
        facts = self._facts
        urls = [structure.target, *(url for url, _ in structure.supporters)]
        places = find_places(facts, then, urls)
        pursued = pursue(facts, prospects, places)
        chosen = pursued or [assumed(facts, places)]
        totals = [
            kept_with(site, entering(site, chosen), [page_of(site, url) for url in pages])
            for pages in (urls[:1], urls)
            for site in (facts, then.facts)
        ]
        return Backlinks(places, chosen, not pursued, *totals)

    def _written(self, queries: Sequence[str]) -> list[tuple[str, str]]:
        """The queries of an earlier plan that a page covers by now, with that page."""
        urls = self._facts.graph.pages["url"]
        found = [(query, self._queries.covering(query)) for query in queries]
        return [(query, str(urls[page])) for query, page in found if page is not None]

    def _words_in(self, target: int, pages: int) -> list[str]:
        """Anchor texts for so many links to a page: its title, then queries it is found for."""
        url, search = str(self._facts.graph.pages["url"][target]), self._facts.tables.search
        found = search.filter(pl.col("url") == url).drop_nulls("query")
        asked = found.sort("impressions", "query", descending=[True, False], nulls_last=True)
        title = self._editor.titles[target] or path_of(url)
        names = list(dict.fromkeys([title, *asked["query"].head(pages)]))
        return [names[place % len(names)] for place in range(pages)]

    def _pages(self, urls: Sequence[str]) -> list[int]:
        """page_ids of those that may still be supporting pages."""
        ids = self._facts.graph.addresses.exact(pl.Series(urls, dtype=pl.String))
        able = self._facts.content
        return [int(page) for page in ids.drop_nulls() if able[page]]

    def _refused(self, page: int, target: int, brief: Brief) -> bool:
        """Whether the owner wants no link between two pages, one way or the other."""
        urls, site = self._facts.graph.pages["url"], self._facts.manifest.site
        ways = ((page, target), (target, page))
        return any(recommendation_id(urls[a], urls[b], site) in brief.rejected for a, b in ways)

    def _address(self, page: ToWrite, supporters: list[tuple[str, Supporter]]) -> str:
        """Where a page to be written may lie: beside the supporting pages, for the simulation."""
        beside = path_of(supporters[0][0]).rstrip("/").rpartition("/")[0] if supporters else ""
        words = "-".join("".join(c if c.isalnum() else " " for c in page.key).split())
        path = f"{beside}/{words or stable_id('page', page.key)}/"
        address = self._facts.graph.addresses.origin + path
        taken = self._facts.graph.addresses.ids(pl.Series([address]))[0]
        return address if taken is None else f"{address}{stable_id('page', page.key)}/"
