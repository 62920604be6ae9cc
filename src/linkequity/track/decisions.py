"""What people decided about advice: accepted, rejected, and found done by a later crawl.

One SQLite file in the workspace (write-ahead log): each decision is one transaction, so a kill at
any moment leaves all decisions before it.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple

from linkequity.base.errors import FileUnreadable, UsageError

State = Literal["accepted", "rejected", "verified"]
TABLES: Final = """
CREATE TABLE IF NOT EXISTS proposed (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT, target TEXT, words TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS decisions (
    id TEXT PRIMARY KEY, state TEXT NOT NULL, because TEXT NOT NULL, decided_at TEXT NOT NULL,
    verified_in TEXT
) STRICT;
"""
# Seconds to wait for another command that is writing.
PATIENCE: Final = 10


class Proposed(NamedTuple):
    """Advice that was shown: `words` say it to people; of a link its `source` and `target`."""

    id: str
    kind: str
    source: str | None
    target: str | None
    words: str


class Decision(NamedTuple):
    """One decision. `verified_in`: the snapshot that first showed it done."""

    id: str
    kind: str
    source: str | None
    target: str | None
    words: str
    state: State
    because: str
    decided_at: str
    verified_in: str | None


class Decisions:
    """The decisions of one workspace; the file is made when there is something to remember."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def remember(self, shown: Collection[Proposed]) -> None:
        """Keep what was shown, so that its ids can be decided about."""
        if not shown:
            return
        with self._open() as db:
            db.executemany("INSERT OR REPLACE INTO proposed VALUES (?, ?, ?, ?, ?)", shown)

    def decide(self, ids: Sequence[str], state: State, because: str = "") -> list[Decision]:
        """Accept or reject; a later decision about an id replaces the one before.

        UsageError where an id was never shown; nothing is decided then.
        """
        with self._open() as db:
            known = {row[0] for row in db.execute("SELECT id FROM proposed")}
            unknown = [name for name in ids if name not in known]
            if unknown:
                raise UsageError(
                    f"no advice has the id {', '.join(unknown)}",
                    where=str(self._path),
                    hint="linkequity recommend shows the id of each link.",
                )
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            db.executemany(
                "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, NULL)",
                [(name, state, because, moment) for name in ids],
            )
        return [decision for decision in self.all() if decision.id in ids]

    def withdraw(self, ids: Sequence[str]) -> None:
        """Take decisions back, as if nobody had decided; what a crawl verified stays."""
        with self._open() as db:
            db.executemany(
                "DELETE FROM decisions WHERE id = ? AND state <> 'verified'",
                [(name,) for name in ids],
            )

    def verify(self, ids: Collection[str], snapshot: str) -> None:
        """Accepted advice that a snapshot shows done."""
        if not ids:
            return
        with self._open() as db:
            db.executemany(
                "UPDATE decisions SET state = 'verified', verified_in = ? "
                "WHERE id = ? AND state = 'accepted'",
                [(snapshot, name) for name in ids],
            )

    def all(self) -> list[Decision]:
        """Every decision, the latest first."""
        if not self._path.exists():
            return []
        with self._open() as db:
            rows = db.execute(
                "SELECT id, kind, source, target, words, state, because, decided_at, verified_in "
                "FROM decisions JOIN proposed USING (id) ORDER BY decided_at DESC, id"
            )
            return [Decision(*row) for row in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction; FileUnreadable where the file is no database of ours."""
        try:
            db = sqlite3.connect(self._path, timeout=PATIENCE)
            try:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = FULL")
                db.executescript(TABLES)
                with db:
                    yield db
            finally:
                db.close()
        except sqlite3.Error as error:
            raise FileUnreadable(
                f"cannot be used: {error}",
                where=str(self._path),
                hint="Move it away to begin anew; it holds what was accepted and rejected.",
            ) from None
