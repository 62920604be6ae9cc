"""The links of a generated site of any size, the same every time, in parcels of pages.

About 56 links a page, 7 of them in content. Pages lie in URL order: 200 to a category, of which
the first lists the others, categories in 50 sections. `hub`: the menu leads to the same sections
everywhere, ten templates. `siloed`: ten groups of sections, each with a menu of its own, and
content links that seldom leave it: equity mixes slowly. One page in 50 has no links.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.parcel import LinkRows

CATEGORY = 200
SECTIONS = 50
GROUPS = 10
PARCEL = 10_000
CONTENT, NAVIGATION, SIDEBAR, FOOTER = 0.75, 0.2, 0.3, 0.1
STAYS = 0.97  # of links that would leave their silo
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Site:
    """A site of `pages` pages."""

    pages: int
    siloed: bool

    @property
    def section(self) -> int:
        """Pages in a section: whole categories."""
        return -(-self.pages // (SECTIONS * CATEGORY)) * CATEGORY

    def source(self) -> npt.NDArray[np.float64]:
        """What enters: 1 on every page, and backlinks on one in 50, most on the start page."""
        rng = np.random.default_rng(7)
        source = np.ones(self.pages)
        landing = rng.choice(self.pages, max(1, self.pages // 50), replace=False)
        source[landing] += rng.lognormal(0, 2, landing.size)
        source[0] += source.max()
        return source

    def parcels(self) -> Iterator[tuple[int, LinkRows]]:
        """The links, parcel by parcel, with the first page of each."""
        blocks = [self.template(number) for number in range(GROUPS)]
        for first in range(0, self.pages, PARCEL):
            pages = np.arange(first, min(first + PARCEL, self.pages))
            yield first, self.rows(pages, blocks)

    def rows(self, pages: Ids, blocks: list[LinkRows]) -> LinkRows:
        """The links of consecutive pages: content, then the blocks of the page's template."""
        rng = np.random.default_rng([11, int(pages[0])])
        silent = rng.random(pages.size) < 1 / 50
        owner, target = self.content(pages, rng)
        parts = [(owner, target, np.full(owner.size, CONTENT), np.zeros(owner.size, np.uint64))]
        number = self.template_of(pages)
        for block, links in enumerate(blocks):
            carrying = pages[number == block]
            size = links.key.size
            parts.append(
                (
                    np.repeat(carrying, size),
                    np.tile(links.key, carrying.size),
                    np.tile(links.weight, carrying.size),
                    np.tile(links.container, carrying.size),
                )
            )
        owner, target, weight, container = (
            np.concatenate(column) for column in zip(*parts, strict=True)
        )
        spoken = ~silent[owner - pages[0]] & (owner != target)
        order = np.flatnonzero(spoken)[np.argsort(owner[spoken], kind="stable")]
        counts = np.bincount(owner[order] - pages[0], minlength=pages.size)
        return LinkRows(
            np.concatenate([[0], np.cumsum(counts)]),
            target[order],
            weight[order],
            np.ones(order.size, dtype=bool),
            container[order],
        )

    def template_of(self, pages: Ids) -> Ids:
        """Which template a page has: its silo, or its kind and section."""
        section = pages // self.section
        if self.siloed:
            return section * GROUPS // SECTIONS
        return np.where(pages % CATEGORY == 0, section % 4, 4 + section % 6)

    def template(self, number: int) -> LinkRows:
        """The three blocks of a template: navigation, sidebar and footer."""
        rng = np.random.default_rng([13, number])
        every = np.random.default_rng(17)
        hubs = np.arange(0, self.pages, self.section)
        categories = np.arange(0, self.pages, CATEGORY)
        if self.siloed:
            own = self.template_of(hubs) == number
            inside = categories[self.template_of(categories) == number]
            chosen = rng.permutation(inside)
            lists = [np.concatenate([hubs[own], chosen[:38]]), np.concatenate([[0], chosen[38:52]])]
            weights, containers = [NAVIGATION, FOOTER], [1, 3]
        else:
            common, top = every.permutation(hubs), every.permutation(categories)[:60]
            mine = rng.permutation(top)
            lists = [
                np.concatenate([common[:20], mine[:10]]),
                mine[10:22],
                np.concatenate([[0], common[20:34]]),
            ]
            weights, containers = [NAVIGATION, SIDEBAR, FOOTER], [1, 2, 3]
        sizes = [links.size for links in lists]
        return LinkRows(
            np.array([0, sum(sizes)]),
            np.concatenate(lists).astype(np.int64),
            np.repeat(weights, sizes).astype(np.float64),
            np.ones(sum(sizes), dtype=bool),
            np.repeat(containers, sizes).astype(np.uint64),
        )

    def content(self, pages: Ids, rng: np.random.Generator) -> tuple[Ids, Ids]:
        """Links in text: up to the category, around it, in the section, and to what is popular."""
        first_of_category = pages - pages % CATEGORY
        count = rng.poisson(6.0, pages.size)
        owner = np.repeat(pages, count)
        home = owner - owner % CATEGORY
        where, draw = rng.random(owner.size), rng.random(owner.size)
        near = home + (CATEGORY * draw**2).astype(np.int64)
        section = owner // self.section * self.section
        around = section + (self.section * draw).astype(np.int64)
        popular = (self.pages**draw).astype(np.int64) * 7_919_001 % self.pages
        target = np.where(where < 0.7, near, np.where(where < 0.9, around, popular))
        target = np.minimum(target, self.pages - 1)
        if self.siloed:
            leaves = self.template_of(target) != self.template_of(owner)
            stays = leaves & (rng.random(owner.size) < STAYS)
            target = np.where(stays, np.minimum(near, self.pages - 1), target)
        lists = pages[pages % CATEGORY == 0]
        listed = (lists[:, None] + np.arange(1, 21)).ravel()
        hubs = pages[pages % self.section == 0]
        below = (hubs[:, None] + np.arange(0, self.section, CATEGORY)).ravel()
        owners = [pages, owner, np.repeat(lists, 20), np.repeat(hubs, self.section // CATEGORY)]
        targets = [first_of_category, target, listed, below]
        ends = np.concatenate(targets)
        inside = ends < self.pages
        return np.concatenate(owners)[inside], ends[inside]
