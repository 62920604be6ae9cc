"""A Sankey diagram of two columns: who gives on the left, who gets on the right.

Heights are proportional to amounts, on one scale for everything, and nothing is dropped: what is
too small to name is gathered before it is drawn (`gather`). Each party has a slot at least as high
as its label, so labels cannot overlap, whatever the amounts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from linkequity.faces.charts.svg import fitted, image, number, tag

SLOT = 34.0  # two lines of label
THICK = 8.0  # of the bars at both ends
GAP = 8.0
SIZE = 13.0
HUES = 8

Role = Literal["backlinks", "segment", "others", "leak"]
# Backlinks come first, leaks last: the eye goes from where it comes in to where it is lost.
_ORDER: dict[Role, int] = {"backlinks": 0, "segment": 1, "others": 2, "leak": 3}


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
    labels: float,
    show: Callable[[float], str],
    ribbons_height: float = 300.0,
) -> Markup:
    """The picture; `labels` is the room for names on each side, the rest is for ribbons."""
    flows = [flow for flow in flows if flow.amount > 0]
    ranked = _ranking(flows)
    scale = ribbons_height / (sum(flow.amount for flow in flows) or 1)
    left = column([(p, sum(f.amount for f in flows if f.source == p)) for p in ranked], scale)
    right = column([(p, sum(f.amount for f in flows if f.target == p)) for p in ranked], scale)
    tones = _tones(ranked)
    ribbons = _ribbons(flows, left, right, (labels, width - labels), scale, tones, show)
    givers = _ends(left, labels, -1, labels, tones, show)
    getters = _ends(right, width - labels, 1, labels, tones, show)
    height = max(left.bottom, right.bottom, 1)
    return image(
        *ribbons,
        *givers,
        *getters,
        width=width,
        height=height,
        label=label,
        class_="chart sankey",
    )


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
    flows: Sequence[Flow],
    left: Column,
    right: Column,
    between: tuple[float, float],
    scale: float,
    tones: dict[Party, str],
    show: Callable[[float], str],
) -> list[Markup]:
    """Ribbons leave and arrive in the order of the columns, so they cross as little as can be."""
    leave = dict(zip(left.parties, left.tops, strict=True))
    arrive = dict(zip(right.parties, right.tops, strict=True))
    rank = {party: i for i, party in enumerate(_ranking(flows))}
    drawn = []
    for flow in sorted(flows, key=lambda f: (rank[f.source], rank[f.target])):
        thick = flow.amount * scale
        shape = _shape(between, leave[flow.source], arrive[flow.target], thick)
        leave[flow.source] += thick
        arrive[flow.target] += thick
        tone = "leak" if flow.target.role == "leak" else tones[flow.source]
        says = f"{flow.source.name} → {flow.target.name}: {show(flow.amount)}"
        drawn.append(tag("path", tag("title", says), d=shape, class_=f"ribbon tone-{tone}"))
    return drawn


def _shape(between: tuple[float, float], start: float, end: float, thick: float) -> str:
    x0, x1 = between[0] + THICK, between[1] - THICK
    middle = (x0 + x1) / 2
    n = number
    there = f"M{n(x0)} {n(start)}C{n(middle)} {n(start)} {n(middle)} {n(end)} {n(x1)} {n(end)}"
    low, high = n(end + thick), n(start + thick)
    return f"{there}V{low}C{n(middle)} {low} {n(middle)} {high} {n(x0)} {high}Z"


def _ends(
    side: Column,
    x: float,
    outward: int,
    room: float,
    tones: dict[Party, str],
    show: Callable[[float], str],
) -> list[Markup]:
    """Bars and two-line labels of one side; `outward` is −1 on the left, 1 on the right."""
    bar_x, text_x = (x, x - GAP) if outward < 0 else (x - THICK, x + GAP)
    verb, turned = ("gives", "end") if outward < 0 else ("gets", "start")
    drawn = []
    for party, amount, top, high in zip(
        side.parties, side.amounts, side.tops, side.heights, strict=True
    ):
        tone = f"end tone-{tones[party]}"
        bar = tag("rect", x=bar_x, y=top, width=THICK, height=high, class_=tone)
        says = show(amount) if party.role == "leak" else f"{verb} {show(amount)}"
        words = _label(fitted(party.name, SIZE, room - GAP), says, text_x, top + high / 2, turned)
        drawn.append(tag("g", tag("title", f"{party.name}: {says}"), bar, *words))
    return drawn


def _label(name: str, says: str, x: float, middle: float, turned: str) -> tuple[Markup, Markup]:
    return (
        tag("text", name, x=x, y=middle - 2, text_anchor=turned),
        tag("text", says, x=x, y=middle + 13, text_anchor=turned, class_="quiet"),
    )
