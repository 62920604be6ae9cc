"""Google Search Console, performance on search results: the tables of pages and of queries.

The headers are in the language of whoever exported, so the file is known by its shape: five
columns, a page or a query, clicks, impressions, a click-through rate in per cent, a position.
"""

import re
from collections.abc import Sequence

import polars as pl

from linkequity.base.urls import parse
from linkequity.snapshot.tables import SEARCH
from linkequity.sources.columns import COUNT, DECIMAL, TEXT, URL, ImportColumn, Place, fold
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter

PERCENT = re.compile(r"^\d+([.,]\d+)?\s?%$")
NUMBER = re.compile(r"^\d+([.,]\d+)?$")
LOOKED_AT = 100
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
# The other tables of the same export have the same shape, and only their first header tells.
OTHER_TABLES = """country device date search_appearance
    land länder gerät datum darstellung_in_der_suche
    pays appareil apparence_dans_les_résultats_de_recherche
    país dispositivo fecha aspecto_de_la_búsqueda
    paese data aspetto_nella_ricerca landen apparaat apparaten
    国 デバイス 日付 検索での見え方"""

PAGE = ImportColumn("url", (), URL, required=True)
QUERY = ImportColumn("query", (), TEXT, required=True)
FIGURES = {
    1: ImportColumn("clicks", (), COUNT, required=True),
    2: ImportColumn("impressions", (), COUNT, required=True),
    4: ImportColumn("search_position", (), DECIMAL, required=True),
}


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if most rows of the sample have the shape, and the table is of pages or queries."""
    if (
        len(sample.headers) != 5
        or fold(sample.headers[0]).replace(" ", "_") in OTHER_TABLES.split()
    ):
        return None
    rows = sample.rows[:LOOKED_AT]
    shaped = [row for row in rows if _has_shape(row)]
    if 2 * len(shaped) <= len(rows):
        return None
    urls = sum(parse(row[0].strip()) is not None for row in shaped)
    columns = {0: PAGE if 2 * urls > len(shaped) else QUERY} | FIGURES
    return [Place(column, index, sample.headers[index]) for index, column in columns.items()]


def _has_shape(row: tuple[str, ...]) -> bool:
    """Clicks never exceed impressions; in other vendors' tables the two change places."""
    name, clicks, impressions, rate, position = (cell.strip() for cell in row)
    figures = COUNT.read(pl.Series([clicks, impressions])).to_list()
    return (
        not DAY.match(name)
        and None not in figures
        and figures[0] <= figures[1]
        and bool(PERCENT.match(rate))
        and bool(NUMBER.match(position))
    )


def finish(frame: pl.DataFrame) -> pl.DataFrame:
    """Nothing is derived."""
    return frame


IMPORTER = TableImporter(
    "search_console",
    SEARCH,
    layout,
    finish,
    "Search Console's performance export, Pages.csv or Queries.csv: page or query, clicks, "
    "impressions, CTR in %, position",
)
