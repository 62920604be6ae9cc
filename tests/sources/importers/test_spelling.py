"""How a file spells dates and numbers is settled by what stands in it, once for all of it."""

from datetime import date
from pathlib import Path

import pytest

from linkequity.sources.registry import read

LINK = "https://a.example/{n},https://site.example/,{day}\n"


def first_seen(folder: Path, *days: str) -> list[date]:
    path = folder / "links.csv"
    rows = (LINK.format(n=n, day=day) for n, day in enumerate(days))
    path.write_text("source,target,first seen\n" + "".join(rows))
    found: list[date] = read(path).frame["first_seen"].to_list()
    return found


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("03/04/2024", "25/12/2023"), date(2024, 4, 3)),
        (("03/04/2024", "12/25/2023"), date(2024, 3, 4)),
        (("03-04-2024", "25-12-2023"), date(2024, 4, 3)),
        (("3/4/2024 12:00:00 AM", "5/6/2023 1:00:00 PM"), date(2024, 3, 4)),
        # what settles it may stand far below what is looked at first
        (("03/04/2024",) * 1500 + ("25/12/2023",), date(2024, 4, 3)),
    ],
)
def test_one_day_above_12_or_an_english_clock_settles_the_order(
    tmp_path: Path, days: tuple[str, ...], expected: date
) -> None:
    found = first_seen(tmp_path, *days)
    assert len(found) == len(days)
    assert found[0] == expected


def test_where_nothing_settles_the_order_such_rows_are_refused_and_others_are_not(
    tmp_path: Path,
) -> None:
    assert first_seen(tmp_path, "03/04/2024", "05/06/2024", "2024-01-02") == [date(2024, 1, 2)]


def positions(folder: Path, delimiter: str, *cells: str) -> list[float]:
    header = ("Page", "Clicks", "Impressions", "CTR", "Position")
    rows = (("https://s.example/", "1", "10", "10%", f'"{cell}"') for cell in cells)
    path = folder / "pages.csv"
    path.write_text("\n".join(delimiter.join(row) for row in (header, *rows)))
    found: list[float] = read(path).frame["search_position"].to_list()
    return found


def test_a_comma_is_a_decimal_mark_where_one_number_or_the_semicolons_show_it(
    tmp_path: Path,
) -> None:
    """Without such a sign the comma before three digits parts thousands."""
    assert positions(tmp_path, ",", "1,234", "13,48") == [1.234, 13.48]
    assert positions(tmp_path, ";", "1,234") == [1.234]
    assert positions(tmp_path, ",", "1,234", "13.48") == [1234.0, 13.48]
    assert positions(tmp_path, ",", "6.245024834437087") == [6.245024834437087]
