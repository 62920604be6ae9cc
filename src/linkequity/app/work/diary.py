"""The file that says how far the work is: written by the process that works, read by all others."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from linkequity.app.work.documents import WorkDoc, WorkOrder
from linkequity.base.errors import LinkequityError
from linkequity.snapshot.snapshot import write_bytes
from linkequity.sources.crawl.progress import Progress

FOLDER: Final = ".work"
STATE: Final = "state.json"
# Seconds between two entries while pages are read: people look no more often.
PAUSE: Final = 0.5


def read_diary(workspace: Path) -> WorkDoc | None:
    """The latest entry; None where no work was ever begun."""
    path = workspace / FOLDER / STATE
    return msgspec.json.decode(path.read_bytes(), type=WorkDoc) if path.exists() else None


class Diary:
    """A listener that writes down what it hears."""

    def __init__(self, workspace: Path, order: WorkOrder) -> None:
        self._path = workspace / FOLDER / STATE
        self._entry = WorkDoc(order=order, began_at=_now())
        self._written = 0.0
        self.write()

    def crawling(self, progress: Progress) -> None:
        """Pages read so far."""
        told = {
            name: getattr(progress, name) for name in ("done", "found", "failed", "rate", "eta")
        }
        if time.monotonic() - self._written >= PAUSE:
            self.write(step="Reading pages", **told)

    def step(self, name: str) -> None:
        """The next step has begun."""
        self.write(step=name, eta=None)

    def note(self, sentence: str) -> None:
        """Something a person should know."""
        self.write(notes=[*self._entry.notes, sentence])

    def fail(self, error: LinkequityError) -> None:
        """The work has come to an end that somebody can mend."""
        self.write(state="failed", error=error.message, where=error.where, hint=error.hint)

    def write(self, **changes: object) -> None:
        """Write an entry: what was known, with these changes."""
        entry = msgspec.structs.replace(self._entry, changed_at=_now(), **changes)
        self._entry, self._written = entry, time.monotonic()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(msgspec.json.encode(entry), self._path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
