"""A snapshot: a folder of Parquet parts and a manifest, readable by any tool that reads Parquet.

Everything is written to a temporary name, synced, and renamed, so that a kill at any moment
leaves either the whole file or none.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
import polars as pl

from linkequity.base.errors import SnapshotInvalid
from linkequity.snapshot.manifest import TABLE_VERSION, Manifest
from linkequity.snapshot.tables import Table

MANIFEST = "manifest.json"
SCANT = 1_000_000  # bytes: a disk with less room is full


@dataclass(frozen=True)
class Snapshot:
    """One whole snapshot on disk."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path) -> "Snapshot":
        """Read the manifest; SnapshotInvalid where the folder is not a whole snapshot of ours."""
        try:
            manifest = msgspec.json.decode((path / MANIFEST).read_bytes(), type=Manifest)
        except FileNotFoundError:
            raise SnapshotInvalid(
                "has no manifest.json: not a whole snapshot", where=str(path)
            ) from None
        except msgspec.MsgspecError as error:
            raise SnapshotInvalid(
                f"manifest.json cannot be read: {error}", where=str(path)
            ) from None
        if manifest.table_version != TABLE_VERSION:
            raise SnapshotInvalid(
                f"was written with table version {manifest.table_version}, this is {TABLE_VERSION}",
                where=str(path),
                hint="Crawl the site again.",
            )
        return cls(path, manifest)

    def before(self) -> Iterator["Snapshot"]:
        """The whole snapshots of the same site beside this one that are older, newest first."""
        for path in sorted(self.path.parent.glob("*"), reverse=True):
            if path.name < self.path.name and (path / MANIFEST).is_file():
                with suppress(SnapshotInvalid):
                    older = Snapshot.open(path)
                    if older.manifest.site == self.manifest.site:
                        yield older

    def scan(self, table: Table) -> pl.LazyFrame:
        """A lazy frame over all parts of a table, in part order."""
        return scan_parts(self.path, table)

    def read(self, table: Table) -> pl.DataFrame:
        """A whole table in memory."""
        return self.scan(table).collect()


def part_path(folder: Path, table: Table, number: int) -> Path:
    """Where part `number` of a table lies."""
    return folder / f"{table.name}-{number:05d}.parquet"


def parts_of(folder: Path, table: Table) -> list[Path]:
    """The parts of a table that are whole, in order."""
    return sorted(folder.glob(f"{table.name}-*.parquet"))


def scan_parts(folder: Path, table: Table) -> pl.LazyFrame:
    """A lazy frame over the parts of a table in a folder; empty with the right schema if none."""
    parts = parts_of(folder, table)
    return pl.scan_parquet(parts) if parts else table.empty().lazy()


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame so that after this call it is durable, and before it is not there at all.

    OSError where the system refuses, also where Polars calls that by another name.
    """
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        try:
            frame.write_parquet(file, compression="zstd")
        except pl.exceptions.ComputeError as error:
            is_full = shutil.disk_usage(path.parent).free < SCANT
            raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error), str(path)) from None
        file.flush()
        os.fsync(file.fileno())
    replace_durably(temporary, path)


def write_bytes(data: bytes, path: Path) -> None:
    """Write bytes with the same promise as `write_parquet`."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    replace_durably(temporary, path)


def replace_durably(temporary: Path, path: Path) -> None:
    """Rename and sync the folder, so that the new name survives a power cut."""
    temporary.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make what was written to a file durable."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames inside a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """The last step of a snapshot: from now on it is whole."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    write_bytes(data, folder / MANIFEST)
