"""The plan, simulated step by step: each state of the site is solved as a whole.

`alone`: without links between the target and its supporting pages. `one_way`: these only link in.
`two_way`: links both ways. `written`: the pages to be written are there, linked both ways. Then
backlinks, and beside it the reverse: backlinks on the site as it is, structure afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from linkequity.advice.plan.supporting import Supporter
from linkequity.model.equity.reach import measure
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from linkequity.model.whatif.edits import AddLink, AddPage, Edit, RemoveLink
from linkequity.model.whatif.names import Scenario
from linkequity.model.whatif.scenario import apply

StageName = Literal["today", "alone", "one_way", "two_way", "written"]


@dataclass(frozen=True)
class Stage:
    """One state of the site: `equity` the target keeps, `around` what target and supporting pages
    keep together, and `pages_lifted` by one backlink that lands on the target.
    """

    name: StageName
    facts: Facts
    target: int
    equity: float
    around: float
    pages_lifted: int


@dataclass(frozen=True)
class Structure:
    """A target, its supporting pages, and URLs and titles of those to be written."""

    target: str
    supporters: tuple[tuple[str, Supporter], ...]
    to_write: tuple[str, ...]


def run_stages(facts: Facts, structure: Structure) -> list[Stage]:
    """The site in all states, `today` first; those that would be the same as `today` too."""
    edits: dict[StageName, list[Edit]] = {
        "today": [],
        "alone": [*_without(structure, "links_in"), *_without(structure, "links_back")],
        "one_way": [*_in(structure), *_without(structure, "links_back")],
        "two_way": [*_in(structure), *_back(structure)],
        "written": [*_in(structure), *_back(structure), *_written(structure)],
    }
    if not structure.to_write:
        del edits["written"]
    return [_stage(facts, name, made, structure) for name, made in edits.items()]


def page_of(facts: Facts, url: str) -> int:
    """page_id of a URL that is there."""
    return int(facts.graph.addresses.exact(pl.Series([url]))[0])


def lifted_from(facts: Facts, page: int) -> int:
    """pages_lifted of one backlink that lands on a page."""
    parcel = np.zeros(len(facts.graph.pages))
    parcel[page] = 1.0
    spread_out = facts.content_system.forward(parcel).vector
    return measure(spread_out, parcel, facts.content).pages_lifted


def kept_with(facts: Facts, more: Vector, pages: Iterable[int]) -> float:
    """What some pages keep together once more backlinks come in, exactly, by superposition."""
    x = facts.flow.x + facts.system.forward(more).vector
    kept = (1 - facts.flow.damping) * x * facts.indexable
    return float(kept[list(pages)].sum())


def _stage(facts: Facts, name: StageName, edits: Sequence[Edit], structure: Structure) -> Stage:
    site = apply(facts, Scenario(tuple(edits), "plan")) if edits else facts
    target = page_of(site, structure.target)
    kept = site.flow.kept * site.indexable
    group = [target, *(page_of(site, url) for url, _ in structure.supporters)]
    return Stage(
        name, site, target, float(kept[target]), float(kept[group].sum()), lifted_from(site, target)
    )


def _in(structure: Structure) -> list[Edit]:
    return [
        Edit(add_link=AddLink(source=url, target=structure.target))
        for url, supporter in structure.supporters
        if not supporter.links_in
    ]


def _back(structure: Structure) -> list[Edit]:
    return [
        Edit(add_link=AddLink(source=structure.target, target=url))
        for url, supporter in structure.supporters
        if not supporter.links_back
    ]


def _without(structure: Structure, way: Literal["links_in", "links_back"]) -> list[Edit]:
    there = [url for url, supporter in structure.supporters if getattr(supporter, way)]
    ends = [(url, structure.target) for url in there]
    if way == "links_back":
        ends = [(target, url) for url, target in ends]
    return [Edit(remove_link=RemoveLink(source=source, target=target)) for source, target in ends]


def _written(structure: Structure) -> list[Edit]:
    target = [structure.target]
    return [
        Edit(add_page=AddPage(url=url, links_to=target, linked_from=target))
        for url in structure.to_write
    ]
