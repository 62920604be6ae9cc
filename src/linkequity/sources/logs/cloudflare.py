"""Cloudflare's Logpush, dataset http_requests: JSON lines, or CSV below a line of field names.

Timestamps come as RFC 3339, Unix seconds or Unix nanoseconds, as the job was set up.
Sources: https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/,
https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/.
"""

import csv
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import msgspec
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

_NEEDED: Final = frozenset({"ClientRequestUserAgent", "EdgeResponseStatus", "EdgeStartTimestamp"})
_TARGETS: Final = frozenset({"ClientRequestURI", "ClientRequestPath"})
_NANOSECONDS: Final = 10**17


class Entry(msgspec.Struct, frozen=True):
    """The fields of one request that are read; Logpush has a hundred more."""

    EdgeStartTimestamp: int | str
    EdgeResponseStatus: int
    ClientRequestUserAgent: str | None = None
    ClientIP: str | None = None
    ClientRequestHost: str | None = None
    ClientRequestScheme: str | None = None
    ClientRequestMethod: str = "GET"
    ClientRequestURI: str | None = None
    ClientRequestPath: str | None = None


Parse = Callable[[str], Entry]
_ENTRY: Final = msgspec.json.Decoder(Entry)


@dataclass(frozen=True)
class CloudflareLog:
    """Logpush in either of its output types."""

    vendor: str = "cloudflare"
    expects: str = (
        "Cloudflare's Logpush of http_requests, JSON lines or CSV with a line of field names, with "
        "ClientRequestUserAgent, ClientRequestURI, EdgeStartTimestamp and EdgeResponseStatus"
    )
    bad_line: str = "one request with EdgeStartTimestamp, EdgeResponseStatus and ClientRequestURI"

    def reader(self, start: bytes) -> Reader | None:
        """By the names of the fields, in the first line of JSON or in the line above the CSV."""
        lines = first_lines(start, 3)
        if not lines:
            return None
        names = _json_names(lines[0]) or [name.strip() for name in _cells(lines[0])]
        if not (_NEEDED.issubset(names) and _TARGETS.intersection(names)):
            return None
        if lines[0].startswith("{"):
            return CloudflareReader(_ENTRY.decode, "{")
        return CloudflareReader(_CsvParser(tuple(names)), "")


@dataclass(frozen=True)
class _CsvParser:
    """One line of CSV by the names in the first."""

    names: tuple[str, ...]

    def __call__(self, line: str) -> Entry:
        cells = _cells(line)
        if len(cells) != len(self.names):
            raise ValueError("another number of cells")
        named = {name: cell for name, cell in zip(self.names, cells, strict=True) if cell}
        return msgspec.convert(named, Entry, strict=False)


@dataclass(frozen=True)
class CloudflareReader:
    """Reads lines by `parse`; each begins with `mark`."""

    parse: Parse
    mark: str

    def read(self, lines: pl.Series) -> Requests:
        """Crawlers' lines taken apart; of the others only beginning and end are looked at."""
        said = numbered(lines).filter(pl.col("text") != "", ~self._names_fields())
        judged = said.with_columns(fits=sound() & self._whole())
        asked = judged.filter(pl.col("fits") & may_be_crawlers())
        bad = judged.filter(~pl.col("fits"))["line"].to_list()
        others = len(judged) - len(bad) - len(asked)
        rows = []
        for line, text, _ in asked.iter_rows():
            try:
                rows.append((line, *_request(self.parse(text))))
            except (ValueError, OverflowError, OSError):
                bad.append(line)
        frame = pl.DataFrame(rows, schema=REQUEST, orient="row")
        return Requests(frame, sorted(bad), others)

    def _names_fields(self) -> pl.Expr:
        return pl.col("text").str.contains('ClientRequestUserAgent,|,"?ClientRequestUserAgent')

    def _whole(self) -> pl.Expr:
        if not self.mark:
            return pl.lit(value=True)
        return pl.col("text").str.starts_with("{") & pl.col("text").str.ends_with("}")


def _request(entry: Entry) -> Sequence[object]:
    if not 100 <= entry.EdgeResponseStatus <= 999:
        raise ValueError("no HTTP status")
    return (
        entry.ClientIP,
        entry.ClientRequestScheme,
        entry.ClientRequestHost,
        entry.ClientRequestMethod,
        entry.ClientRequestURI or entry.ClientRequestPath,
        _day(entry.EdgeStartTimestamp),
        entry.EdgeResponseStatus,
        entry.ClientRequestUserAgent,
    )


def _day(stamp: int | str) -> date:
    """The day in UTC; ValueError, OverflowError or OSError where it is no time."""
    if isinstance(stamp, str) and not stamp.isdecimal():
        return datetime.fromisoformat(stamp).astimezone(UTC).date()
    number = int(stamp)
    seconds = number // 10**9 if number > _NANOSECONDS else number
    return datetime.fromtimestamp(seconds, UTC).date()


def _json_names(line: str) -> list[str]:
    with suppress(ValueError, RecursionError):
        entry = json.loads(line)
        return list(entry) if isinstance(entry, dict) else []
    return []


def _cells(line: str) -> list[str]:
    with suppress(csv.Error, StopIteration):
        return next(csv.reader([line]))
    return []


CLOUDFLARE: Final = CloudflareLog()
