"""A file that was given, before anybody knows whose it is: how it begins, and as a table."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from linkequity.base.errors import FileUnreadable
from linkequity.sources.importers.opening import BREAKING, broken_off, open_bytes
from linkequity.sources.importers.sheet_table import SheetTable, open_sheet
from linkequity.sources.importers.text_table import TextTable, open_table
from linkequity.sources.logs.ranges import NO_RANGES, IpRanges

START = 1 << 16


@dataclass(frozen=True)
class SourceFile:
    """One file, as importers are asked about it, and what was given with it.

    `inside`: its name, where it is in another file; `others`: all that are in there.
    """

    path: Path
    ip_ranges: IpRanges = NO_RANGES
    inside: str = ""
    sheet: str | None = None
    others: "tuple[SourceFile, ...]" = ()

    @property
    def name(self) -> str:
        """What people know it by: its own name, or that of what it is in and its name in there."""
        return self.inside or self.path.name

    def part(self, name: str, path: Path | None = None, sheet: str | None = None) -> "SourceFile":
        """One of the tables inside: a sheet, or a member that was unpacked to `path`."""
        return SourceFile(path or self.path, self.ip_ranges, f"{self.path.name}/{name}", sheet)

    @cached_property
    def start(self) -> bytes:
        """The first 64 KiB, unpacked where the file is packed; empty where it cannot be read."""
        with suppress(OSError, *BREAKING), self.open() as file:
            return file.read(START)
        return b""

    def open(self) -> BinaryIO:
        """The bytes of the file, unpacked as they are read where it is packed."""
        return open_bytes(self.path)

    @cached_property
    def table(self) -> TextTable | SheetTable | None:
        """The file as a table; None where it is none."""
        return self._table_or_reason[0]

    @property
    def no_table(self) -> FileUnreadable | None:
        """Why there is no table."""
        return self._table_or_reason[1]

    @cached_property
    def _table_or_reason(self) -> tuple[TextTable | SheetTable | None, FileUnreadable | None]:
        try:
            if self.sheet is not None:
                return open_sheet(self.path, self.sheet), None
            return open_table(self.path), None
        except FileUnreadable as reason:
            return None, reason
        except BREAKING as error:
            return None, broken_off(self.path, error)
