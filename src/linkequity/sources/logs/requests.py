"""What a line of a log says of one request, and what log formats have in common."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

import polars as pl

from linkequity.base.crawlers import known_crawlers
from linkequity.sources.logs.blocks import MAX_LINE

# `line` is the number of the line among those read together, from 0; `target` what was asked for,
# a path or a URL; the others as their names say, null where the log does not tell.
REQUEST: Final = pl.Schema(
    {
        "line": pl.UInt32,
        "address": pl.String,
        "scheme": pl.String,
        "host": pl.String,
        "method": pl.String,
        "target": pl.String,
        "day": pl.Date,
        "status": pl.Int16,
        "user_agent": pl.String,
    }
)


@dataclass(frozen=True)
class Requests:
    """What came of some lines.

    `frame`: REQUEST of the lines that may be a crawler's. `bad`: numbers of the lines that cannot
    be read. `others`: lines that are no crawler's. Comments and blank lines are neither.
    """

    frame: pl.DataFrame
    bad: list[int]
    others: int


class Reader(Protocol):
    """Reads the lines of one file, block after block."""

    def read(self, lines: pl.Series) -> Requests:
        """The requests of some lines."""


class LogFormat(Protocol):
    """One way in which servers write logs."""

    @property
    def vendor(self) -> str:
        """The name it goes by, in `--as` and in the tables."""

    @property
    def expects(self) -> str:
        """What such a log looks like, in words."""

    @property
    def bad_line(self) -> str:
        """What was expected of a line that could not be read."""

    def reader(self, start: bytes) -> Reader | None:
        """A reader for a file that begins so; None where it is no log of this format."""


def first_lines(start: bytes, count: int = 50) -> list[str]:
    """The first whole lines of a file that say something."""
    lines = start.rpartition(b"\n")[0] or start
    text = lines.decode("utf-8", "replace").splitlines()
    return [line for line in text[: 4 * count] if line.strip()][:count]


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    return tuple(crawler.user_agent for crawler in known_crawlers() if crawler.user_agent)


def may_be_crawlers() -> pl.Expr:
    """Whether a crawler's words stand anywhere in a `text`; its user agent tells for sure."""
    return pl.col("text").str.contains_any(list(_words()), ascii_case_insensitive=True)


def sound() -> pl.Expr:
    """Whether a `text` is short enough to be a request's."""
    return pl.col("text").str.len_bytes() <= MAX_LINE


def numbered(lines: pl.Series) -> pl.DataFrame:
    """Lines as a frame of `line`, their number from 0, and `text`."""
    return lines.to_frame("text").with_row_index("line")
