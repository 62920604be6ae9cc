"""Everything that crosses a border: backlinks into segments, segment to segment, and out."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from linkequity.app.results import Results, SegmentDoc
from linkequity.faces.charts import Flow, Party, gather, sankey
from linkequity.faces.words import counted, segment_name, shorten, units

KEPT_APART = 8  # segments with a name of their own; the eye follows no more
ROWS = 20

BACKLINKS = Party("Backlinks", "backlinks")
LEAKS = Party("Leaks out", "leak")


@dataclass(frozen=True)
class SegmentRow:
    """One segment's balance: entered + received = passed_on + kept + leaked."""

    name: str
    pages: int
    entered: float
    received: float
    passed_on: float
    kept: float
    leaked: float


@dataclass(frozen=True)
class FlowsView:
    """The picture in two widths, or the reason why there is none; and the table."""

    says: str
    wide: Markup | None
    narrow: Markup | None
    rows: list[SegmentRow]
    more: int


def flows_view(results: Results) -> FlowsView:
    """The picture if anything crosses from one segment to another, else words."""
    rows = _balances(results)
    between = [flow for flow in _between(results) if flow.amount > 0]
    if not between:
        return FlowsView(_why_none(results.segments), None, None, rows[:ROWS], len(rows) - ROWS)
    crossing = [*_entering(results.segments), *between, *_leaking(results.segments)]
    flows = gather(crossing, KEPT_APART, _others)
    return FlowsView(
        _says(between),
        _drawn(flows, width=960, labels=230),
        _drawn(flows, width=350, labels=112),
        rows[:ROWS],
        len(rows) - ROWS,
    )


def _drawn(flows: Sequence[Flow], *, width: float, labels: float) -> Markup:
    label = "Equity that crosses a border: from backlinks and segments (left) to segments and leaks"
    return sankey(flows, label=label, width=width, most_for_labels=labels, show=units)


def _says(between: Sequence[Flow]) -> str:
    most = max(between, key=lambda flow: flow.amount)
    return (
        f"The largest flow between segments goes from {shorten(most.source.name, 40)} to "
        f"{shorten(most.target.name, 40)}: {units(most.amount)} units."
    )


def _others(number: int) -> str:
    return f"{counted(number, 'other segment')}"


def _why_none(segments: Sequence[SegmentDoc]) -> str:
    if len(segments) > 1:
        return "No link that passes equity leads from one segment to another."
    return (
        "All pages of this site lie in one segment, so nothing flows between segments. Name your "
        "own in linkequity.toml under [segments] to see this picture."
    )


def _between(results: Results) -> list[Flow]:
    return [
        Flow(Party(segment_name(flow.source)), Party(segment_name(flow.target)), flow.equity)
        for flow in results.segment_flows
        if flow.source != flow.target
    ]


def _entering(segments: Sequence[SegmentDoc]) -> list[Flow]:
    return [Flow(BACKLINKS, Party(segment_name(s.segment)), s.from_backlinks) for s in segments]


def _leaking(segments: Sequence[SegmentDoc]) -> list[Flow]:
    return [Flow(Party(segment_name(s.segment)), LEAKS, s.leaked) for s in segments]


def _balances(results: Results) -> list[SegmentRow]:
    received: dict[str, float] = {}
    passed: dict[str, float] = {}
    for flow in _between(results):
        passed[flow.source.name] = passed.get(flow.source.name, 0.0) + flow.amount
        received[flow.target.name] = received.get(flow.target.name, 0.0) + flow.amount
    largest_first = sorted(results.segments, key=lambda s: (-s.equity, s.segment))
    return [
        SegmentRow(
            name=segment_name(s.segment),
            pages=s.pages,
            entered=s.from_backlinks,
            received=received.get(segment_name(s.segment), 0.0),
            passed_on=passed.get(segment_name(s.segment), 0.0),
            kept=s.equity,
            leaked=s.leaked,
        )
        for s in largest_first
    ]
