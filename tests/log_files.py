"""Logs written in a test, and what comes of importing them."""

import gzip
from pathlib import Path

from linkequity.sources.logs.ranges import NO_RANGES, IpRanges
from linkequity.sources.registry import Imported, read_parts

GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
GPTBOT = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.3"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def line(
    path: str = "/a",
    agent: str = GOOGLEBOT,
    *,
    address: str = "66.249.64.1",
    day: str = "22/Nov/2026",
    status: int = 200,
    method: str = "GET",
) -> str:
    """One line in the combined format."""
    return (
        f"{address} - - [{day}:10:00:00 +0000] "
        f'"{method} {path} HTTP/1.1" {status} 512 "-" "{agent}"'
    )


def read_log(
    folder: Path, text: str | bytes, name: str = "access.log", ip_ranges: IpRanges = NO_RANGES
) -> Imported:
    """Write a log, packed if its name says so, and import it; refused lines are listed beside."""
    data = text.encode() if isinstance(text, str) else text
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return read_file(path, ip_ranges)


def read_file(path: Path, ip_ranges: IpRanges = NO_RANGES) -> Imported:
    """One file with its rows in memory."""
    frames = []
    [outcome] = read_parts(
        path, lambda _, frame: frames.append(frame), None, path.parent, ip_ranges
    )
    [frame] = frames
    return Imported(**vars(outcome), frame=frame)


def hits(log: Imported) -> set[tuple[str, str, int, int]]:
    """URL, crawler, status and hits of every row."""
    return set(log.frame.select("url", "crawler", "status", "hits").iter_rows())
