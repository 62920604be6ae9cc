"""A Sankey diagram of two columns: who gives on the left, who gets on the right.

Heights are proportional to amounts, on one scale for everything, and nothing is dropped: what is
too small to name is gathered before it is drawn (`gather`). Each party has a slot at least as high
as its label, so labels cannot overlap, whatever the amounts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from linkequity.faces.charts.svg import fitted, image, number, tag, text_width

SLOT = 34.0  # two lines of label
THICK = 8.0  # of the bars at both ends
GAP = 8.0
SIZE = 13.0
SMALL = 12.0
HUES = 8

Role = Literal["backlinks", "segment", "others", "leak"]
# Backlinks come first, leaks last: the eye goes from where it comes in to where it is lost.
_ORDER: dict[Role, int] = {"backlinks": 0, "segment": 1, "others": 2, "leak": 3}

# What each role does on the left, and on the right.
_VERBS: dict[Role, tuple[str, str]] = {
    "backlinks": ("bring", "get"),
    "segment": ("gives", "gets"),
    "others": ("give", "get"),
    "leak": ("give", ""),
}


@dataclass(frozen=True)
class Party:
    """Who gives or gets. Two parties of different role may bear the same name."""

    name: str
    role: Role = "segment"


@dataclass(frozen=True)
class Flow:
    """What goes from one party to another; `amount` at least 0."""

    source: Party
    target: Party
    amount: float


@dataclass(frozen=True)
class Column:
    """One side of the picture: each party with amount, slot and bar."""

    parties: tuple[Party, ...]
    amounts: tuple[float, ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    bottom: float


@dataclass(frozen=True)
class _Look:
    """Where the bars stand, the room for a name, and each party's tone, in ranking order."""

    left: float
    right: float
    room: float
    tones: dict[Party, str]
    show: Callable[[float], str]


def gather(flows: Iterable[Flow], keep: int, name_of_others: Callable[[int], str]) -> list[Flow]:
    """The same amounts between at most `keep` segments a side; the smallest become one party.

    A segment counts by all it gives and gets, so it is kept or gathered on both sides alike.
    """
    flows = [flow for flow in flows if flow.amount > 0]
    ranked = [party for party in _ranking(flows) if party.role == "segment"]
    if len(ranked) <= keep:
        return flows
    tail = set(ranked[keep - 1 :])
    others = Party(name_of_others(len(tail)), "others")
    merged: dict[tuple[Party, Party], float] = {}
    for flow in flows:
        pair = tuple(others if p in tail else p for p in (flow.source, flow.target))
        merged[pair[0], pair[1]] = merged.get((pair[0], pair[1]), 0.0) + flow.amount
    return [Flow(source, target, amount) for (source, target), amount in merged.items()]


def _ranking(flows: Sequence[Flow]) -> list[Party]:
    total: dict[Party, float] = {}
    for flow in flows:
        for party in (flow.source, flow.target):
            total[party] = total.get(party, 0.0) + flow.amount
    return sorted(total, key=lambda p: (_ORDER[p.role], -total[p], p.name))


def sankey(
    flows: Sequence[Flow],
    *,
    label: str,
    width: float,
    most_for_labels: float,
    show: Callable[[float], str],
    ribbons_height: float = 300.0,
) -> Markup:
    """The picture; names get the room they need on each side, up to `most_for_labels`."""
    flows = [flow for flow in flows if flow.amount > 0]
    ranked = _ranking(flows)
    scale = ribbons_height / (sum(flow.amount for flow in flows) or 1)
    left = column([(p, sum(f.amount for f in flows if f.source == p)) for p in ranked], scale)
    right = column([(p, sum(f.amount for f in flows if f.target == p)) for p in ranked], scale)
    labels = min(_longest(left, right, show) + GAP, most_for_labels)
    look = _Look(labels, width - labels, labels - GAP, _tones(ranked), show)
    drawn = [
        *_ribbons(flows, left, right, scale, look),
        *_givers(left, look),
        *_getters(right, look),
    ]
    height = max(left.bottom, right.bottom, 1)
    return image(*drawn, width=width, height=height, label=label, class_="chart sankey")


def _longest(left: Column, right: Column, show: Callable[[float], str]) -> float:
    """The widest line of any label."""
    lines = [
        max(text_width(party.name, SIZE), text_width(_says(party, amount, i, show), SMALL))
        for i, side in enumerate((left, right))
        for party, amount in zip(side.parties, side.amounts, strict=True)
    ]
    return max(lines, default=0.0)


