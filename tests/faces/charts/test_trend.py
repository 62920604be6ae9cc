"""Laws of the trend: as many points as snapshots, in the picture, higher where there is more."""

from itertools import pairwise

import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from linkequity.faces.charts import Point, trend
from linkequity.faces.charts.trend import DOT


def drawn(amounts: list[float]) -> turbohtml.Element:
    points = [Point(f"day {n}", amount) for n, amount in enumerate(amounts)]
    picture = trend(points, label="Kept", show=lambda v: f"{v:.1f}")
    return turbohtml.parse(str(picture)).select_one("svg")


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_each_snapshot_has_its_point_in_the_picture(amounts: list[float]) -> None:
    """Points go from left to right, more lies above less, and none leaves the frame."""
    places = [
        (float(c.attrs["cx"]), float(c.attrs["cy"])) for c in drawn(amounts).select(".trend-point")
    ]
    assert len(places) == len(amounts)
    assert all(a[0] < b[0] for a, b in pairwise(places))
    assert all(DOT <= x <= 120 - DOT and DOT <= y <= 32 - DOT for x, y in places)
    highest, lowest = amounts.index(max(amounts)), amounts.index(min(amounts))
    assert places[highest][1] <= places[lowest][1]


def test_it_says_in_words_where_it_began_and_where_it_is() -> None:
    """Whoever does not see the line is told both ends."""
    assert drawn([1.0, 9.0, 2.5]).attrs["aria-label"] == "Kept: 1.0 on day 0, 2.5 on day 2"
    assert drawn([4.0]).attrs["aria-label"] == "Kept: 4.0 on day 0"


def test_one_snapshot_is_a_dot_and_none_is_empty() -> None:
    """No line without two points."""
    assert not drawn([4.0]).select("polyline")
    assert len(drawn([4.0]).select("circle")) == 2
    assert not drawn([]).select("circle")
