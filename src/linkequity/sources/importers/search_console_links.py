"""Google Search Console, Links: totals and lists of referring pages, in any language.

None of these tables names a pair of pages, so none of them brings equity. They are kept as totals
by site, by page, by anchor text and by referring page, and show how much of what Google knows the
other files cover. A table is known by what stands in its columns and by a header that says "link".
"""

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from linkequity.base.urls import host_of, parse, registrable_domain
from linkequity.snapshot.tables import LINK_TOTALS
from linkequity.sources.columns import COUNT, DATE, TEXT, URL, ImportColumn, Place, fold
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter

LINK: Final = re.compile(
    "link|länk|lenke|liens?|renvoi|enlac|enllaç|vincul|víncul|ligaç|collegament|verweis|odkaz|odkiaz|"
    "łącz|hivatkoz|bağlantı|ссыл|посилан|връзк|препрат|σύνδεσ|リンク|链接|連結|鏈接|링크|קישור|קישר|מקשר|"
    "رابط|روابط|ربط|लिंक|ลิงก์|liên kết|tautan|pautan|legătur|povezav|poveznic|nuorod"
)
# The download of indexed pages has a URL and a day as well, of one site: ours.
SEVERAL_SITES: Final = 2
LOOKED_AT: Final = 100


def _total(name: str) -> ImportColumn:
    return ImportColumn(name, (), COUNT, required=True)


SITE: Final = ImportColumn("site", (), TEXT, required=True)
PAGE: Final = ImportColumn("page", (), URL, required=True)
ANCHOR: Final = ImportColumn("anchor_text", (), TEXT, required=True)
REFERRING_PAGE: Final = ImportColumn("referring_page_url", (), URL, required=True)
LAST_SEEN: Final = ImportColumn("last_seen", (), DATE)
REPORTS: Final = {
    "site": (SITE, _total("backlinks"), _total("target_pages")),
    "page": (PAGE, _total("backlinks"), _total("referring_domains")),
    "anchor_text": (ANCHOR, _total("backlinks")),
    "referring_page": (REFERRING_PAGE, LAST_SEEN),
}


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if the columns hold what one of the reports holds."""
    report = _report(sample)
    if report is None:
        return None
    columns = zip(REPORTS[report], range(len(sample.headers)), strict=False)
    return [Place(column, index, sample.headers[index]) for column, index in columns]


def _report(sample: Sample) -> str | None:
    says_link = any(LINK.search(fold(header)) for header in sample.headers)
    match _contents(sample):
        case ["site", "count", "count"] if says_link:
            return "site"
        case ["url", "count", "count"] if says_link:
            return "page"
        case ["text" | "site", "count"] if LINK.search(fold(sample.headers[0])):
            return "anchor_text"
        case ["url"] | ["url", "day"] if says_link or _sites(sample) >= SEVERAL_SITES:
            return "referring_page"
    return None


def _contents(sample: Sample) -> list[str]:
    """What stands in most cells of each column: url, count, day, site or text."""
    if len(sample.headers) > 3:
        return []
    return [_content(sample.cells(index)[:LOOKED_AT]) for index in range(len(sample.headers))]


def _content(cells: list[str]) -> str:
    tests = {"url": parse, "site": _is_site}
    column = pl.Series(cells, dtype=pl.String)
    counts = {name: sum(bool(test(cell)) for cell in cells) for name, test in tests.items()}
    counts |= {"count": COUNT.read(column).count(), "day": DATE.read(column).count()}
    best = max(("day", "count", "url", "site"), key=lambda name: counts[name])
    return best if 2 * counts[best] > len(cells) else "text"


def _is_site(cell: str) -> bool:
    return bool(re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[^\W\d_][\w-]+", cell))


def _sites(sample: Sample) -> int:
    urls = filter(None, map(parse, sample.cells(0)[:LOOKED_AT]))
    return len({registrable_domain(host_of(url)) for url in urls})


def finish(frame: pl.DataFrame) -> pl.DataFrame:
    """The report, and what it names, by the column that was read."""
    report = next(r for r, columns in REPORTS.items() if columns[0].name in frame.columns)
    return frame.with_columns(
        report=pl.lit(report), name=pl.col(REPORTS[report][0].name).cast(pl.String)
    )


IMPORTER: Final = TableImporter(
    "search_console",
    LINK_TOTALS,
    layout,
    finish,
    "Search Console's links: top linking sites, top linked pages, top linking text, latest or "
    "sample links",
)
