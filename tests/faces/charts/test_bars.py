"""Laws of bars: lengths are amounts, on one scale."""

import pytest
import turbohtml

from linkequity.faces.charts import Bar, Part, Row, bars, share_bar, stacked


def widths(picture: str, selector: str) -> list[float]:
    return [float(rect.attrs["width"]) for rect in turbohtml.parse(picture).select(selector)]


def shown(amount: float) -> str:
    return f"{amount:.1f}"


def test_pieces_of_a_stacked_bar_fill_it_in_proportion() -> None:
    """The widest row fills the picture, each piece takes its share, rows share one scale."""
    rows = (
        Row("in", (Part("a", 3.0, "kept"), Part("b", 1.0, "lost"))),
        Row("out", (Part("c", 2.0, "kept"),)),
    )
    picture = stacked(rows, label="x", width=400, show=shown)
    assert widths(picture, "rect.piece") == pytest.approx([300, 100, 200])


def test_a_stacked_bar_names_only_what_has_room() -> None:
    """A name that would run over its piece is left to the title and the legend."""
    row = Row("in", (Part("A rather long name", 99.0, "kept"), Part("Another long name", 1.0, "x")))
    picture = turbohtml.parse(stacked((row,), label="x", width=400, show=shown))
    assert [text.text for text in picture.select("text.on")] == ["A rather long name · 99.0"]
    assert [t.text for t in picture.select("title")][-1] == "Another long name · 1.0"


def test_bars_share_one_scale_and_mark_a_part_of_themselves() -> None:
    """Marked and unmarked part of a row add up to its length."""
    picture = bars(
        [Bar("a", 4.0, 1.0), Bar("b", 2.0)], label="x", width=400, show=shown, tone="kept"
    )
    kept, lost, second = widths(picture, "rect.bar")
    assert kept + lost == pytest.approx(2 * second, abs=0.03)
    assert lost == pytest.approx((kept + lost) / 4, abs=0.03)


def test_nothing_to_draw_is_no_error() -> None:
    """No rows, or rows of zero, give an image without lengths."""
    assert widths(bars([], label="x", width=400, show=shown, tone="kept"), "rect") == []
    assert widths(stacked([], label="x", width=400, show=shown), "rect") == []
    assert widths(bars([Bar("a", 0.0)], label="x", width=400, show=shown, tone="k"), "rect") == [0]


@pytest.mark.parametrize(("part", "filled"), [(0.5, 32), (2.0, 64), (0.0, 0)])
def test_a_share_bar_is_filled_to_its_share(part: float, filled: float) -> None:
    """Half is half of 64, and nothing overflows."""
    assert widths(share_bar(part, 1.0, tone="kept"), "rect")[1] == filled


def test_a_share_of_nothing_is_empty() -> None:
    """Without a whole there is no share, and no division by zero."""
    assert widths(share_bar(1.0, 0.0, tone="kept"), "rect")[1] == 0
