"""Logs that name their columns in a line `#Fields: …`: CloudFront and W3C Extended (IIS).

CloudFront parts columns by tabs and escapes as URLs do; W3C parts them by spaces and writes `+`
for a space. The columns may change within a file, where somebody changed the settings.
Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html,
https://www.w3.org/TR/WD-logfile.html.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

import polars as pl

from linkequity.sources.logs.requests import (
    REQUEST,
    Reader,
    Requests,
    first_lines,
    may_be_crawlers,
    numbered,
    sound,
)

_FIELDS: Final = "#Fields:"
_NEEDED: Final = ("date", "cs-uri-stem", "sc-status", "cs(User-Agent)")
# CloudFront's own name for the distribution, where the site's should stand.
_NOT_OURS: Final = r"\.cloudfront\.net$"


@dataclass(frozen=True)
class FieldsLog:
    """A log with named columns; `escaped`: a cell is escaped as in a URL, else `+` is a space."""

    vendor: str
    separator: str
    escaped: bool
    expects: str

    @property
    def bad_line(self) -> str:
        """What was expected of a line that could not be read."""
        return "as many cells as #Fields names, with a date and a status"

    def reader(self, start: bytes) -> Reader | None:
        """A reader for the columns that the file names first."""
        lines = first_lines(start)
        named = next((line for line in lines if line.startswith(_FIELDS)), None)
        entries = [line for line in lines if not line.startswith("#")]
        tabbed = any("\t" in line for line in entries)
        if named is None or (entries and tabbed != (self.separator == "\t")):
            return None
        fields = _names(named)
        return FieldsReader(self, fields) if set(_NEEDED) <= set(fields) else None


@dataclass
class FieldsReader:
    """Reads one file; `fields` are the columns of the lines that come next."""

    log: FieldsLog
    fields: Sequence[str]
    _first: bool = field(default=True, init=False)

    def read(self, lines: pl.Series) -> Requests:
        """The requests of some lines, each by the columns that were named last before it."""
        parts = [self._read_alike(part) for part in self._alike(numbered(lines))]
        return Requests(
            pl.concat([pl.DataFrame(schema=REQUEST), *(part.frame for part in parts)]),
            [line for part in parts for line in part.bad],
            sum(part.others for part in parts),
        )

    def _alike(self, lines: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """The lines between changes of the columns, without comments."""
        entries = lines.filter(pl.col("text") != "", ~pl.col("text").str.starts_with("#"))
        begin = 0
        for line, named in lines.filter(pl.col("text").str.starts_with(_FIELDS)).iter_rows():
            if (fields := _names(named)) != self.fields:
                yield entries.filter(pl.col("line").is_between(begin, line))
                begin, self.fields = line, fields
        yield entries.filter(pl.col("line") >= begin)

    def _read_alike(self, lines: pl.DataFrame) -> Requests:
        if not set(_NEEDED) <= set(self.fields):
            return Requests(pl.DataFrame(schema=REQUEST), lines["line"].to_list(), 0)
        parted = pl.col("text").str.count_matches(self.log.separator, literal=True)
        fits = sound() & (parted == len(self.fields) - 1)
        judged = lines.with_columns(fits=fits)
        asked = judged.filter(pl.col("fits") & may_be_crawlers())
        bad = judged.filter(~pl.col("fits"))["line"].to_list()
        return Requests(self._taken_apart(asked), bad, len(judged) - len(bad) - len(asked))

    def _taken_apart(self, lines: pl.DataFrame) -> pl.DataFrame:
        cells = pl.col("text").str.split(self.log.separator).list

        def cell(*names: str) -> pl.Expr:
            found = [name for name in names if name in self.fields]
            text = cells.get(self.fields.index(found[0])) if found else pl.lit(None, pl.String)
            return text.replace(["-", ""], None)

        query = cell("cs-uri-query")
        agent = self._agent(lines.select(cell("cs(User-Agent)")).to_series())
        host = cell("x-host-header", "cs(Host)", "cs-host").str.to_lowercase()
        return lines.select(
            "line",
            address=cell("c-ip"),
            scheme=cell("cs-protocol").str.to_lowercase(),
            host=pl.when(~host.str.contains(_NOT_OURS)).then(host),
            method=cell("cs-method").fill_null("GET"),
            target=pl.concat_str(cell("cs-uri-stem"), pl.lit("?") + query, ignore_nulls=True),
            day=cell("date").str.to_date("%Y-%m-%d", strict=False),
            status=cell("sc-status").cast(pl.Int16, strict=False),
            user_agent=agent,
        ).cast(REQUEST)

    def _agent(self, agents: pl.Series) -> pl.Series:
        if not self.log.escaped:
            return agents.str.replace_all("+", " ", literal=True)
        plain = {agent: unquote(agent[:4000]) for agent in agents.drop_nulls().unique().to_list()}
        return agents.replace_strict(plain, default=None, return_dtype=pl.String)


def _names(line: str) -> list[str]:
    return line.removeprefix(_FIELDS).split()[:200]


CLOUDFRONT: Final = FieldsLog(
    "cloudfront",
    "\t",
    escaped=True,
    expects="CloudFront's standard log: a line #Fields: date time … and cells parted by tabs",
)
W3C: Final = FieldsLog(
    "w3c",
    " ",
    escaped=False,
    expects="a W3C extended log (IIS): a line #Fields: date time … with cs(User-Agent), and cells "
    "parted by spaces",
)
