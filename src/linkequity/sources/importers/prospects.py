"""Prospects: sites or pages one may win a backlink from, in any table that names them."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from linkequity.base.urls import host_of, registrable_domain
from linkequity.snapshot.tables import PROSPECTS
from linkequity.sources.columns import (
    DOMAIN,
    PRICE,
    RATING,
    TEXT,
    URL,
    ImportColumn,
    Place,
    find_columns,
)
from linkequity.sources.importers.table import Sample
from linkequity.sources.importers.table_importer import TableImporter

PAGE: Final = (
    "page",
    "page url",
    "url",
    "referring page",
    "referring page url",
    "prospect page",
    "source url",
)
DOMAIN_NAMES: Final = (
    "domain",
    "referring domain",
    "prospect",
    "site",
    "website",
    "publisher",
    "target domain",
    "root domain",
)
COLUMNS: Final = (
    ImportColumn("page", PAGE, URL),
    ImportColumn("domain", DOMAIN_NAMES, DOMAIN),
    ImportColumn(
        "page_rating", ("page rating", "url rating", "page authority", "ur", "pa"), RATING
    ),
    ImportColumn(
        "domain_rating",
        ("domain rating", "domain authority", "rating", "authority score", "dr", "da", "as"),
        RATING,
    ),
    ImportColumn("topic", ("topic", "topic text", "about", "description", "title", "niche"), TEXT),
    ImportColumn("price", ("price", "cost", "fee", "price usd", "price eur"), PRICE),
)


def layout(sample: Sample) -> Sequence[Place] | None:
    """Ours, if a column names pages or domains."""
    places = find_columns(sample.headers, COLUMNS)
    named = any(place.column.name in {"page", "domain"} for place in places)
    return places if named else None


def finish(frame: pl.DataFrame) -> pl.DataFrame:
    """The domain, from the page where only that is named."""
    absent = [name for name in ("page", "domain") if name not in frame.columns]
    whole = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)
    pages = whole["page"].drop_nulls().unique().to_list()
    domains = {page: registrable_domain(host_of(page)) for page in pages}
    of_page = whole["page"].replace_strict(domains, default=None, return_dtype=pl.String)
    return whole.with_columns(referring_domain=of_page.fill_null(whole["domain"])).rename(
        {"page": "referring_page"}
    )


IMPORTER: Final = TableImporter(
    "prospects",
    PROSPECTS,
    layout,
    finish,
    f"a table with a column of pages ({', '.join(PAGE[:3])} …) or of domains "
    f"({', '.join(DOMAIN_NAMES[:3])} …), and as far as known their rating, topic and price",
    any_of=("page", "domain"),
)
