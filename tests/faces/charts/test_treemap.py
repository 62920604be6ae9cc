"""Laws of the treemap: areas are amounts, tiles fill the picture, labels stay in their tiles."""

import math
from itertools import combinations, pairwise

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.faces.charts import Branch, Tile, gap_tone, treemap
from linkequity.faces.charts.squarify import Box, squarify
from linkequity.faces.charts.svg import text_width
from linkequity.faces.charts.treemap import GAP_WORDS, SIZE

AMOUNTS = st.lists(st.floats(1e-3, 1e4), min_size=1, max_size=40)
NAMES = st.text(max_size=40)
TILES = st.builds(
    Tile, NAMES, st.floats(0, 1e4, allow_subnormal=False), st.sampled_from(sorted(GAP_WORDS))
)
BRANCHES = st.lists(st.builds(Branch, NAMES, st.lists(TILES, max_size=12).map(tuple)), max_size=8)
ROOM = Box(10.0, 20.0, 900.0, 400.0)
WIDTH, HEIGHT = 700.0, 320.0


def drawn(branches: list[Branch]) -> turbohtml.Element:
    picture = treemap(branches, label="Map", width=WIDTH, height=HEIGHT, show=lambda v: f"{v:.1f}")
    return turbohtml.parse(str(picture)).select_one("svg")


def boxes(picture: turbohtml.Element) -> list[Box]:
    return [
        Box(*(float(tile.attrs[name]) for name in ("x", "y", "width", "height")))
        for tile in picture.select("rect.tile")
    ]


def overlap(a: Box, b: Box) -> float:
    wide = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    high = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return max(wide, 0.0) * max(high, 0.0)


@given(AMOUNTS)
def test_areas_are_amounts_and_fill_the_room(amounts: list[float]) -> None:
    """Each box takes its share of the room, in order, and together they are the room."""
    shares = [box.area / ROOM.area for box in squarify(amounts, ROOM)]
    assert shares == pytest.approx([a / sum(amounts) for a in amounts], rel=1e-6)


@given(AMOUNTS)
def test_boxes_lie_in_the_room_and_beside_each_other(amounts: list[float]) -> None:
    """No box leaves the room or covers another, by more than a thousandth of a pixel."""
    laid = squarify(amounts, ROOM)
    for box in laid:
        assert box.x >= ROOM.x - 1e-3
        assert box.y >= ROOM.y - 1e-3
        assert box.x + box.width <= ROOM.x + ROOM.width + 1e-3
        assert box.y + box.height <= ROOM.y + ROOM.height + 1e-3
    assert all(overlap(a, b) < 1e-6 * ROOM.area for a, b in combinations(laid, 2))


def test_equal_amounts_give_nearly_squares() -> None:
    """Sixteen equal amounts in a square are a board of four by four."""
    laid = squarify([1.0] * 16, Box(0, 0, 100, 100))
    assert all(box.width == pytest.approx(25) and box.height == pytest.approx(25) for box in laid)


def test_nothing_has_no_area_and_is_no_error() -> None:
    """No amounts, amounts of nothing, a room of nothing."""
    assert squarify([], ROOM) == []
    assert [box.area for box in squarify([0.0, 0.0], ROOM)] == [0.0, 0.0]
    assert [box.area for box in squarify([1.0], Box(0, 0, 0, 10))] == [0.0]
    assert boxes(drawn([])) == []


@settings(max_examples=40)
@given(BRANCHES)
def test_tiles_of_all_branches_share_one_scale(branches: list[Branch]) -> None:
    """A unit is as large in one branch as in another; captions take none of it."""
    total = sum(branch.amount for branch in branches)
    amounts = sorted(t.amount for b in branches for t in b.tiles if t.amount > 0)
    areas = sorted(box.area for box in boxes(drawn(branches)))
    assert len(areas) == len(amounts)
    # Coordinates are written to a hundredth: a tile may be off by as much on each side.
    for area, amount in zip(areas, amounts, strict=True):
        off = 0.02 * (WIDTH + HEIGHT) + 1e-3
        assert math.isclose(area, amount / total * WIDTH * HEIGHT, rel_tol=1e-3, abs_tol=off)


@settings(max_examples=40)
@given(BRANCHES)
def test_labels_stand_inside_their_tiles_and_never_overlap(branches: list[Branch]) -> None:
    """The box of each line, as wide as letters may be, lies in its tile, lines below each other."""
    for group in drawn(branches).select("g > g"):
        tile = boxes(group)[0]
        lines = [(float(t.attrs["x"]), float(t.attrs["y"]), t.text) for t in group.select("text")]
        for x, y, text in lines:
            assert x + text_width(text, SIZE) <= tile.x + tile.width + 0.1
            assert tile.y <= y - SIZE * 0.82
            assert y + SIZE * 0.2 <= tile.y + tile.height + 0.1
        assert all(b[1] - a[1] >= SIZE for a, b in pairwise(lines))


def test_names_never_become_markup() -> None:
    """Hostile names are text, in labels, titles and the label of the whole."""
    tile = Tile("<script>x</script>", 1.0, "gap-none", says="<b>", href="/w/x?url=%22%3E")
    picture = drawn([Branch("<img src=x>", (tile,))])
    assert not picture.select("script, img, b")
    assert picture.select_one("a").attrs["href"] == "/w/x?url=%22%3E"
    assert picture.attrs["role"] == "group"


@pytest.mark.parametrize(
    ("equity", "demand", "tone"),
    [
        (1.0, None, "gap-none"), (1.0, 1.0, "gap-even"), (1.0, 1.6, "gap-short-1"),
        (1.0, 9.0, "gap-short-2"), (1.6, 1.0, "gap-over-1"), (1.0, 0.0, "gap-over-2"),
        (0.0, 0.0, "gap-even"),
    ],
)  # fmt: skip
def test_colours_say_how_far_equity_is_from_demand(
    equity: float, demand: float | None, tone: str
) -> None:
    """The same distance either way is as strong a colour; what nobody counted is neither."""
    assert gap_tone(equity, demand) == tone
