"""Squares: one a thing, never none for what is there, none hidden from a reader."""

import re

import pytest

from linkequity.faces.charts import Part, cells
from linkequity.faces.charts.cells import MOST


def squares(drawn: str, tone: str) -> int:
    """How many there are of a colour: each begins with a move."""
    return sum(path.count("M") for path in re.findall(rf' d="([^"]*)" class="tone-{tone}"', drawn))


@pytest.mark.parametrize("amounts", [(3, 2, 0), (0, 0, 0), (MOST, 0, 0)])
def test_there_is_a_square_for_each_thing(amounts: tuple[int, int, int]) -> None:
    """As many squares as things, each with its colour."""
    parts = [Part(f"kind {n}", amount, f"hue-{n}") for n, amount in enumerate(amounts)]
    drawn = cells(parts, label="things")
    for n, amount in enumerate(amounts):
        assert squares(drawn, f"hue-{n}") == amount


def test_few_among_many_are_not_lost() -> None:
    """Where a square stands for many things, a part of one thing still has one."""
    drawn = cells([Part("one", 1, "kept"), Part("many", 5000, "track")], label="things")
    assert squares(drawn, "kept") == 1
    assert squares(drawn, "track") == MOST - 1


def test_names_never_become_markup() -> None:
    """Names are written as they are."""
    assert "<script>" not in cells([Part("<script>", 1, "kept")], label="<script>")
