"""Google Search Console's API, searchanalytics.query: answers as JSON, one or several, or lines.

Each row has `keys` in the order that was asked for, which the answer does not tell; what stands in
them does: pages are URLs, days are days, devices and countries are codes, the rest are queries.
Rows that differ in device or country only are added up, positions by impressions.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import polars as pl

from linkequity.base.url_columns import parse_all
from linkequity.snapshot.tables import SEARCH, Table
from linkequity.sources.columns import DATE
from linkequity.sources.importers.importer import Part
from linkequity.sources.importers.refused import Refusal, RefusedRows
from linkequity.sources.importers.source_file import SourceFile
from linkequity.sources.importers.table import Record

DEVICES: Final = re.compile(r"DESKTOP|MOBILE|TABLET")
COUNTRY: Final = re.compile(r"[a-z]{3}")
CLAIMED: Final = re.compile(rb'^\s*[\[{].*"keys"\s*:\s*\[', re.DOTALL)
FIGURES: Final = re.compile(rb'"impressions"\s*:')
# An answer has at most 25,000 rows; a thousand of them together are below this.
MAX_BYTES: Final = 1 << 30
MAX_SHOWN: Final = 1000
BY: Final = ("url", "query", "day")


class _Row(msgspec.Struct):
    keys: list[str]
    clicks: float
    impressions: float
    position: float


class SearchAnalytics:
    """Answers of the API."""

    vendor = "search_console"
    table: Table = SEARCH
    expects = "the Search Console API's JSON: rows of keys, clicks, impressions, position"

    def claims(self, file: SourceFile) -> bool:
        """Whether it begins as JSON, with keys and impressions."""
        return bool(CLAIMED.match(file.start) and FIGURES.search(file.start))

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Part]:
        """All rows at once: they are sums over devices and countries."""
        refused.headers = ("row",)
        with file.open() as opened:
            data = opened.read(MAX_BYTES)
        rows = list(_sound_rows(_rows_in(data), refused))
        if rows:
            yield Part(_shape(rows), len(rows))


def _rows_in(data: bytes) -> list[bytes]:
    """The rows of one answer, of a list of answers or rows, or of lines of either, as JSON."""
    try:
        return list(_rows_of(data))
    except (msgspec.DecodeError, RecursionError):
        return [row for line in data.splitlines() if line.strip() for row in _rows_of_line(line)]


def _rows_of_line(line: bytes) -> list[bytes]:
    try:
        return list(_rows_of(line))
    except (msgspec.DecodeError, RecursionError):
        return [line]


def _rows_of(value: bytes) -> Iterator[bytes]:
    if not value.lstrip().startswith(b"["):
        yield from _rows_of_one(value)
        return
    for part in msgspec.json.decode(value, type=list[msgspec.Raw]):
        yield from _rows_of_one(bytes(part))


def _rows_of_one(value: bytes) -> Iterator[bytes]:
    """The rows of an answer; what is none stands for itself."""
    is_object = value.lstrip().startswith(b"{")
    fields = msgspec.json.decode(value, type=dict[str, msgspec.Raw]) if is_object else {}
    if "rows" in fields:
        yield from map(bytes, msgspec.json.decode(fields["rows"], type=list[msgspec.Raw]))
    else:
        yield value


def _sound_rows(rows: Sequence[bytes], refused: RefusedRows) -> Iterator[tuple[int, _Row]]:
    """The rows that can be read, each with its number; as many keys as the first has."""
    width = 0
    for number, text in enumerate(rows, 1):
        try:
            row = msgspec.json.decode(text, type=_Row)
        except (msgspec.DecodeError, RecursionError) as error:
            _refuse(refused, number, text, f"keys, clicks, impressions, position ({error})")
            continue
        width = width or len(row.keys)
        if len(row.keys) != width or min(row.clicks, row.impressions, row.position) < 0:
            _refuse(refused, number, text, f"{width} keys, and figures of at least 0")
        else:
            yield number, row


def _refuse(refused: RefusedRows, number: int, text: bytes, expected: str) -> None:
    cell = text[:MAX_SHOWN].decode(errors="replace")
    refused.add(Refusal(Record(number, [cell], whole=False), "", expected))


def _shape(rows: Sequence[tuple[int, _Row]]) -> pl.DataFrame:
    keys = list(zip(*(row.keys for _, row in rows), strict=True))
    columns = dict(filter(None, map(_meaning, keys)))
    figures = pl.DataFrame(
        {
            "row": pl.Series([number for number, _ in rows], dtype=pl.UInt32),
            "clicks": [row.clicks for _, row in rows],
            "impressions": [row.impressions for _, row in rows],
            "search_position": [row.position for _, row in rows],
        }
    )
    absent = {name: pl.lit(None) for name in BY if name not in columns}
    weighted = (pl.col("search_position") * pl.col("impressions")).sum()
    seen = pl.col("impressions").sum()
    return (
        figures.with_columns(**columns, **absent, vendor=pl.lit(SearchAnalytics.vendor))
        .group_by(*BY, "vendor", maintain_order=True)
        .agg(
            pl.col("clicks").sum().round(),
            seen.round(),
            search_position=pl.when(seen > 0)
            .then(weighted / seen)
            .otherwise(pl.col("search_position").mean()),
            row=pl.col("row").first(),
        )
        .with_columns(pl.lit(None).alias(name) for name in ("period_start", "period_end", "file"))
        .select(SEARCH.schema.names())
        .cast(SEARCH.schema)
    )


def _meaning(cells: Sequence[str]) -> tuple[str, pl.Series] | None:
    """What the keys at one place are; None for devices and countries."""
    column = pl.Series(cells, dtype=pl.String)
    if all(DEVICES.fullmatch(cell) for cell in cells):
        return None
    if all(COUNTRY.fullmatch(cell) for cell in cells):
        return None
    days = DATE.read(column)
    if days.null_count() == 0:
        return "day", days
    urls = parse_all(column)
    return ("url", urls) if 2 * urls.count() > len(cells) else ("query", column)
