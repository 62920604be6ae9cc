"""Google Search Console, performance on search results: the download, table by table.

Pages, queries and days are read; of a comparison, the later period. Countries, devices, appearances
and filters come with them and name neither a page nor a query, and pages without positions are of
Discover or News, where nobody searches: they are recognised and left out. The headers are in the
language of whoever exported, so a table is known by its shape (`performance`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from linkequity.snapshot.tables import SEARCH, Table
from linkequity.sources.columns import COUNT, DATE, DECIMAL, ImportColumn, Place, fold
from linkequity.sources.importers.importer import Part
from linkequity.sources.importers.performance import (
    DAY,
    PAGE,
    QUERY,
    has_no_positions,
    shape_of,
)
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile
from linkequity.sources.importers.table import Sample, column_name
from linkequity.sources.importers.table_importer import TableImporter

VENDOR: Final = "search_console"
OF_USE: Final = {"pages": PAGE, "queries": QUERY, "days": DAY}
FIGURES: Final = {
    1: ImportColumn("clicks", (), COUNT, required=True),
    2: ImportColumn("impressions", (), COUNT, required=True),
    4: ImportColumn("search_position", (), DECIMAL, required=True),
}
FILTERS: Final = re.compile(
    "filt|suodat|szűr|фильтр|фільтр|филт|φίλτρ|フィルタ|筛选|篩選|필터|"
    "סינון|تصفية|عامل|ตัวกรอง|bộ lọc|tapis"
)


NOT_SEARCH: Final = "of Discover or News; export Performance on search results instead"


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if it is of pages, queries or days, and clicks stand before impressions."""
    shape = shape_of(sample)
    if shape is None or shape.impressions_first or shape.names not in OF_USE:
        return None
    columns = {0: OF_USE[shape.names]} | FIGURES
    found = ((column, shape.places[place]) for place, column in columns.items())
    return [Place(column, index, sample.headers[index]) for column, index in found]


def _of_no_use(sample: Sample) -> str | None:
    """What the rows are, where they belong to the download and name neither page nor query."""
    shape = shape_of(sample)
    if shape is not None and not shape.impressions_first and shape.names not in OF_USE:
        return shape.names
    if has_no_positions(sample):
        return NOT_SEARCH
    filters = len(sample.headers) == 2 and FILTERS.search(fold(sample.headers[0]))
    return "filters" if filters else None


class _LeftOut:
    """The tables that come with the download and are of no use."""

    vendor = VENDOR
    table: Table = SEARCH
    expects = "Search Console's countries, devices, search appearances or filters"

    def claims(self, file: SourceFile) -> bool:
        """Whether it is one of them."""
        return file.table is not None and _of_no_use(file.table.sample) is not None

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Part]:
        """Nothing; the rows are counted as what they are."""
        if file.table is not None:
            what = _of_no_use(file.table.sample) or ""
            for chunk in file.table.chunks():
                refused.left_out[what] += len(chunk.lines) + len(chunk.broken)
        yield from ()


class _Performance:
    """Pages, queries and days; where days come with the others, they tell the period of all."""

    vendor = VENDOR
    table: Table = SEARCH
    expects = (
        "Search Console's performance export, Pages.csv, Queries.csv or Chart.csv: page, query or "
        "day, clicks, impressions, CTR in %, position"
    )

    def claims(self, file: SourceFile) -> bool:
        """Whether it has the shape."""
        return file.table is not None and layout(file.table.sample) is not None

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Part]:
        """The rows, with the period where it is told."""
        period = _period(file)
        reader = TableImporter(
            VENDOR, SEARCH, layout, lambda rows: rows.with_columns(**period), self.expects
        )
        yield from reader.read(file, refused)


def _period(file: SourceFile) -> dict[str, pl.Expr]:
    """First and last day of the table of days that came in the same archive or workbook."""
    tables = [other.table for other in file.others if other.table is not None]
    shapes = ((table, shape_of(table.sample)) for table in tables)
    days = [
        DATE.read(chunk.cells[column_name(0)])
        for table, shape in shapes
        if shape is not None and shape.names == "days"
        for chunk in table.chunks()
    ]
    found = pl.concat([pl.Series([], dtype=pl.Date), *days])
    ends = {"period_start": found.min(), "period_end": found.max()}
    return {name: pl.lit(day, pl.Date) for name, day in ends.items()}


PERFORMANCE: Final = _Performance()
LEFT_OUT: Final = _LeftOut()
