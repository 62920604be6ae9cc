"""Google Analytics 4: Landing page, and Pages and screens, as CSV.

Lines that begin with # say what the report is and which days it counts, in the language of whoever
exported. The first column holds paths; which figures stand behind it the headers tell.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import polars as pl

from linkequity.snapshot.tables import VISITS, Table
from linkequity.sources.columns import COUNT, DATE, PATH, ImportColumn, Place, fold
from linkequity.sources.importers.importer import Part
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter

SESSIONS: Final = re.compile(
    r"^(sessions|sitzungen|sesiones|sessioni|sessies|sessões|sesje|relace|munkamenetek|sessioner|"
    r"økter|istunnot|сеансы|сеанси|セッション数?|会话数?|工作階段|세션수?|oturumlar|sesiuni|sesi)$"
)
VIEWS: Final = re.compile(
    r"^(views|aufrufe|vues|vistas|visualizzazioni|weergaven|visualizações|wyświetlenia|zobrazení|"
    r"megtekintések|visningar|visninger|katselut|просмотры|перегляди|表示回数|视图|浏览次数|瀏覽|조회수|"
    r"görüntülemeler?|görüntüleme sayısı|vizualizări|pageviews|screenpageviews)$"
)
LANDING: Final = re.compile(
    "landing|zielseite|destination|destino|destinazione|bestemming|docelow|vstupní|érkez|målsid|"
    "ランディング|着陆|到達|方문|방문|iniş|входа|посадки"
)
DAY: Final = re.compile(r"\b(20\d{2})-?(\d{2})-?(\d{2})\b")
TITLE_LINES: Final = "#"


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if comments stand above the headers, paths in the first column, and figures behind."""
    commented = any(line.startswith(TITLE_LINES) for line in sample.preamble)
    paths = sum(cell.startswith("/") or "." in cell for cell in sample.cells(0))
    if not commented or 2 * paths < len(sample.cells(0)):
        return None
    words = {"sessions": SESSIONS, "views": VIEWS}
    figures = [_figure(sample.headers, name, said) for name, said in words.items()]
    found = [place for place in figures if place is not None]
    url = ImportColumn("url", (), PATH, required=True)
    return [Place(url, 0, sample.headers[0]), *found] if found else None


def _figure(headers: Sequence[str], name: str, words: re.Pattern[str]) -> Place | None:
    column = ImportColumn(name, (), COUNT, required=True)
    found = (i for i, header in enumerate(headers) if words.match(fold(header)))
    return next((Place(column, index, headers[index]) for index in found), None)


class Ga4:
    """Both reports."""

    vendor = "ga4"
    table: Table = VISITS
    expects = (
        "Google Analytics 4's Landing page or Pages and screens: lines with #, then paths with "
        "sessions or views"
    )

    def claims(self, file: SourceFile) -> bool:
        """Whether it has the layout."""
        return file.table is not None and layout(file.table.sample) is not None

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Part]:
        """The rows, each with the days and the kind of the report."""
        if file.table is not None:
            about = _about(file.table.sample)
            reader = TableImporter(
                self.vendor, VISITS, layout, lambda rows: rows.with_columns(**about), self.expects
            )
            yield from reader.read(file, refused)


def _about(sample: Sample) -> dict[str, pl.Expr]:
    """The days of the report, and whether its pages are those on which visits begin."""
    days = [day for line in sample.preamble for day in _days(line)]
    told = " ".join((*sample.preamble, sample.headers[0])).lower()
    return {
        "landing": pl.lit(bool(LANDING.search(told))),
        "period_start": pl.lit(min(days, default=None), pl.Date),
        "period_end": pl.lit(max(days, default=None), pl.Date),
    }


def _days(line: str) -> list[date]:
    found = pl.Series(["".join(match.groups()) for match in DAY.finditer(line)], dtype=pl.String)
    days: list[date] = DATE.read(found).drop_nulls().to_list()
    return days
