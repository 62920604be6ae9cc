"""What people brought from elsewhere, kept in the workspace with where each row came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import polars as pl

from linkequity.app.intake.stored_rows import StoredRows, scan_rows
from linkequity.app.workspace import Workspace
from linkequity.base.urls import in_scope, origin_of
from linkequity.snapshot.imported import ImportedTables, asked_for_pages
from linkequity.snapshot.snapshot import write_bytes
from linkequity.snapshot.tables import (
    BACKLINKS,
    CRAWLER_HITS,
    LINK_TOTALS,
    SEARCH,
    SITEMAP_URLS,
    VISITS,
    Table,
)
from linkequity.sources.logs.ranges import NO_RANGES, IpRanges
from linkequity.sources.registry import Imported, Outcome, Take, read_parts

RECORDS = "imports.json"
TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (BACKLINKS, SEARCH, VISITS, CRAWLER_HITS, LINK_TOTALS, SITEMAP_URLS)
}
# The column that names a page of ours, and what `known_from` calls the source.
URL_COLUMN: Mapping[str, str] = {
    "backlinks": "target",
    "search": "url",
    "visits": "url",
    "crawler_hits": "url",
    "sitemap_urls": "url",
}
KNOWN_FROM: Mapping[str, str] = {
    "visits": "analytics",
    "crawler_hits": "logs",
    "sitemap_urls": "sitemap",
}
# As many as a large site has pages; asking for more on the word of a log would be an attack.
MAX_SEEDS_OF_LOGS = 100_000


class ImportDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one imported file, as `import --json` prints it.

    `rows` = `used` + `refused` + those `left_out`: sound rows that are not of use, by why.
    """

    file: str
    vendor: str
    kind: str
    rows: int
    used: int
    refused: int
    side_file: str | None = None
    left_out: dict[str, int] = {}


@dataclass(frozen=True)
class Imports:
    """The imported tables of a workspace, and one record a file."""

    tables: ImportedTables
    records: tuple[ImportDoc, ...]

    def seeds(self) -> dict[str, tuple[str, ...]]:
        """Every URL or path the imports name as a page, with the kinds of source that name it.

        Of server logs those that were answered 200 and may be pages, the most asked for first:
        whoever calls himself a crawler may ask for anything.
        """
        known: dict[str, tuple[str, ...]] = {}
        for kind, column in URL_COLUMN.items():
            rows = self.table(kind)
            urls = _pages_asked_for(rows) if kind == "crawler_hits" else rows[column]
            source = KNOWN_FROM.get(kind, kind)
            for url in urls.drop_nulls().unique(maintain_order=True).to_list():
                known[url] = (*known.get(url, ()), source)
        return known

    def table(self, kind: str) -> pl.DataFrame:
        """The table of that name."""
        frame: pl.DataFrame = getattr(self.tables, kind)
        return frame

    def of_site(self, start_url: str, site: str, *, subdomains: bool) -> "Imports":
        """Only the rows about this site, paths made URLs; rows that name no page stay."""

        def own(kind: str) -> pl.DataFrame:
            frame = self.table(kind)
            if kind not in URL_COLUMN:
                return frame
            frame = at_home(frame, URL_COLUMN[kind], start_url)
            urls = frame.get_column(URL_COLUMN[kind])
            distinct = urls.drop_nulls().unique().to_list()
            inside = [u for u in distinct if in_scope(u, site, subdomains=subdomains)]
            return frame.filter(urls.is_null() | urls.is_in(inside))

        return Imports(ImportedTables(**{kind: own(kind) for kind in TABLES}), self.records)


def at_home(rows: pl.DataFrame, column: str, start_url: str) -> pl.DataFrame:
    """The same rows with paths, which analytics and logs give, made URLs of the site."""
    paths = pl.col(column).str.starts_with("/")
    url = pl.when(paths).then(pl.lit(origin_of(start_url)) + pl.col(column)).otherwise(column)
    return rows.with_columns(url.alias(column))


def _pages_asked_for(hits: pl.DataFrame) -> pl.Series:
    asked = asked_for_pages(hits).group_by("url").agg(pl.col("hits").sum())
    return asked.sort("hits", "url", descending=[True, False])["url"].head(MAX_SEEDS_OF_LOGS)


def import_file(
    workspace: Workspace, file: Path, vendor: str | None = None, ip_ranges: IpRanges = NO_RANGES
) -> list[ImportDoc]:
    """Read one vendor's file into the workspace; the same file again replaces its rows."""
    workspace.imports.mkdir(parents=True, exist_ok=True)
    whole_path = file.resolve()  # two exports of one name from two folders are two files
    with StoredRows(workspace.imports, whole_path) as rows:
        outcomes = read_parts(whole_path, rows.take, vendor, workspace.imports, ip_ranges)
        rows.keep()
    records = [_record(outcome, str(whole_path.parent / outcome.source)) for outcome in outcomes]
    others = [record for record in _records(workspace) if not _is_from(record.file, whole_path)]
    write_bytes(msgspec.json.encode([*others, *records]), workspace.imports / RECORDS)
    return records


def _is_from(file: str, whole_path: Path) -> bool:
    """Whether a record is of that file or of a table inside it."""
    return file == str(whole_path) or whole_path in Path(file).parents


def read_list(
    workspace: Workspace, file: Path, read_one: Callable[[Path, Path], Imported]
) -> tuple[pl.DataFrame, ImportDoc]:
    """The rows of a list and what came of it; nothing is kept but which rows were refused."""
    workspace.imports.mkdir(parents=True, exist_ok=True)
    imported = read_one(file, workspace.imports)
    return imported.frame, _record(imported, str(file.resolve()))


def read_rows(workspace: Workspace, file: Path, take: Take) -> list[ImportDoc]:
    """Hand on a file's rows part by part; nothing is kept but which rows were refused."""
    workspace.imports.mkdir(parents=True, exist_ok=True)
    outcomes = read_parts(file, take, side_folder=workspace.imports)
    return [_record(outcome, str(file.resolve().parent / outcome.source)) for outcome in outcomes]


def read_imports(workspace: Workspace) -> Imports:
    """All that was imported into a workspace so far."""
    tables = ImportedTables(**{kind: scan_table(workspace, kind).collect() for kind in TABLES})
    return Imports(tables, tuple(_records(workspace)))


def _record(imported: Outcome, whole_path: str) -> ImportDoc:
    return ImportDoc(
        file=whole_path,
        vendor=imported.vendor,
        kind=imported.kind,
        rows=imported.rows,
        used=imported.used,
        refused=imported.refused,
        side_file=str(imported.side_file) if imported.side_file else None,
        left_out=dict(imported.left_out),
    )


def scan_table(workspace: Workspace, kind: str) -> pl.LazyFrame:
    """The imported table of that name, of any site, without reading it; empty if there is none."""
    path = workspace.imports / f"{kind}.parquet"
    if not path.exists():
        return TABLES[kind].empty().lazy()
    return scan_rows(path, TABLES[kind].schema)


def _records(workspace: Workspace) -> list[ImportDoc]:
    path = workspace.imports / RECORDS
    return msgspec.json.decode(path.read_bytes(), type=list[ImportDoc]) if path.exists() else []
