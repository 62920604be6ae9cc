"""Scenarios side by side: the same columns for each, the same pages in the same order."""

from collections.abc import Sequence
from typing import Final

import msgspec

from linkequity.advice.simulate import simulate
from linkequity.app.what_if.answers import LineDoc, lines_of
from linkequity.app.what_if.drafts import Drafts
from linkequity.app.what_if.trying import check
from linkequity.model.facts import Facts

MOST_COMPARED: Final = 4
MOST_PAGES: Final = 25


class ColumnDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario. `impossible`: edits that cannot be made here, and were left out."""

    name: str
    edits: int
    impossible: int
    why: str
    lines: list[LineDoc]
    gains: int
    loses: int
    won: float
    lost: float
    pages_lifted: int | None
    reach_after: float


class PageRowDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page before any edits, and how much more it keeps after each of the scenarios."""

    url: str
    before: float
    changes: list[float]


class SideBySide(msgspec.Struct, frozen=True, kw_only=True):
    """The scenarios in the order asked for; `pages` that move most in any, of `moved` in all."""

    columns: list[ColumnDoc]
    pages: list[PageRowDoc]
    moved: int


def side_by_side(facts: Facts, drafts: Drafts, names: Sequence[str]) -> SideBySide:
    """Answers of a few scenarios together. UsageError where a name is none's."""
    asked = list(dict.fromkeys(names))[:MOST_COMPARED]
    columns, moves, before = [], [], dict[str, float]()
    for name in asked:
        checked = check(facts, drafts.read(name))
        found = simulate(facts, checked.possible, confirm=False)
        moves.append({page.url: page.change for page in found.pages})
        before |= {page.url: page.before for page in found.pages}
        gains = [page.change for page in found.pages if page.change > 0]
        losses = [page.change for page in found.pages if page.change < 0]
        columns.append(
            ColumnDoc(
                name=name,
                edits=len(checked.possible.edits),
                impossible=len(checked.complaints),
                why=found.why,
                lines=lines_of(found),
                gains=len(gains),
                loses=len(losses),
                won=sum(gains),
                lost=sum(losses),
                pages_lifted=found.pages_lifted,
                reach_after=found.backlink_reach.after,
            )
        )
    return SideBySide(columns=columns, pages=_pages(before, moves), moved=len(before))


def _pages(before: dict[str, float], moves: list[dict[str, float]]) -> list[PageRowDoc]:
    rows = [
        PageRowDoc(url=url, before=was, changes=[moved.get(url, 0.0) for moved in moves])
        for url, was in before.items()
    ]
    return sorted(rows, key=lambda row: (-max(map(abs, row.changes)), row.url))[:MOST_PAGES]
