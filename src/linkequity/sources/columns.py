"""Columns of imported tables, declared: the names vendors give them, and how a cell is read.

A cell is text, stripped, null where it is empty. Reading never guesses: a cell that is not what
the column expects becomes null here, and its row is refused with the expectation in words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from linkequity.base.url_columns import parse_all
from linkequity.base.urls import host_of, is_address, name_of, parse, registrable_domain

Reader = Callable[[pl.Series], pl.Series]

# Spreadsheets write truth in the language they are set to.
TRUE_WORDS = "true 1 yes y t wahr ja vrai oui verdadero sí si vero sì waar verdadeiro sim"
FALSE_WORDS = "false 0 no n f falsch nein faux non falso onwaar nee não"
FLAGS: Mapping[str, bool] = dict.fromkeys(TRUE_WORDS.split(), True) | dict.fromkeys(
    FALSE_WORDS.split(), False
)
POSITIONS: Mapping[str, str] = {
    "content": "content",
    "body": "content",
    "main": "content",
    "breadcrumb": "breadcrumb",
    "sidebar": "sidebar",
    "aside": "sidebar",
    "navigation": "navigation",
    "nav": "navigation",
    "menu": "navigation",
    "header": "header",
    "footer": "footer",
}
# Times of day are dropped first. Slashed dates are turned round before, once a file (reading.py).
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%Y%m%d")
TIME_OF_DAY = r"[ T]\d{1,2}:\d{2}.*$"
# An amount, and a currency before or behind it.
CURRENCY = r"(?:[A-Z]{3}|[$€£¥₹])?"
PRICE_SHAPE = rf"^{CURRENCY}\s*(\d(?:[\d.,'\u00a0\u202f ]*\d)?)\s*{CURRENCY}$"
GROUPED = r"^\d{1,3}([.,'’\u00a0\u202f\u2009 ]\d{3})+$"
# Thousands apart, then a decimal mark; spaces and apostrophes never are one.
BETWEEN_THOUSANDS = r"(\d)['’\u00a0\u202f\u2009 ](\d{3})\b"
COMMAS = r"^\d{1,3}(,\d{3})+(\.\d+)?$"
POINTS = r"^\d{1,3}(\.\d{3})+,\d+$"
ROUNDED = r"^(\d+(?:[.,]\d+)?)\s*([KkMm])$"


@dataclass(frozen=True)
class CellKind:
    """What a column's cells are: how a column is read, and what was expected, in words."""

    read: Reader
    expects: str


@dataclass(frozen=True)
class ImportColumn:
    """One column to be read: our name, the headers it may have (folded), what its cells are."""

    name: str
    aliases: tuple[str, ...]
    kind: CellKind
    required: bool = False


@dataclass(frozen=True)
class Place:
    """A column found in a file: where its cells stand, and the header as written."""

    column: ImportColumn
    index: int
    header: str


def fold(header: str) -> str:
    """A header as aliases are written: lower case, words apart by one space.

    >>> fold(' Target_URL\\ufeff')
    'target url'
    """
    return " ".join(header.replace("\ufeff", "").replace("_", " ").lower().split())


def find_columns(headers: Sequence[str], columns: Sequence[ImportColumn]) -> list[Place]:
    """Where each column stands; of several aliases that are there the first declared counts."""
    places: dict[str, int] = {}
    for index, header in enumerate(headers):
        places.setdefault(fold(header), index)
    found = []
    for column in columns:
        alias = next((name for name in column.aliases if name in places), None)
        if alias is not None:
            found.append(Place(column, places[alias], headers[places[alias]]))
    return found


def _read_text(cells: pl.Series) -> pl.Series:
    return cells


def _read_path(cells: pl.Series) -> pl.Series:
    """A path as it is, else a URL; one without a scheme is taken as https."""
    paths = cells.str.starts_with("/")
    schemed = cells.str.contains("://", literal=True)
    hosted = cells.str.contains(r"^[\w-]+(\.[\w-]+)+(:\d+)?(/|$)")
    urls = pl.select(
        pl.when(schemed).then(cells).when(hosted).then(pl.lit("https://") + cells)
    ).to_series()
    return pl.select(
        pl.when(paths).then(cells).otherwise(parse_all(urls)).alias(cells.name)
    ).to_series()


def _read_bare_url(cells: pl.Series) -> pl.Series:
    """A URL; one without a scheme is taken as https."""
    values = _read_path(cells)
    return _only(values, ~values.str.starts_with("/"))


def _read_flag(cells: pl.Series) -> pl.Series:
    lowered = cells.str.to_lowercase()
    return lowered.replace_strict(FLAGS, default=None, return_dtype=pl.Boolean)


