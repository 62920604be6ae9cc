"""Laws of the Sankey diagram: nothing is lost, nothing overlaps, nothing becomes markup."""

import re
from itertools import pairwise

import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.faces.charts import Flow, Party, gather, sankey
from linkequity.faces.charts.sankey import SIZE, SLOT, SMALL
from linkequity.faces.charts.svg import text_width

NAMES = st.text(min_size=1, max_size=60)
PARTIES = st.builds(Party, NAMES, st.sampled_from(["segment", "segment", "segment", "leak"]))
FLOWS = st.lists(
    st.builds(Flow, PARTIES, PARTIES, st.floats(0, 1e6, allow_subnormal=False)), max_size=60
)
WIDTH = 700.0


def drawn(flows: list[Flow]) -> turbohtml.Element:
    picture = sankey(
        flows, label="Flows", width=WIDTH, most_for_labels=180, show=lambda v: f"{v:.1f}"
    )
    return turbohtml.parse(str(picture)).select_one("svg")


def others(number: int) -> str:
    return f"{number} others"


@given(FLOWS)
@settings(max_examples=60, deadline=None)
def test_gathering_conserves_what_each_side_gives_and_gets(flows: list[Flow]) -> None:
    """However many segments are gathered, the sum of all flows stays what it was."""
    gathered = gather(flows, 5, others)
    total = sum(flow.amount for flow in flows)
    assert abs(sum(flow.amount for flow in gathered) - total) <= 1e-9 * max(total, 1)
    for side in ("source", "target"):
        named = {getattr(f, side) for f in gathered if getattr(f, side).role == "segment"}
        assert len(named) <= 5


@given(FLOWS)
@settings(max_examples=60, deadline=None)
def test_ribbons_and_bars_are_as_high_as_their_amounts(flows: list[Flow]) -> None:
    """Bars of both sides together, and all ribbons together, have the same height: one scale."""
    flows = [Flow(f.source, f.target, f.amount) for f in flows if f.amount > 1]
    picture = drawn(flows)
    ribbons = [ribbon_height(path.attrs["d"]) for path in picture.select("path")]
    bars = [(float(r.attrs["x"]), float(r.attrs["height"])) for r in picture.select("rect")]
    left = sum(height for x, height in bars if x < WIDTH / 2)
    right = sum(height for x, height in bars if x >= WIDTH / 2)
    expected = 300.0 if flows else 0.0
    for total in (sum(ribbons), left, right):
        assert abs(total - expected) <= 0.02 * max(len(flows), 1)


def ribbon_height(path: str) -> float:
    start = re.match(r"M[\d.]+ ([\d.]+)C", path)
    end = re.search(r" ([\d.]+)Z", path)
    assert start and end
    return float(end[1]) - float(start[1])


@given(FLOWS)
@settings(max_examples=60, deadline=None)
def test_labels_never_overlap_and_stay_inside_the_picture(flows: list[Flow]) -> None:
    """The boxes of any two labels of a side lie apart, whatever the amounts and the names."""
    picture = drawn(flows)
    height = float(picture.attrs["height"])
    for turned in ("start", "end"):
        boxes = [
            box(text) for text in picture.select("text") if text.attrs["text-anchor"] == turned
        ]
        for (_, _, top, bottom), following in pairwise(boxes):
            assert top < bottom <= following[2] + 1e-6
        assert all(left >= -0.01 and right <= WIDTH + 0.01 for left, right, _, _ in boxes)
        assert all(bottom <= height + 4 and top >= -1 for _, _, top, bottom in boxes)


def box(text: turbohtml.Element) -> tuple[float, float, float, float]:
    """Left, right, top and bottom: capitals reach 0.72 above the base line, descenders 0.22."""
    x, y = float(text.attrs["x"]), float(text.attrs["y"])
    size = SMALL if text.attrs.get("class") else SIZE
    width = text_width(text.text, size)
    left = x - width if text.attrs["text-anchor"] == "end" else x
    return left, left + width, y - 0.72 * size, y + 0.22 * size


def test_a_slot_holds_two_lines() -> None:
    """The least slot is higher than a label of two lines, or labels of small parties collide."""
    assert SLOT > 2 * SIZE


def test_a_picture_of_nothing_is_still_a_picture() -> None:
    """Without flows there is an empty image with its label, not an error."""
    assert drawn([]).attrs["aria-label"] == "Flows"


def test_names_are_text_never_markup() -> None:
    """A segment named like a script is shown as it is named."""
    hostile = '</title><script>alert(1)</script>"onload="x'
    picture = drawn([Flow(Party(hostile), Party("b"), 1.0)])
    assert not picture.select("script")
    assert all(not name.startswith("on") for e in picture.select("*") for name in e.attrs)
    assert any(title.text.startswith(hostile) for title in picture.select("title"))
