"""What the files of one crawl tell, gathered in bounded memory: links wait on disk, by page.

A list of links is as often sorted by target as by page, and a part of a snapshot needs all links
of its pages. So links are dealt to buckets by their page, and each bucket becomes a part.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl

from linkequity.base.url_columns import sites_of
from linkequity.base.urls import UrlPolicy
from linkequity.sources.crawls.links import Resolver
from linkequity.sources.crawls.told import TOLD_LINKS, TOLD_PAGES, Told

# A list has some 300 bytes a link; a bucket of so many bytes takes about half a GB at most.
BUCKET_BYTES: Final = 60_000_000
# Lists of links shrink to a tenth in an archive or workbook.
PACKED: Final = 10
# Rows dealt out at once: buckets are written in few pieces, and memory stays far below a GB.
DEALT: Final = 200_000
_SAME: Final = ("source", "target", "anchor_text", "alt_text", "link_path", "link_position")


class Gathering:
    """Everything told so far; `folder` holds the links until they are read back."""

    def __init__(self, folder: Path, policy: UrlPolicy, files: list[Path]) -> None:
        self.resolve = Resolver(policy)
        self.sites: Counter[str] = Counter()
        self.buckets = 1 + sum(map(_unpacked, files)) // BUCKET_BYTES
        self.links = 0
        self._folder = folder
        self._own = [TOLD_PAGES.empty()]
        self._named = [TOLD_PAGES.empty()]
        self._waiting: list[pl.DataFrame] = []
        self._pieces = 0
        folder.mkdir(parents=True)

    def add(self, told: Told, file: int) -> None:
        """Take what some rows of file number `file` tell."""
        self._own.append(self._resolved(told.pages))
        self._named.append(self._resolved(told.named))
        self._vote(self._own[-1]["url"])
        if told.links.is_empty():
            return
        links = told.links.with_columns(
            source=self.resolve(told.links["source"]),
            target=self.resolve(told.links["target"]),
            written="target",
            file=pl.lit(file, pl.UInt8),
        ).filter(pl.col("source").is_not_null())
        self._vote(links["source"])
        self.links += links.height
        self._waiting.append(links)
        if sum(frame.height for frame in self._waiting) >= DEALT:
            self._deal()

    def pages(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """All rows of pages, and all that was named by links."""
        return pl.concat(self._own), pl.concat(self._named).unique(maintain_order=True)

    def buckets_of_links(self) -> Iterator[pl.DataFrame]:
        """Each bucket's links in the order of their pages, each link once."""
        self._deal()
        for bucket in range(self.buckets):
            pieces = sorted(self._folder.glob(f"{bucket:05d}-*.parquet"))
            yield _once(pl.concat([_no_links(), *map(pl.read_parquet, pieces)]))

    def bucket_of(self, urls: pl.Series) -> pl.Series:
        """The bucket of each page."""
        return urls.hash() % self.buckets

    def _resolved(self, pages: pl.DataFrame) -> pl.DataFrame:
        if pages.is_empty():
            return pages
        urls = ("url", "redirect_to", "declared_canonical", "header_canonical")
        resolved = pages.with_columns(self.resolve(pages[name]).alias(name) for name in urls)
        return resolved.filter(pl.col("url").is_not_null())

    def _vote(self, urls: pl.Series) -> None:
        self.sites.update(dict(sites_of(urls).drop_nulls().value_counts().iter_rows()))

    def _deal(self) -> None:
        if not self._waiting:
            return
        together = pl.concat(self._waiting)
        self._waiting = []
        dealt = together.with_columns(bucket=self.bucket_of(together["source"]))
        for (bucket,), rows in dealt.partition_by(
            "bucket", as_dict=True, include_key=False
        ).items():
            rows.write_parquet(self._folder / f"{bucket:05d}-{self._pieces:06d}.parquet")
        self._pieces += 1


def _unpacked(path: Path) -> int:
    """About how many bytes of text a file holds."""
    size = path.stat().st_size
    return PACKED * size if path.suffix.lower() in {".zip", ".xlsx"} else size


def _no_links() -> pl.DataFrame:
    return TOLD_LINKS.empty().with_columns(
        written=pl.lit(None, pl.String), file=pl.lit(None, pl.UInt8)
    )


def _once(links: pl.DataFrame) -> pl.DataFrame:
    """Links that several files tell once; what one file tells twice stands twice on the page."""
    ordered = links.sort("source", "file", "row")
    time = pl.int_range(pl.len()).over("file", *_SAME)
    return (
        ordered.with_columns(time=time)
        .unique([*_SAME, "time"], keep="first", maintain_order=True)
        .drop("time")
    )
