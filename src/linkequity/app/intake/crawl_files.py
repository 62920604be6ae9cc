"""Crawls by other programs, as files: which of the files given are one, and their snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linkequity.app.intake.imports import ImportDoc, read_imports
from linkequity.app.progress import Listener
from linkequity.app.workspace import Workspace
from linkequity.base.errors import FileUnreadable, InputError
from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.snapshot import Snapshot
from linkequity.sources.crawls.manifest import FileOutcome
from linkequity.sources.crawls.reading import CrawlFiles, first_page, read_crawl
from linkequity.sources.crawls.registry import READERS, claim, one_program
from linkequity.sources.warc import VENDOR as WARC
from linkequity.sources.warc import Archive, first_archived, is_archive, read_archive

KIND = "crawl"
ASIDE = "not a link or page: images, styles, scripts and the like"
# What a folder of exports is looked through for; subfolders are somebody else's.
SUFFIXES = (".csv", ".tsv", ".xlsx", ".jl", ".jsonl", ".zip", ".warc", ".gz", ".lz4", ".zst")
MAX_FILES = 500


@dataclass(frozen=True)
class Exported:
    """Another program's crawl: its files or archives, a page of its site, and what was not claimed.

    `base_url` is only there if it was given.
    """

    crawl: CrawlFiles | Archive
    page: str
    base_url: str | None = None
    unclaimed: tuple[Path, ...] = ()


def find_exported(
    files: Sequence[Path], base_url: str | None, vendor: str | None = None
) -> Exported:
    """The crawl that files are together; InputError where they are none.

    FileUnreadable where one is not there, VendorUnclear where they are from several programs.
    """
    for file in files:
        if not file.is_file():
            raise FileUnreadable("is not there", where=str(file))
    archives = tuple(file for file in files if is_archive(file))
    if archives and len(archives) == len(files):
        archive = Archive(archives, base_url)
        return Exported(archive, base_url or first_archived(archive), base_url)
    reader, unclaimed = one_program(files, vendor)
    if reader is None or (unclaimed and len(files) == 1):
        raise _no_crawl(files)
    claimed = tuple(file for file in files if file not in unclaimed)
    crawl = CrawlFiles(reader, claimed, base_url)
    page = base_url or first_page(crawl)
    if page is None:
        raise InputError("names no page of any site", where=_names(files))
    return Exported(crawl, page, base_url, unclaimed)


def exports_in(folder: Path) -> list[Path]:
    """The files in a folder that other programs' crawls may be in, unless it holds a built site."""
    if any(folder.glob("*.htm*")):
        return []
    files = [file for file in sorted(folder.iterdir()) if file.suffix.lower() in SUFFIXES]
    exports = [file for file in files[:MAX_FILES] if file.is_file()]
    return exports if any(is_archive(file) or claim(file) for file in exports) else []


def is_crawl(file: Path, vendor: str | None) -> bool:
    """Whether a file is to be read as another program's crawl, by itself or by the vendor named."""
    if vendor is not None:
        return vendor in {WARC, *(reader.vendor for reader in READERS)}
    return is_archive(file) or claim(file) is not None


def read_exported(
    exported: Exported, workspace: Workspace, settings: CrawlSettings, listener: Listener
) -> tuple[Snapshot, list[ImportDoc]]:
    """Its snapshot in the workspace, and what came of each file."""
    for file in exported.unclaimed:
        listener.note(f"{file.name}: not used; it is no list of pages or links we know")
    seeds = read_imports(workspace).seeds()
    if isinstance(exported.crawl, Archive):
        listener.step("Reading the archive")
        read = read_archive(exported.crawl, settings, workspace.path, seeds)
    else:
        listener.step(f"Reading the crawl by {exported.crawl.reader.title}")
        read = read_crawl(exported.crawl, settings, workspace.path, seeds)
    workspace.create(read.snapshot.manifest.start_url)
    for outcome in read.outcomes:
        if outcome.refused:
            listener.note(_refused(outcome))
    return read.snapshot, [_record(outcome) for outcome in read.outcomes]


def _refused(outcome: FileOutcome) -> str:
    where = f"; they are listed in {outcome.side_file}" if outcome.side_file else ""
    rows = f"{outcome.refused:,} of {outcome.rows:,} rows"
    return f"{outcome.file.name}: {rows} could not be read{where}"


def _record(outcome: FileOutcome) -> ImportDoc:
    return ImportDoc(
        file=str(outcome.file.resolve()),
        vendor=outcome.vendor,
        kind=KIND,
        rows=outcome.rows,
        used=outcome.used,
        refused=outcome.refused,
        side_file=str(outcome.side_file) if outcome.side_file else None,
        left_out={ASIDE: outcome.aside} if outcome.aside else {},
    )


def _no_crawl(files: Sequence[Path]) -> InputError:
    expected = "; ".join(reader.expects for reader in READERS)
    return InputError(
        "is no crawl of a program we know",
        where=_names(files),
        hint=f"Expected {expected}; or a WARC. Backlinks and search data go in with --backlinks "
        "and --search.",
    )


def _names(files: Sequence[Path]) -> str:
    return ", ".join(str(file) for file in files)
