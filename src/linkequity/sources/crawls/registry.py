"""Whose crawl a file is of. One line a program."""

from collections.abc import Sequence
from pathlib import Path

from linkequity.base.errors import VendorUnclear
from linkequity.sources.crawls import advertools, screaming_frog, sitebulb
from linkequity.sources.crawls.told import CrawlReader
from linkequity.sources.importers.containers import opened
from linkequity.sources.importers.source_file import SourceFile

READERS: tuple[CrawlReader, ...] = (
    screaming_frog.READER,
    sitebulb.READER,
    advertools.READER,
)


def claim(file: Path, vendor: str | None = None) -> CrawlReader | None:
    """The reader of a file of another program's crawl; None where it is none.

    VendorUnclear where two programs claim it. `vendor`: only that program is asked.
    """
    asked = [reader for reader in READERS if vendor in {None, reader.vendor}]
    with opened(SourceFile(file)) as tables:
        claims = [reader for reader in asked if any(map(reader.claims, tables))]
    if len(claims) > 1:
        names = " and ".join(reader.title for reader in claims)
        raise VendorUnclear(
            f"could be from {names}", where=str(file), hint="Say which with import --as."
        )
    return claims[0] if claims else None


def one_program(
    files: Sequence[Path], vendor: str | None = None
) -> tuple[CrawlReader | None, tuple[Path, ...]]:
    """The program that files of one crawl are from, and those of them that nobody claims.

    VendorUnclear where they are from several programs.
    """
    readers = {file: claim(file, vendor) for file in files}
    found = {reader.vendor: reader for reader in readers.values() if reader is not None}
    if len(found) > 1:
        raise VendorUnclear(
            "are crawls by " + " and ".join(reader.title for reader in found.values()),
            where=", ".join(file.name for file in files),
            hint="Give the files of one crawl together.",
        )
    unclaimed = tuple(file for file, reader in readers.items() if reader is None)
    return next(iter(found.values()), None), unclaimed
