"""How much of the links that a report counts by name the known backlinks cover.

Reports of totals name sites, pages, anchor texts or referring pages, and no pairs: they bring no
equity, and say what is missing from the lists of backlinks that do.
"""

from collections.abc import Callable
from typing import Final

import polars as pl

from linkequity.base.url_columns import domains_of, parse_all

SCHEME: Final = r"^https?://"
SCHEMA: Final = pl.Schema(
    {"vendor": pl.String, "report": pl.String, "known": pl.Int64, "covered": pl.Int64}
)


def _domain(sites: pl.Series) -> pl.Series:
    return domains_of(parse_all(pl.Series(["https://"]) + sites + pl.Series(["/"])))


def _without_scheme(urls: pl.Series) -> pl.Series:
    return urls.str.replace(SCHEME, "")


def _folded(texts: pl.Series) -> pl.Series:
    return texts.str.to_lowercase().str.strip_chars()


# Of each report how its names are compared, and the backlinks' column that holds such names.
COMPARED: Final[dict[str, tuple[Callable[[pl.Series], pl.Series], str]]] = {
    "site": (_domain, "referring_domain"),
    "page": (_without_scheme, "target"),
    "anchor_text": (_folded, "anchor_text"),
    "referring_page": (_without_scheme, "referring_page"),
}


def link_coverage(totals: pl.DataFrame, backlinks: pl.LazyFrame) -> pl.DataFrame:
    """Of each vendor's reports the distinct names, and how many of them a backlink has as well.

    Columns: vendor, report (as in LINK_TOTALS), known, covered.
    """
    rows = []
    for (vendor, report), names in totals.group_by("vendor", "report", maintain_order=True):
        compare, column = COMPARED[str(report)]
        known = compare(names["name"].drop_nulls()).unique()
        names_known = backlinks.select(pl.col(column).drop_nulls().unique()).collect()
        have = compare(names_known.to_series()).unique()
        rows.append((vendor, report, len(known), int(known.is_in(have.implode()).sum())))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
