"""A scenario's answer from the facts at hand, where that is exact: nothing is built anew.

Backlinks change what enters, and the flow is linear: one solve for what enters more or less. Links
of a few pages change as many rows of P, and the formula of `lifts` says what that does to every
page, to the flow in content, and so to how far backlinks reach. Only the links of those pages are
edited in the tables and weighed again, by the same rules as all links. Anything else is solved
again from the edited tables (`scenario.apply`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from linkequity.model.backlinks.strengths import equity_in, place_backlinks
from linkequity.model.equity.ledger import Ledger, write_ledger
from linkequity.model.equity.reach import landed_pages, others_lifted
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Transition, Vector, weigh
from linkequity.model.site import SiteTables
from linkequity.model.whatif.changes import Ids, LinkChanges, row_changes
from linkequity.model.whatif.edits import (
    AddBacklink,
    AddLink,
    AddTemplateLink,
    LoseBacklink,
    MoveLink,
    RemoveLink,
    ReweighLink,
)
from linkequity.model.whatif.lifts import PageEdits
from linkequity.model.whatif.names import Names, Scenario
from linkequity.model.whatif.outcome import ContentFlow, Outcome
from linkequity.model.whatif.scenario import edit_tables, numbered

ON_A_PAGE: Final = (AddLink, RemoveLink, MoveLink, ReweighLink)
FROM_OUTSIDE: Final = (AddBacklink, LoseBacklink)
# Less of a backlink than this share does not get to a page: its edits do not move what it lifts.
UNTOUCHED: Final = 1e-7
# Pages whose links may change: each takes a solve where backlinks land.
MOST_PAGES: Final = 32


def answer(facts: Facts, scenario: Scenario) -> Outcome | None:
    """The site after the edits; None where many pages' links or the pages change.

    Raises ScenarioInvalid as `scenario.apply` does.
    """
    pages = pages_edited(facts, scenario)
    if pages is None or len(pages) > MOST_PAGES:
        return None
    tables = edit_tables(_with_links_of(facts, pages), facts, scenario)
    placed = _placed(facts, tables)
    x = _with_backlinks(facts, placed)
    if not len(pages):
        return _outcome(facts, x, placed, facts.transition, ContentFlow(facts.content_system))
    before, after = (
        weigh(facts.graph.with_links(links), facts.settings.weights)
        for links in (_with_links_of(facts, pages).links, tables.links)
    )
    changes = row_changes(facts.system, changes_between(before, after, pages))
    x = x + PageEdits.of(facts.system, changes, x).change(x)
    return _outcome(
        facts,
        x,
        placed,
        _leaking(facts.transition, after, pages),
        _in_content(facts, changes_between(before, after, pages, in_content=True), x),
    )


def pages_edited(facts: Facts, scenario: Scenario) -> Ids | None:
    """page_ids of the pages whose links change; None where pages themselves do."""
    urls: list[str] = []
    for edit, names in numbered(facts, scenario):
        if isinstance(edit.made, FROM_OUTSIDE):
            continue
        if not isinstance(edit.made, (*ON_A_PAGE, AddTemplateLink)):
            return None
        urls += _sources(edit.made, names)
    return facts.graph.addresses.exact(pl.Series(urls, dtype=pl.String)).unique().to_numpy()


def _sources(
    edit: AddLink | RemoveLink | MoveLink | ReweighLink | AddTemplateLink, names: Names
) -> Iterator[str]:
    if isinstance(edit, AddTemplateLink):
        yield from names.template(edit)
    else:
        yield names.known(edit.source)


def _with_links_of(facts: Facts, pages: Ids) -> SiteTables:
    """The tables of a site with no links but those of some pages."""
    theirs = facts.graph.links["source_id"].is_in(pl.Series(pages).implode())
    return replace(facts.tables, links=facts.tables.links.filter(theirs.fill_null(value=False)))


def _placed(facts: Facts, tables: SiteTables) -> pl.DataFrame:
    if tables.backlinks is facts.tables.backlinks:
        return facts.backlinks
    weights = facts.settings.weights
    return place_backlinks(tables.backlinks, facts.graph, facts.transition, weights)


def _with_backlinks(facts: Facts, placed: pl.DataFrame) -> Vector:
    """x with what enters by other backlinks: superposition."""
    if placed is facts.backlinks:
        return facts.flow.x
    more = equity_in(placed, facts.graph) - facts.backlink_equity
    return facts.flow.x + facts.system.forward(more).vector


def changes_between(
    before: Transition, after: Transition, pages: Ids, *, in_content: bool = False
) -> LinkChanges:
    """How the weights of some pages' links change; of those in content, where asked.

    What those in content do not pass leaks from them, be it carried by others.
    """
    signed = pl.concat([_passing(before, -1.0), _passing(after, 1.0)])
    if in_content:
        signed = signed.filter("in_content")
    passed = (
        signed.group_by("source_id", "target_id", maintain_order=True)
        .agg(pl.col("weight").sum())
        .filter(pl.col("weight") != 0)
    )
    source, weight = passed["source_id"].to_numpy(), passed["weight"].to_numpy()
    more = np.bincount(source, weight, minlength=len(after.totals))[pages]
    grown = after.totals[pages] - before.totals[pages]
    return LinkChanges(
        source=np.concatenate([source, pages]).astype(np.int64),
        target=np.concatenate([passed["target_id"].to_numpy(), pages]).astype(np.int64),
        passed=np.concatenate([weight, np.zeros(len(pages))]),
        leaked=np.concatenate([np.zeros(len(weight)), grown - more]),
    )


def _passing(transition: Transition, sign: float) -> pl.DataFrame:
    """The links that pass equity on: source_id, target_id, in_content, weight times the sign."""
    return transition.graph.links.select(
        "source_id",
        "target_id",
        in_content=pl.col("link_position") == "content",
        weight=pl.Series(transition.weight * sign),
    ).filter(pl.Series(transition.passes))


def _leaking(whole: Transition, edited: Transition, pages: Ids) -> Transition:
    """The transition of a site with the leaks of some pages from another."""
    leaks = {cause: shares.copy() for cause, shares in whole.leaks.items()}
    for cause, shares in leaks.items():
        shares[pages] = edited.leaks[cause][pages]
    return replace(whole, leaks=leaks)


def _in_content(facts: Facts, changes: LinkChanges, x: Vector) -> ContentFlow:
    system = facts.content_system
    return ContentFlow(system, row_changes(system, changes), x)


def _outcome(
    facts: Facts, x: Vector, placed: pl.DataFrame, transition: Transition, in_content: ContentFlow
) -> Outcome:
    return Outcome(
        graph=facts.graph,
        equity=(1 - facts.flow.damping) * x * facts.indexable,
        ledger=_ledger(facts, x, placed, transition, _landings(facts, placed, in_content)),
        backlinks=placed,
        content=facts.content,
        in_content=in_content,
    )


def _ledger(
    facts: Facts, x: Vector, placed: pl.DataFrame, transition: Transition, landings: pl.DataFrame
) -> Ledger:
    return write_ledger(
        replace(facts.flow, x=x),
        transition,
        facts.indexable,
        baseline=facts.baseline,
        placed=placed,
        landings=landings,
    )


def _landings(facts: Facts, placed: pl.DataFrame, in_content: ContentFlow) -> pl.DataFrame:
    """url, equity and stranded of the landing pages, measured again where the edits may tell."""
    landed = landed_pages(placed).select("url", "equity")
    if landed.is_empty():
        return landed.with_columns(stranded=pl.lit(value=False))
    known = landed.join(
        facts.landings.select("url", "stranded"), on="url", how="left", maintain_order="left"
    )
    pages = facts.graph.addresses.exact(known["url"]).to_numpy()
    again = known["stranded"].is_null().to_numpy() | (_getting_to(in_content)[pages] > UNTOUCHED)
    others = others_lifted(
        in_content.edited(facts.transition.content),
        facts.content_system,
        pages[again],
        facts.content,
        in_content.then,
    )
    stranded = known["stranded"].scatter(np.flatnonzero(again), others == 0)
    return known.with_columns(stranded=stranded)


def _getting_to(in_content: ContentFlow) -> Vector:
    """What of a unit on each page gets to edited pages in content; 0 where none is edited."""
    system, there = in_content.system, np.zeros(in_content.system.pages)
    if in_content.changes is None:
        return there
    there[in_content.changes.pages] = 1.0
    return system.adjoint(there).vector