def _says(party: Party, amount: float, side: int, show: Callable[[float], str]) -> str:
    """What a party does: `gives 12.4` on side 0, the left, and `gets 9.1` on side 1."""
    return f"{_VERBS[party.role][side]} {show(amount)}".strip()


def column(amounts: Sequence[tuple[Party, float]], scale: float) -> Column:
    """Places one side from top to bottom; parties without an amount are left out."""
    shown = [(party, amount) for party, amount in amounts if amount > 0]
    tops, y = [], 0.0
    for _, amount in shown:
        height = amount * scale
        slot = max(height, SLOT)
        tops.append(y + (slot - height) / 2)
        y += slot + GAP
    return Column(
        tuple(party for party, _ in shown),
        tuple(amount for _, amount in shown),
        tuple(tops),
        tuple(amount * scale for _, amount in shown),
        max(y - GAP, 0.0),
    )


def _tones(ranked: Sequence[Party]) -> dict[Party, str]:
    segments = [party for party in ranked if party.role == "segment"]
    hues = {party: f"hue-{i % HUES}" for i, party in enumerate(segments)}
    return {party: hues.get(party, party.role) for party in ranked}


def _ribbons(
    flows: Sequence[Flow], left: Column, right: Column, scale: float, look: _Look
) -> list[Markup]:
    """Ribbons leave and arrive in the order of the columns, so they cross as little as can be."""
    leave = dict(zip(left.parties, left.tops, strict=True))
    arrive = dict(zip(right.parties, right.tops, strict=True))
    rank = {party: i for i, party in enumerate(look.tones)}
    drawn = []
    for flow in sorted(flows, key=lambda f: (rank[f.source], rank[f.target])):
        thick = flow.amount * scale
        shape = _shape(look, leave[flow.source], arrive[flow.target], thick)
        leave[flow.source] += thick
        arrive[flow.target] += thick
        tone = look.tones[flow.target if flow.target.role == "leak" else flow.source]
        says = f"{flow.source.name} → {flow.target.name}: {look.show(flow.amount)}"
        drawn.append(tag("path", tag("title", says), d=shape, class_=f"ribbon tone-{tone}"))
    return drawn


def _shape(look: _Look, start: float, end: float, thick: float) -> str:
    x0, x1 = look.left + THICK, look.right - THICK
    middle = (x0 + x1) / 2
    n = number
    there = f"M{n(x0)} {n(start)}C{n(middle)} {n(start)} {n(middle)} {n(end)} {n(x1)} {n(end)}"
    low, high = n(end + thick), n(start + thick)
    return f"{there}V{low}C{n(middle)} {low} {n(middle)} {high} {n(x0)} {high}Z"


def _givers(side: Column, look: _Look) -> list[Markup]:
    """Bars of the left side, their labels to the left of them."""
    return [
        _end(side, i, look, bar_x=look.left, text_x=look.left - GAP, turned="end")
        for i in range(len(side.parties))
    ]


def _getters(side: Column, look: _Look) -> list[Markup]:
    """Bars of the right side, their labels to the right of them."""
    return [
        _end(side, i, look, bar_x=look.right - THICK, text_x=look.right + GAP, turned="start")
        for i in range(len(side.parties))
    ]


def _end(side: Column, i: int, look: _Look, *, bar_x: float, text_x: float, turned: str) -> Markup:
    party, top, high = side.parties[i], side.tops[i], side.heights[i]
    says = _says(party, side.amounts[i], int(turned == "start"), look.show)
    tone = f"end tone-{look.tones[party]}"
    bar = tag("rect", x=bar_x, y=top, width=THICK, height=high, class_=tone)
    name = fitted(party.name, SIZE, look.room)
    words = _label(name, fitted(says, SMALL, look.room), text_x, top + high / 2, turned)
    return tag("g", tag("title", f"{party.name}: {says}"), bar, *words)


def _label(name: str, says: str, x: float, middle: float, turned: str) -> tuple[Markup, Markup]:
    return (
        tag("text", name, x=x, y=middle - 2, text_anchor=turned),
        tag("text", says, x=x, y=middle + 13, text_anchor=turned, class_="quiet"),
    )
