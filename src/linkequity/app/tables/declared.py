"""Which tables people look into, and what each of their columns is."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import polars as pl

from linkequity.base.errors import UsageError
from linkequity.base.meant import did_you_mean
from linkequity.model.fact_tables import FACT_BACKLINKS, FACT_LINKS, FACT_PAGES, UNITS
from linkequity.snapshot.tables import Column, Table

Kind = Literal["text", "url", "number", "date", "yes_no", "choice", "list"]

FINDINGS: Final = Table(
    "findings",
    "one finding of one audit, those with the largest stake first within each audit",
    (
        Column("audit", pl.String, "id of the audit"),
        Column("url", pl.String, "where it was found"),
        Column("verdict", pl.String, "proved or inconclusive"),
        Column("severity", pl.String, "by the equity at stake: high, medium or low"),
        Column("equity_at_stake", pl.Float64, "what would be won back, or is at risk", UNITS),
        Column("evidence", pl.String, "where it was seen and why it counts, as JSON"),
        Column("id", pl.String, "stays the same from audit to audit"),
        Column("state", pl.String, "new, open or returned"),
        Column("since", pl.String, "end of the crawl that first showed it, or showed it again"),
        Column("silent", pl.Boolean, "a baseline keeps it out of the report"),
    ),
)
# What a column of the results adds to those of the facts.
CLUSTER = Column("cluster", pl.String, "id of the cluster it belongs to; null for a page in none")
REACHED = (
    Column(
        "pages_lifted",
        pl.Int64,
        "the landing page and the content pages that get at least 1% of it by content links",
        "pages",
    ),
    Column("pages_lifted_with_menus", pl.Int64, "the same by all links", "pages"),
    Column("reach", pl.Float64, "exp(entropy) of that flow over content pages", "pages"),
)

# Text of few values, which are offered to choose from; those with a rank are sorted by it.
OPEN_CHOICES = {"segment", "cluster", "audit", "position_evidence", "vendor", "language", "file"}
URLS = set(
    "url resolved_url declared_canonical source target resolved_target referring_page "
    "landing".split()
)
RANKED = {
    "verdict": ("proved", "inconclusive"),
    "severity": ("high", "medium", "low"),
    "state": ("new", "returned", "open"),
}
TITLES = {
    "url": "URL",
    "resolved_url": "Resolved URL",
    "href": "As written",
    "page_id": "Page id",
    "source_id": "Source id",
    "target_id": "Target id",
    "id": "Finding id",
    "ai_crawler_hits": "AI crawler hits",
    "ugc": "UGC",
    "ahrefs_url_rating": "Ahrefs URL rating",
    "ahrefs_domain_rating": "Ahrefs domain rating",
    "semrush_page_score": "Semrush page score",
    "majestic_trust_flow": "Majestic trust flow",
    "majestic_citation_flow": "Majestic citation flow",
    "moz_page_authority": "Moz page authority",
    "moz_domain_authority": "Moz domain authority",
}


@dataclass(frozen=True)
class TableColumn:
    """A column as people meet it: `title` names it, `meaning` and `unit` say what is in it.

    `choices`: the values of a closed list, in the order they are sorted by; empty for any other.
    `whole`: its numbers are counts.
    """

    name: str
    title: str
    meaning: str
    unit: str
    kind: Kind
    choices: tuple[str, ...] = ()
    whole: bool = False

    @classmethod
    def of(cls, column: Column) -> "TableColumn":
        """What the declaration of a column says of it."""
        choices = tuple(getattr(column.dtype, "categories", ())) or RANKED.get(column.name, ())
        title = TITLES.get(column.name, column.name.replace("_", " ").capitalize())
        kind = "choice" if choices or column.name in OPEN_CHOICES else _kind(column)
        whole = pl.Series([], dtype=column.dtype).dtype.is_integer()
        return cls(column.name, title, column.meaning, column.unit, kind, choices, whole)


def _kind(column: Column) -> Kind:
    if column.name in URLS:
        return "url"
    dtype = column.dtype() if isinstance(column.dtype, type) else column.dtype
    if dtype.is_numeric():
        return "number"
    if isinstance(dtype, pl.List):
        return "list"
    return {pl.Boolean: "yes_no", pl.Date: "date"}.get(type(dtype), "text")  # type: ignore[return-value]


@dataclass(frozen=True)
class ResultTable:
    """A table of the results: its columns, those shown unasked, and where quick search looks.

    `sort` is a column, with a minus before it if the largest come first.
    """

    name: str
    row: str
    columns: tuple[TableColumn, ...]
    shown: tuple[str, ...]
    searched: tuple[str, ...]
    sort: str

    @cached_property
    def by_name(self) -> dict[str, TableColumn]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    def column(self, name: str) -> TableColumn:
        """The column so named; UsageError where there is none."""
        if name not in self.by_name:
            raise UsageError(
                f"{self.name} have no column named {name[:80]!r}",
                hint=f"{did_you_mean(name, self.by_name)}Columns: {', '.join(self.by_name)}",
            )
        return self.by_name[name]


def _declared(
    name: str, table: Table, more: tuple[Column, ...], *, shown: str, searched: str, sort: str
) -> ResultTable:
    columns = tuple(TableColumn.of(column) for column in (*table.columns, *more))
    return ResultTable(
        name, table.row, columns, tuple(shown.split()), tuple(searched.split()), sort
    )


RESULT_TABLES: Final = {
    table.name: table
    for table in (
        _declared(
            "pages",
            FACT_PAGES,
            (CLUSTER,),
            shown="url title content_kind click_depth inlinks content_inlinks equity value "
            "backlink_equity",
            searched="url title",
            sort="-equity",
        ),
        _declared(
            "links",
            FACT_LINKS,
            (),
            shown="source target anchor_text link_position followed target_kind flow",
            searched="source target anchor_text",
            sort="-flow",
        ),
        _declared(
            "backlinks",
            FACT_BACKLINKS,
            REACHED,
            shown="referring_page target anchor_text vendors strength landing_kind lost_at_door "
            "pages_lifted",
            searched="referring_page target anchor_text",
            sort="-strength",
        ),
        _declared(
            "findings",
            FINDINGS,
            (),
            shown="audit url severity verdict state equity_at_stake",
            searched="url evidence",
            sort="-equity_at_stake",
        ),
    )
}


def result_table(name: str) -> ResultTable:
    """The table so named; UsageError where there is none."""
    if name not in RESULT_TABLES:
        raise UsageError(
            f"no table named {name[:80]!r}", hint=f"Tables: {', '.join(RESULT_TABLES)}"
        )
    return RESULT_TABLES[name]
