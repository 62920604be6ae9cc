"""Files that hold several tables: archives of files and workbooks of sheets."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from linkequity.base.errors import FileUnreadable
from linkequity.sources.importers.opening import BREAKING, broken_off
from linkequity.sources.importers.sheet_size import largest_sheet
from linkequity.sources.importers.sheet_table import sheets_of
from linkequity.sources.importers.source_file import SourceFile

ZIP: Final = b"PK\x03\x04"
WORKBOOK: Final = "xl/workbook.xml"
# Downloads hold less than a dozen files; 10 GB of text is more than 20 million backlinks.
MAX_MEMBERS: Final = 200
MAX_UNPACKED: Final = 10 << 30
# Sheets are read into memory; a million full rows, the most that one may have, take less.
MAX_WORKBOOK: Final = 2 << 30
# A million rows of sixty columns; the reader takes 32 bytes for each, filled or not.
MAX_CELLS: Final = 1 << 26


@contextmanager
def opened(file: SourceFile) -> Iterator[list[SourceFile]]:
    """What a file holds: sheets, members, or itself; unpacked ones are there until the end.

    FileUnreadable where it holds too much, or cannot be unpacked.
    """
    if not file.start.startswith(ZIP):
        with _to_its_end(file):
            yield [file]
        return
    try:
        with zipfile.ZipFile(file.path) as archive, TemporaryDirectory() as folder:
            _check_size(file, archive)
            if WORKBOOK in archive.namelist():
                _check_sheets(file, archive)
                sheets = sheets_of(file.path)
                parts = [file.part(sheet, sheet=sheet) for sheet in sheets]
            else:
                parts = list(_unpack(file, archive, Path(folder)))
            yield _together(file, parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise FileUnreadable(
            f"is an Excel workbook or an archive that cannot be read: {error}",
            where=str(file.path),
            hint="Save its tables as CSV.",
        ) from None


@contextmanager
def _to_its_end(file: SourceFile) -> Iterator[None]:
    """FileUnreadable where a packed file breaks off."""
    try:
        yield
    except BREAKING as error:
        raise broken_off(file.path, error) from None


def _together(file: SourceFile, parts: list[SourceFile]) -> list[SourceFile]:
    """Each part with the others it came with; one that is alone has the name of the file."""
    if len(parts) == 1:
        return [replace(parts[0], inside=file.name)]
    return [replace(part, others=tuple(parts)) for part in parts]


def _check_size(file: SourceFile, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    workbook = WORKBOOK in archive.namelist()
    most = MAX_WORKBOOK if workbook else MAX_UNPACKED
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > most:
        raise FileUnreadable(
            f"holds {len(members)} files, or more in them, than can be meant",
            where=str(file.path),
            hint="Save its tables as CSV and import those you mean.",
        )


def _check_sheets(file: SourceFile, archive: zipfile.ZipFile) -> None:
    cells = largest_sheet(archive)
    if cells > MAX_CELLS:
        raise FileUnreadable(
            f"has a sheet of {cells:,} cells, most of them empty or more than can be meant",
            where=str(file.path),
            hint="Delete what stands far from the table, or save the table as CSV.",
        )


def _unpack(file: SourceFile, archive: zipfile.ZipFile, folder: Path) -> Iterator[SourceFile]:
    members = [m for m in archive.infolist() if not m.is_dir() and _is_content(m.filename)]
    for number, member in enumerate(members):
        # Names are the archive's own words and never become paths.
        path = folder / f"{number}"
        with archive.open(member) as packed, path.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
        yield file.part(PurePosixPath(member.filename).name, path=path)


def _is_content(name: str) -> bool:
    return not name.startswith("__MACOSX/") and not PurePosixPath(name).name.startswith(".")