def _read_position(cells: pl.Series) -> pl.Series:
    lowered = cells.str.to_lowercase()
    return lowered.replace_strict(POSITIONS, default=None, return_dtype=pl.String)


def _read_decimal(cells: pl.Series) -> pl.Series:
    """Thousands may be apart; a comma that is alone and not before three digits is the mark."""
    apart = cells.str.replace_all(BETWEEN_THOUSANDS, "${1}${2}")
    plain = pl.select(
        pl.when(apart.str.contains(COMMAS))
        .then(apart.str.replace_all(",", "", literal=True))
        .when(apart.str.contains(POINTS))
        .then(apart.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .otherwise(apart.str.replace(",", ".", literal=True))
        .alias(cells.name)
    ).to_series()
    numbers = plain.cast(pl.Float64, strict=False)
    return _only(numbers, numbers.is_finite() & (numbers >= 0))


def _read_rating(cells: pl.Series) -> pl.Series:
    numbers = _read_decimal(cells)
    return _only(numbers, numbers <= 100)


def _read_ratio(cells: pl.Series) -> pl.Series:
    numbers = _read_decimal(cells)
    return _only(numbers, numbers <= 1)


def _read_count(cells: pl.Series) -> pl.Series:
    """Thousands may be apart, or rounded: 2.1K is 2,100."""
    plain = pl.select(
        pl.when(cells.str.contains(GROUPED))
        .then(cells.str.replace_all(r"\D", ""))
        .otherwise(cells)
        .alias(cells.name)
    ).to_series()
    numbers = plain.cast(pl.Int64, strict=False).fill_null(_rounded(cells))
    return _only(numbers, numbers >= 0)


def _rounded(cells: pl.Series) -> pl.Series:
    amount = cells.str.extract(ROUNDED, 1).str.replace(",", ".", literal=True).cast(pl.Float64)
    unit = cells.str.extract(ROUNDED, 2).str.to_lowercase()
    factor = unit.replace_strict({"k": 1_000, "m": 1_000_000}, default=None, return_dtype=pl.Int64)
    return (amount * factor).round().cast(pl.Int64)


def _read_domain(cells: pl.Series) -> pl.Series:
    distinct = cells.drop_nulls().unique().to_list()
    domains = {cell: _domain(cell) for cell in distinct}
    return pl.Series(cells.name, [domains.get(cell) for cell in cells.to_list()], pl.String)


def _domain(cell: str) -> str | None:
    """The registrable domain of a host or URL; None where it is neither."""
    url = parse(cell if "://" in cell else f"https://{cell}")
    if url is None or "." not in name_of(url) or is_address(name_of(url)):
        return None
    return registrable_domain(host_of(url))


def _read_price(cells: pl.Series) -> pl.Series:
    """An amount; a last group of one or two digits is cents, of three digits thousands."""
    amount = cells.str.extract(PRICE_SHAPE, 1)
    cents = amount.str.extract(r"[.,](\d{1,2})$", 1).fill_null("0")
    whole = amount.str.replace(r"[.,]\d{1,2}$", "").str.replace_all(r"\D", "")
    return (whole + "." + cents).cast(pl.Float64, strict=False)


def _read_date(cells: pl.Series) -> pl.Series:
    days = cells.str.replace(TIME_OF_DAY, "")
    distinct = days.drop_nulls().unique()  # a column has few days, and each has seven forms to try
    formats = [distinct.str.to_date(form, strict=False) for form in DATE_FORMATS]
    read = pl.select(pl.coalesce(formats)).to_series()
    return days.replace_strict(distinct, read, default=None, return_dtype=pl.Date)


def _only(values: pl.Series, allowed: pl.Series) -> pl.Series:
    """The values that are allowed, null for the others."""
    return pl.select(pl.when(allowed).then(values).alias(values.name)).to_series()


TEXT = CellKind(_read_text, "text")
URL = CellKind(parse_all, "an http or https URL")
BARE_URL = CellKind(_read_bare_url, "a URL, with or without https://")
PATH = CellKind(_read_path, "a path such as /about, or a URL")
FLAG = CellKind(_read_flag, "TRUE or FALSE, yes or no, 1 or 0")
RATING = CellKind(_read_rating, "a number from 0 to 100")
RATIO = CellKind(_read_ratio, "a number from 0 to 1")
DECIMAL = CellKind(_read_decimal, "a number of at least 0")
DOMAIN = CellKind(_read_domain, "a domain such as example.org")
PRICE = CellKind(_read_price, "an amount such as 250 or $1,200.50")
COUNT = CellKind(_read_count, "a whole number of at least 0")
DATE = CellKind(_read_date, "a date such as 2026-11-22")
POSITION = CellKind(_read_position, f"one of {', '.join(POSITIONS)}")
