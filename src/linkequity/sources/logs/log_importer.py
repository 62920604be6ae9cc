"""A log as an importer: crawlers' requests counted, whatever else is in it left where it is.

No address and no line of a log is kept: hits are counts, and of a bad line only its number is.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from linkequity.base.errors import FileUnreadable
from linkequity.snapshot.tables import CRAWLER_HITS, Table
from linkequity.sources.importers.importer import Part
from linkequity.sources.importers.refused import RefusedRows
from linkequity.sources.importers.source_file import SourceFile
from linkequity.sources.logs.access import COMBINED_LOG, COMMON_LOG
from linkequity.sources.logs.blocks import LogBlocks
from linkequity.sources.logs.cloudflare import CLOUDFLARE
from linkequity.sources.logs.fields import CLOUDFRONT, W3C
from linkequity.sources.logs.hits import NOT_A_CRAWLER, HitCounter
from linkequity.sources.logs.requests import LogFormat, Reader


@dataclass(frozen=True)
class LogImporter:
    """Logs of one format."""

    format: LogFormat
    table: Table = CRAWLER_HITS

    @property
    def vendor(self) -> str:
        """The format's name."""
        return self.format.vendor

    @property
    def expects(self) -> str:
        """What such a log looks like."""
        return self.format.expects

    def claims(self, file: SourceFile) -> bool:
        """Whether its first lines are of the format."""
        return self.format.reader(file.start) is not None

    def read(self, file: SourceFile, refused: RefusedRows) -> Iterator[Part]:
        """The hits of crawlers, added up over the whole log."""
        reader = self.format.reader(file.start)
        if reader is None:
            return
        if self.format is COMMON_LOG and not file.ip_ranges.of:
            raise _no_agents(file)
        refused.headers = ()
        counter = HitCounter(file.ip_ranges)
        others = self._count(file, reader, counter, refused)
        hits = counter.hits(self.vendor)
        refused.left_out.update(counter.left_out + others)
        yield Part(hits, int(hits["hits"].sum()))

    def _count(
        self, file: SourceFile, reader: Reader, counter: HitCounter, refused: RefusedRows
    ) -> Counter[str]:
        blocks, before, others = LogBlocks(file), 1, 0
        for lines in blocks:
            requests = reader.read(lines)
            unsound = pl.col("day").is_null() | pl.col("status").is_null()
            bad = [*requests.bad, *requests.frame.filter(unsound)["line"].to_list()]
            for line in sorted(bad):
                refused.add_number(before + line, self.format.bad_line)
            counter.add(requests.frame.filter(~unsound))
            others += requests.others
            before += len(lines)
        if blocks.cut_off:
            refused.add_number(before, f"the rest of the file: {blocks.cut_off}")
        return Counter({NOT_A_CRAWLER: others})


def _no_agents(file: SourceFile) -> FileUnreadable:
    return FileUnreadable(
        "is a log without user agents, which alone tell crawlers from people",
        where=str(file.path),
        hint="Have the server write the combined log format, or give the crawlers' published "
        "addresses with --ip-ranges FILE.",
    )


FORMATS: tuple[LogFormat, ...] = (COMBINED_LOG, COMMON_LOG, CLOUDFLARE, CLOUDFRONT, W3C)
LOGS = tuple(LogImporter(log_format) for log_format in FORMATS)
