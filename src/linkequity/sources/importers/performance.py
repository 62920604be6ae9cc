"""Tables of search performance by their shape, whatever the language of their headers.

Five columns: a name, two counts, a click-through rate in per cent, a mean position. A comparison
of two periods has each figure twice, the later period first, which alone is read. Clicks do not
exceed impressions, which tells the counts apart; URLs and days tell tables of pages and of days.
Queries, countries, devices and appearances look alike, and only the first header tells them.
"""

import re
from dataclasses import dataclass
from typing import Final

import polars as pl

from linkequity.base.urls import parse
from linkequity.sources.columns import COUNT, DATE, DECIMAL, TEXT, URL, ImportColumn, fold
from linkequity.sources.importers.table import Sample

PERCENT: Final = re.compile(r"^%?\s?\d+([.,]\d+)?\s?%?$")
NUMBER: Final = re.compile(r"^\d+([.,]\d+)?$")
LOOKED_AT: Final = 100
# Rates are rounded to a hundredth of a per cent or finer.
ROUNDED: Final = 0.0002
COUNTRIES: Final = frozenset(
    "country land pays país paese kraj země krajina ország țară țara ülke страна країна държава "
    "χώρα maa država zemlja земља šalis valsts riik 国 国家 国家/地区 國家 國家/地區 국가 "
    "البلد الدولة מדינה ארץ देश ประเทศ quốc_gia negara bansa کشور".split()
)
DEVICES: Final = frozenset(
    "device gerät apparaat enhet enhed appareil dispositivo dispositiu urządzenie zařízení "
    "zariadenie eszköz dispozitiv cihaz устройство пристрій συσκευή laite uređaj naprava уређај "
    "įrenginys ierīce seade デバイス 设备 裝置 기기 الجهاز מכשיר डिवाइस उपकरण อุปกรณ์ thiết_bị "
    "perangkat peranti landen apparaten".split()
)
APPEARANCES: Final = re.compile(
    "appearance|darstellung|apparence|aspect|aspetto|aspeto|aparência|weergave|wygląd|vzhled|"
    "görünüm|вид в поиске|utseende|見え方|呈现|外觀|노출|מראה"
)

# Where name, clicks, impressions, rate and position stand, by how many columns there are.
PLACES: Final = {5: (0, 1, 2, 3, 4), 9: (0, 1, 3, 5, 7)}

PAGE: Final = ImportColumn("url", (), URL, required=True)
QUERY: Final = ImportColumn("query", (), TEXT, required=True)
DAY: Final = ImportColumn("day", (), DATE, required=True)


@dataclass(frozen=True)
class Shape:
    """What the rows are: pages, queries, days, countries, devices or appearances.

    `places`: the columns of name, the two counts, rate and position.
    """

    names: str
    impressions_first: bool
    places: tuple[int, ...]


def shape_of(sample: Sample) -> Shape | None:
    """The shape of a table of search performance; None where it is none."""
    places = PLACES.get(len(sample.headers))
    if places is None:
        return None
    rows = [tuple(row[i].strip() for i in places) for row in sample.rows[:LOOKED_AT]]
    shaped = [row for row in rows if _has_shape(row)]
    if 2 * len(shaped) <= len(rows):
        return None
    first, second = (COUNT.read(pl.Series([row[i] for row in shaped])) for i in (1, 2))
    impressions_first = int((first > second).sum()) > int((first < second).sum())
    return Shape(_names(sample, [row[0] for row in shaped]), impressions_first, places)


def has_no_positions(sample: Sample) -> bool:
    """Whether these are pages with counts and rates alone, as of Discover and News."""
    if len(sample.headers) != 4:
        return False
    rows = [tuple(cell.strip() for cell in row) for row in sample.rows[:LOOKED_AT]]
    return bool(rows) and all(parse(row[0]) and _has_shape((*row, "1")) for row in rows)


def _has_shape(row: tuple[str, ...]) -> bool:
    _, first, second, rate, position = row
    counts = COUNT.read(pl.Series([first, second])).to_list()
    return None not in counts and _is_rate(rate, *counts) and bool(NUMBER.match(position))


def _is_rate(cell: str, first: int, second: int) -> bool:
    """A percentage; or, as in workbooks, the one count divided by the other."""
    if "%" in cell:
        return bool(PERCENT.match(cell))
    fraction = DECIMAL.read(pl.Series([cell])).item()
    shares = [a / b for a, b in ((first, second), (second, first)) if b]
    return fraction is not None and any(abs(fraction - share) < ROUNDED for share in shares)


def _names(sample: Sample, names: list[str]) -> str:
    header = fold(sample.headers[0])
    if 2 * sum(parse(name) is not None for name in names) > len(names):
        return "pages"
    if 2 * DATE.read(pl.Series(names, dtype=pl.String)).count() > len(names):
        return "days"
    if header.replace(" ", "_") in COUNTRIES:
        return "countries"
    if header.replace(" ", "_") in DEVICES:
        return "devices"
    return "appearances" if APPEARANCES.search(header) else "queries"
