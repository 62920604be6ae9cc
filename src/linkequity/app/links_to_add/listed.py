"""Links to add as a list of work: what was proposed, beside what was decided about it."""

from dataclasses import dataclass
from typing import Literal, get_args

import msgspec

from linkequity.app.links_to_add.decisions import LINK, decisions_of
from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.app.links_to_add.recommending import RecommendOrder
from linkequity.app.opened import Opened
from linkequity.base.errors import UsageError
from linkequity.track.decisions import Decision

Shown = Literal["open", "accepted", "rejected", "verified"]
Words = Literal["", "on_page", "new"]
STATES: tuple[Shown, ...] = get_args(Shown)


@dataclass(frozen=True)
class LinkQuery:
    """Which links are asked for: decided how, with words on the page or new ones, with `text` in
    URL, sentence or anchor text. `order`: links to find now, instead of those of the audit.
    """

    state: Shown = "open"
    words: Words = ""
    text: str = ""
    order: RecommendOrder | None = None


class LinkDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One link: the proposal where it is still known, and what was decided."""

    id: str
    source: str
    target: str
    state: Shown
    because: str = ""
    decided_at: str = ""
    link: RecommendationDoc | None = None
    words: str = ""


class LinksToAdd(msgspec.Struct, frozen=True, kw_only=True):
    """The links asked for; `counts`: how many there are in each state. `lift`: of those shown.

    `target_equity`: what is lifted, as it is; `notes`: sentences for people.
    """

    links: list[LinkDoc]
    counts: dict[str, int]
    lift: float
    target_equity: float
    notes: list[str]


def links_to_add(opened: Opened, query: LinkQuery) -> LinksToAdd:
    """The list of work. UsageError where the order names no content page."""
    proposed, target_equity, notes = _proposed(opened, query.order)
    decided = [d for d in decisions_of(opened.workspace).all() if d.kind == LINK]
    links = [*_open(proposed, decided), *_decided(proposed, decided)]
    shown = [link for link in links if link.state == query.state and _asked_for(link, query)]
    return LinksToAdd(
        links=shown,
        counts={state: sum(link.state == state for link in links) for state in STATES},
        lift=sum(link.link.lift for link in shown if link.link),
        target_equity=target_equity,
        notes=notes,
    )


def decide_link(opened: Opened, id: str, state: str, because: str) -> None:
    """Accept or reject a link, or take that back with `open`. UsageError for any other word."""
    decisions = decisions_of(opened.workspace)
    match state:
        case "accepted" | "rejected":
            decisions.decide([id], state, because)
        case "open":
            decisions.withdraw([id])
        case _:
            raise UsageError(f"{state} is no decision", hint="Say accepted, rejected or open.")


def _proposed(
    opened: Opened, order: RecommendOrder | None
) -> tuple[list[RecommendationDoc], float, list[str]]:
    """The links, what they lift, and notes: of the order, or else of the audit."""
    if order is not None:
        found = opened.links(order)
        return found.recommendations, found.before, found.notes
    results = opened.results
    return (results.recommendations, results.target_equity, []) if results else ([], 0.0, [])


def _open(proposed: list[RecommendationDoc], decided: list[Decision]) -> list[LinkDoc]:
    settled = {decision.id for decision in decided}
    return [
        LinkDoc(id=link.id, source=link.source, target=link.target, state="open", link=link)
        for link in proposed
        if link.id not in settled
    ]


def _decided(proposed: list[RecommendationDoc], decided: list[Decision]) -> list[LinkDoc]:
    known = {link.id: link for link in proposed}
    return [
        LinkDoc(
            id=decision.id,
            source=decision.source or "",
            target=decision.target or "",
            state=decision.state,
            because=decision.because,
            decided_at=decision.decided_at,
            link=known.get(decision.id),
            words=decision.words,
        )
        for decision in decided
    ]


def _asked_for(link: LinkDoc, query: LinkQuery) -> bool:
    if query.words and (link.link is None or link.link.new_text != (query.words == "new")):
        return False
    told = (link.source, link.target, link.words, *_sentence(link.link))
    return query.text.casefold() in " ".join(told).casefold()


def _sentence(link: RecommendationDoc | None) -> tuple[str, ...]:
    return (link.sentence or "", link.anchor_text or "") if link else ()
