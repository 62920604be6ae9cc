"""How a file spells its dates and numbers: settled once a file, never cell by cell.

22/11/2026 and 11/22/2026 are told apart by one day above 12, 13,48 from 1,348 by one comma that
no group of three digits follows. Where nothing in the file tells, slashed dates are refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from linkequity.sources.columns import COUNT, DATE, DECIMAL, RATING, RATIO, Place
from linkequity.sources.importers.table import CellTable, column_name

SLASHED = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(.*)")
DAY_FIRST = "$3-$2-$1"
MONTH_FIRST = "$3-$1-$2"
# Only English clocks say so, and with it the month comes first.
HALF_DAY = re.compile(r"[AP]M\s*$", re.IGNORECASE)
NUMBERS = (COUNT, DECIMAL, RATING, RATIO)
DECIMAL_COMMA = re.compile(r"^-?\d+,(\d{1,2}|\d{4,})$|^\d{1,3}(\.\d{3})+,\d+$")
DECIMAL_POINT = re.compile(r"^-?\d+\.(\d{1,2}|\d{4,})$|^\d{1,3}(,\d{3})+\.\d+$")


@dataclass(frozen=True)
class Spelling:
    """`turn`: how slashed dates are turned round, None where nothing tells or there are none.

    `decimal_comma`: a comma is the decimal mark, and points stand between thousands.
    """

    turn: str | None
    decimal_comma: bool

    def mend(self, cells: pl.DataFrame, places: Sequence[Place]) -> pl.DataFrame:
        """The cells with dates and numbers as `columns` reads them; text is left alone."""
        dates = _named(places, (DATE,)) if self.turn else []
        numbers = _named(places, NUMBERS) if self.decimal_comma else []
        return cells.with_columns(
            *(pl.col(name).str.replace(SLASHED.pattern, self.turn or "") for name in dates),
            *(
                pl.col(name).str.replace_all(".", "", literal=True).str.replace(",", ".")
                for name in numbers
            ),
        )


def find_spelling(table: CellTable, places: Sequence[Place]) -> Spelling:
    """By the beginning of the file, and for dates by all of it where that does not tell."""
    numbers = [place.index for place in places if place.column.kind in NUMBERS]
    cells = [cell for index in numbers for cell in table.sample.cells(index)]
    comma = any(DECIMAL_COMMA.match(cell) for cell in cells)
    point = any(DECIMAL_POINT.match(cell) for cell in cells)
    return Spelling(_find_turn(table, places), (comma or table.decimal_comma) and not point)


def _find_turn(table: CellTable, places: Sequence[Place]) -> str | None:
    indexes = [place.index for place in places if place.column.kind is DATE]
    sample = [cell for index in indexes for cell in table.sample.cells(index)]
    if not any(SLASHED.match(cell) for cell in sample):
        return None
    return _turn_of(sample) or next(
        (turn for cells in _all_cells(table, indexes) if (turn := _turn_of(cells))), None
    )


def _turn_of(cells: Iterable[str]) -> str | None:
    for match in filter(None, map(SLASHED.match, cells)):
        if int(match[1]) > 12:
            return DAY_FIRST
        if int(match[2]) > 12 or HALF_DAY.search(match[4]):
            return MONTH_FIRST
    return None


def _all_cells(table: CellTable, indexes: Sequence[int]) -> Iterator[list[str]]:
    for chunk in table.chunks():
        for index in indexes:
            yield chunk.cells[column_name(index)].drop_nulls().unique().to_list()


def _named(places: Sequence[Place], kinds: Sequence[object]) -> list[str]:
    return [place.column.name for place in places if place.column.kind in kinds]
