"""What is known of a site and what is still to be asked, in SQLite, so that a kill loses nothing.

A URL is queued, then leased to a fetch, then done; it is done only once the Parquet part with its
row is durable. Leases of a run that ended return to the queue. SQLite's WAL keeps every committed
state through a kill; commits are batched, since a lost commit only costs fetching a page again.
"""

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

SOURCES: Final = (
    "start",
    "link",
    "redirect",
    "canonical",
    "sitemap",
    "folder",
    "backlinks",
    "search",
    "analytics",
    "logs",
    "probe",
    "hreflang",
)
_BIT: Final = {source: 1 << place for place, source in enumerate(SOURCES)}
_QUEUED, _LEASED, _DONE = 0, 1, 2
_BATCH = 64
# Pages that links lead to come first, so that a page limit keeps the site's own order.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS urls (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, state INTEGER NOT NULL DEFAULT 0,
    depth INTEGER NOT NULL, chain INTEGER NOT NULL, sources INTEGER NOT NULL,
    found_on TEXT, refusal TEXT);
CREATE INDEX IF NOT EXISTS queue ON urls ((sources & 15 = 0), depth, id) WHERE state = 0;
"""
_LEASE = f"""
UPDATE urls SET state = {_LEASED} WHERE id IN (
    SELECT id FROM urls WHERE state = {_QUEUED}
    ORDER BY (sources & 15 = 0), depth, id LIMIT {_BATCH})
RETURNING id, url, depth, chain, sources, found_on, refusal
"""


@dataclass(frozen=True)
class Lease:
    """One URL to be asked. `chain` counts the pages of its shape that led to it, one by one."""

    url: str
    depth: int
    chain: int
    known_from: tuple[str, ...]
    found_on: str | None
    refusal: str | None


class Frontier:
    """The frontier of one crawl; one process at a time."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")
        self._database.execute(f"UPDATE urls SET state = {_QUEUED} WHERE state = {_LEASED}")
        # The sources of a URL by its 64-bit hash: asked for every link, so it stays in memory.
        rows = self._database.execute("SELECT url, sources FROM urls")
        self._known = {hash(url): sources for url, sources in rows}
        self._leased: deque[Lease] = deque()
        self._is_open = True
        self.done = self._count(_DONE)

    @property
    def found(self) -> int:
        """URLs known by now."""
        return len(self._known)

    def knows(self, url: str) -> bool:
        """Whether a URL is in the frontier, in whatever state."""
        return hash(url) in self._known

    def add(
        self,
        url: str,
        source: str,
        *,
        depth: int = 0,
        chain: int = 0,
        found_on: str | None = None,
        refusal: str | None = None,
    ) -> None:
        """Queue a new URL, or note one more source of a known one."""
        key, bit = hash(url), _BIT[source]
        known = self._known.get(key)
        if known is None:
            self._known[key] = bit
            self._database.execute(
                "INSERT OR IGNORE INTO urls (url, depth, chain, sources, found_on, refusal) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (url, depth, chain, bit, found_on, refusal),
            )
        elif not known & bit:
            self._known[key] = known | bit
            self._database.execute(
                "UPDATE urls SET sources = sources | ? WHERE url = ?", (bit, url)
            )

    def lease(self) -> Lease | None:
        """The next URL to be asked; None where none is queued now."""
        if not self._leased:
            rows = self._database.execute(_LEASE).fetchall()
            rows.sort(key=lambda row: (row[4] & 15 == 0, row[2], row[0]))
            self._leased.extend(_lease(row[1:]) for row in rows)
        return self._leased.popleft() if self._leased else None

    def return_leases(self, urls: Iterable[str]) -> None:
        """Queue leased URLs again: what was fetched of them is lost."""
        self._set_state(_QUEUED, urls)

    def acknowledge(self, urls: Iterable[str]) -> None:
        """Note that the rows of these URLs are durable."""
        self.done += self._set_state(_DONE, urls)

    def _set_state(self, state: int, urls: Iterable[str]) -> int:
        return self._database.executemany(
            "UPDATE urls SET state = ? WHERE url = ? AND state <> ?",
            ((state, url, state) for url in urls),
        ).rowcount

    def commit(self) -> None:
        """Make everything so far survive a kill."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def is_done(self, url: str) -> bool:
        """Whether a URL's row was acknowledged."""
        row = self._database.execute("SELECT state FROM urls WHERE url = ?", (url,)).fetchone()
        return bool(row and row[0] == _DONE)

    def chain_of(self, url: str) -> int:
        """The chain of a known URL; 0 of an unknown one."""
        row = self._database.execute("SELECT chain FROM urls WHERE url = ?", (url,)).fetchone()
        return int(row[0]) if row else 0

    def unfinished(self) -> int:
        """URLs that are queued or leased."""
        return self.found - self._count(_DONE)

    def _count(self, state: int) -> int:
        query = "SELECT count(*) FROM urls WHERE state = ?"
        return int(self._database.execute(query, (state,)).fetchone()[0])

    def known(self) -> pl.DataFrame:
        """Every URL with the sources that name it, sorted: columns url, known_from."""
        rows = self._database.execute("SELECT url, sources FROM urls").fetchall()
        names = {mask: sorted(_names(mask)) for mask in {row[1] for row in rows}}
        return pl.DataFrame(
            {"url": [row[0] for row in rows], "known_from": [names[row[1]] for row in rows]},
            schema={"url": pl.String, "known_from": pl.List(pl.String)},
        )

    def note(self, key: str, value: str) -> None:
        """Keep a word about the crawl itself."""
        self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def noted(self, key: str) -> str | None:
        """A word kept earlier."""
        row = self._database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def close(self) -> None:
        """Commit and close; a second time does nothing."""
        if self._is_open:
            self._is_open = False
            with suppress(sqlite3.OperationalError):  # nothing durable is lost by a lost commit
                self._database.execute("COMMIT")
            self._database.close()


def _lease(row: tuple[str, int, int, int, str | None, str | None]) -> Lease:
    url, depth, chain, sources, found_on, refusal = row
    return Lease(url, depth, chain, tuple(sorted(_names(sources))), found_on, refusal)


def _names(mask: int) -> Iterator[str]:
    return (source for source, bit in _BIT.items() if mask & bit)
