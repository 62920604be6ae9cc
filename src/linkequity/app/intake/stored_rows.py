"""The rows of imported tables on disk: those of one file replaced, in bounded memory."""

import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

import polars as pl

from linkequity.snapshot.snapshot import replace_durably, sync_file


class StoredRows:
    """Takes the rows of one file in parts, then puts them in place of those it had before.

    Until `keep` nothing is changed; after it each table is one whole Parquet file.
    """

    def __init__(self, folder: Path, file: Path) -> None:
        """`folder`: where the tables lie; `file`: the whole path of what is read."""
        self._folder = folder
        self._file = file
        self._parts = Path(tempfile.mkdtemp(prefix=".import-", dir=folder))
        self._taken: dict[str, list[Path]] = {}

    def __enter__(self) -> "StoredRows":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._parts, ignore_errors=True)

    def take(self, table: str, rows: pl.DataFrame) -> None:
        """Set some rows of a table aside."""
        parts = self._taken.setdefault(table, [])
        path = self._parts / f"{table}-{len(parts):05d}.parquet"
        whole = pl.lit(f"{self._file.parent}{os.sep}") + pl.col("file")
        rows.with_columns(file=whole).write_parquet(path, compression="lz4")
        parts.append(path)

    def keep(self) -> None:
        """Put what was taken behind the rows of other files, table by table."""
        stored = {path.stem for path in self._folder.glob("*.parquet")}
        for table in sorted(stored | self._taken.keys()):
            self._replace(table)

    def _replace(self, table: str) -> None:
        path = self._folder / f"{table}.parquet"
        new = [pl.scan_parquet(self._taken[table])] if table in self._taken else []
        if path.exists():
            schema = new[0].collect_schema() if new else pl.read_parquet_schema(path)
            old, own = scan_rows(path, pl.Schema(schema)), self._own()
            if not new and old.filter(own).head(1).collect().is_empty():
                return
            new.insert(0, old.filter(~own))
        temporary = path.with_suffix(".tmp")
        pl.concat(new).sink_parquet(temporary, compression="zstd", maintain_order=True)
        sync_file(temporary)
        replace_durably(temporary, path)

    def _own(self) -> pl.Expr:
        """Rows of the file, or of a table inside it."""
        file = pl.col("file")
        return (file == str(self._file)) | file.str.starts_with(f"{self._file}{os.sep}")


def scan_rows(path: Path, schema: pl.Schema) -> pl.LazyFrame:
    """The rows of a stored table in the shape it has today; columns it had not yet are null."""
    rows = pl.scan_parquet(path)
    has = rows.collect_schema().names()
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in has]
    return rows.with_columns(absent).select(schema.names())
