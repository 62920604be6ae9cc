"""What a snapshot of another program's crawl says of itself: above all, what is missing in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import polars as pl

from linkequity.base.settings import CrawlSettings
from linkequity.snapshot.manifest import Manifest
from linkequity.sources.crawls.parts import Found
from linkequity.sources.crawls.told import CrawlReader
from linkequity.sources.crawls.words import CANONICALISED

# No export that we read holds them.
NEVER_TOLD: Final = ("texts", "declarations", "robots")
TIRED: Final = (429, 503)
# A list of links of which all end at errors or redirects is a report, not the links of a site.
_SOUND: Final = 200


@dataclass(frozen=True)
class FileOutcome:
    """What came of one file: `rows` = `used` + `refused` + `aside`, rows that are no page or link.

    `side_file` holds the refused ones, None where there are none.
    """

    file: Path
    vendor: str
    rows: int
    used: int
    refused: int
    aside: int
    side_file: Path | None


def describe(
    found: Found, reader: CrawlReader, outcomes: Sequence[FileOutcome], settings: CrawlSettings
) -> Manifest:
    """The manifest of the snapshot, complete only if nothing says that something is missing."""
    reasons = _incomplete_because(found)
    crawled = found.pages["crawled_at"].drop_nulls()
    now = datetime.now(UTC)
    began, ended = crawled.min(), crawled.max()
    return Manifest(
        site=found.site.name,
        start_url=found.start_url,
        source=reader.vendor,
        source_detail=", ".join(outcome.file.name for outcome in outcomes),
        started_at=began if isinstance(began, datetime) else now,
        finished_at=ended if isinstance(ended, datetime) else now,
        complete=not reasons,
        incomplete_because=reasons,
        lacks=_lacks(found),
        warnings=[*_missing(found, reader.title), *_left_out(found, outcomes)],
        subdomains=settings.subdomains,
        settings=settings.public(),
    )


def _incomplete_because(found: Found) -> list[str]:
    pages = found.pages
    if not found.links:
        return ["links are missing"]
    reasons = []
    own = int(found.told["own"].sum())
    if not own:
        reasons.append("pages are missing: they are known by links alone")
    silent = found.told.filter((pl.col("outlinks") > 0) & ~pl.col("speaks")).height
    if silent:
        reasons.append(f"links are missing ({silent:,} pages)")
    if _only_reports(found):
        reasons.append("links are missing: only those to errors or redirects are there")
    open_ends = pages.filter(pl.col("outcome").cast(pl.String) == "not_crawled")["error"]
    for error, count in open_ends.value_counts(sort=True).iter_rows():
        reasons.append(f"{error} ({count:,} URLs)")
    failed = pl.col("outcome").cast(pl.String) == "failed"
    unfetched = pages.filter(failed | pl.col("status").is_in(TIRED)).height
    if unfetched:
        reasons.append(f"unfetched pages ({unfetched:,} URLs)")
    return reasons


def _lacks(found: Found) -> list[str]:
    """What cannot be judged at all; links also where those of most pages are missing."""
    silent = found.told.filter((pl.col("outlinks") > 0) & ~pl.col("speaks")).height
    told = found.told.filter(pl.col("outlinks") > 0).height
    no_links = not found.links or _only_reports(found) or 2 * silent > told > 0
    no_pages = not found.told["own"].any()
    lacking = {"links": no_links, "positions": not found.placed, "page_facts": no_pages}
    return [*NEVER_TOLD, *(name for name, holds in lacking.items() if holds)]


def _only_reports(found: Found) -> bool:
    """Whether no link ends at a page that answers 200."""
    targets = found.told.filter("linked")
    told = targets["status"].drop_nulls()
    return not told.is_empty() and not (told == _SOUND).any()


def _missing(found: Found, program: str) -> list[str]:
    """What audits and advice will have to do without, in sentences."""
    sentences = [
        f"{program}'s export holds no text of the pages: advice that reads texts is not available."
    ]
    if not found.links:
        sentences.append(
            "No links are in these files, so nothing can be said of where equity flows: add the "
            "export of all links of the same crawl."
        )
    elif not found.external:
        sentences.append(
            "No links that leave the site are in these files, so what leaks by them is not seen."
        )
    if found.links and not found.placed:
        sentences.append(
            "The files do not tell where links stand: positions are taken from what repeats "
            "across the site, and may be wrong."
        )
    return sentences + _canonicalised(found)


def _canonicalised(found: Found) -> list[str]:
    lowered = pl.col("indexability").str.to_lowercase()
    said = lowered.str.contains(CANONICALISED).fill_null(value=False)
    lost = found.told.filter(
        said, pl.col("declared_canonical").is_null() & pl.col("header_canonical").is_null()
    ).height
    if not lost:
        return []
    return [f"{lost:,} pages are called canonicalised, without a word where to; they stay pages."]


def _left_out(found: Found, outcomes: Sequence[FileOutcome]) -> list[str]:
    sentences = []
    aside = sum(outcome.aside for outcome in outcomes)
    refused = sum(outcome.refused for outcome in outcomes)
    if aside:
        sentences.append(f"{aside:,} rows are of images, styles, scripts and the like: not links.")
    if refused:
        sentences.append(f"{refused:,} rows could not be read.")
    if len(found.site.all) > 1:
        others = sum(rows for name, rows in found.site.all if name != found.site.name)
        sentences.append(
            f"The files name {len(found.site.all):,} sites; read as {found.site.name}, which has "
            f"most rows. {others:,} rows of others are left out; --base-url chooses another."
        )
    return sentences
