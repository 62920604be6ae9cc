"""The scenarios of a workspace: one TOML file each, as `linkequity simulate` reads them.

A name is looked up among the files that are there, or fits NAME before one is made: it is never a
path. Files are written whole or not at all.
"""

import fcntl
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from linkequity.advice.scenario_files import parse_scenario, write_scenario
from linkequity.app.workspace import Workspace
from linkequity.base.errors import FileUnreadable, ScenarioInvalid, UsageError
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.names import Scenario
from linkequity.snapshot.snapshot import write_bytes

FOLDER: Final = "scenarios"
ENDING: Final = ".toml"
# Letters and digits of any script; no dot at the beginning, no space or dot at the end.
NAME: Final = re.compile(r"\w(?:[\w .,()+-]{0,58}[\w)+])?")
NAMED_SO: Final = "Letters, digits, spaces and - _ . , ( ) +, 60 at most; a letter or digit first."
# Edits that are answered while somebody types; more are for `linkequity simulate`.
MOST_EDITS: Final = 200
MOST_BYTES: Final = 1_000_000
MOST_DRAFTS: Final = 500
EMPTY: Final = b"# No edits yet.\n"


@dataclass(frozen=True)
class Draft:
    """A scenario that is kept. `complaint`: why its file cannot be used, empty where it can."""

    name: str
    scenario: Scenario
    changed_at: float
    complaint: str = ""


@dataclass(frozen=True)
class Drafts:
    """All scenarios of a workspace."""

    workspace: Workspace

    def all(self) -> list[Draft]:
        """Every scenario, the one changed last first."""
        found = [self._draft(name, path) for name, path in self._files()]
        return sorted(found, key=lambda draft: (-draft.changed_at, draft.name))

    def read(self, name: str) -> Scenario:
        """The scenario so named. UsageError where there is none, ScenarioInvalid for a bad file."""
        return _read(name, self._path(name))

    def add(self, name: str, edits: list[Edit]) -> None:
        """Edits at the end of a scenario, which is made where there is none of this name."""
        with self._alone():
            before = _read(name, self._path(name)).edits if self._has(name) else ()
            self._write(name, (*before, *edits))

    def remove(self, name: str, number: int, edit: Edit) -> None:
        """Take an edit out: the one of this number, if it still is this one."""
        with self._alone():
            edits = [*_read(name, self._path(name)).edits]
            if not 0 < number <= len(edits) or edits[number - 1] != edit:
                raise UsageError(
                    "this edit is not there any more", where=name, hint="Look at the list again."
                )
            self._write(name, (*edits[: number - 1], *edits[number:]))

    def create(self, name: str, edits: tuple[Edit, ...] = ()) -> str:
        """A new scenario; says its name. UsageError where the name is taken or is none."""
        with self._alone():
            self._refuse_taken(valid(name))
            self._write(valid(name), edits)
        return valid(name)

    def rename(self, old: str, new: str) -> str:
        """Call a scenario otherwise; says how. UsageError where the name is taken or is none."""
        with self._alone():
            path, name = self._path(old), valid(new)
            if name != old:
                self._refuse_taken(name)
                path.replace(self._folder / (name + ENDING))
        return name

    def duplicate(self, name: str) -> str:
        """A copy under the next free name; says which."""
        free = self.free_name(f"{name[:48].rstrip(' .,-')} copy")
        return self.create(free, self.read(name).edits)

    def delete(self, name: str) -> None:
        """Remove a scenario."""
        with self._alone():
            self._path(name).unlink()

    def free_name(self, wanted: str = "Scenario") -> str:
        """This name, or with the first number that makes it free."""
        taken = {name.casefold() for name, _ in self._files()}
        numbered = (f"{wanted} {n}" for n in range(2, MOST_DRAFTS + 3))
        return next(name for name in (wanted, *numbered) if name.casefold() not in taken)

    @property
    def _folder(self) -> Path:
        return self.workspace.path / FOLDER

    def _files(self) -> list[tuple[str, Path]]:
        """Names and files; links to elsewhere are none."""
        if self._folder.is_symlink() or not self._folder.is_dir():
            return []
        files = [path for path in self._folder.glob(f"*{ENDING}") if not path.is_symlink()]
        return [(path.stem, path) for path in files if NAME.fullmatch(path.stem)]

    def _has(self, name: str) -> bool:
        return name in dict(self._files())

    def _path(self, name: str) -> Path:
        path = dict(self._files()).get(name)
        if path is None:
            raise UsageError(
                "there is no scenario of this name", where=name, hint="It may have been renamed."
            )
        return path

    def _draft(self, name: str, path: Path) -> Draft:
        changed_at = path.stat().st_mtime
        try:
            return Draft(name, _read(name, path), changed_at)
        except (ScenarioInvalid, FileUnreadable) as error:
            return Draft(name, Scenario((), name), changed_at, str(error))

    def _refuse_taken(self, name: str) -> None:
        taken = {other.casefold() for other, _ in self._files()}
        if name.casefold() in taken:
            raise UsageError("there is a scenario of this name", where=name, hint="Take another.")
        if len(taken) >= MOST_DRAFTS:
            raise UsageError(
                f"{MOST_DRAFTS} scenarios are kept already", hint="Delete what is not needed."
            )

    def _write(self, name: str, edits: tuple[Edit, ...]) -> None:
        _bounded(Scenario(edits, name))
        text = write_scenario(Scenario(edits, name)).encode()
        write_bytes(text or EMPTY, self._folder / (valid(name) + ENDING))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes scenarios meanwhile; the lock dies with its process."""
        if self._folder.is_symlink():
            raise UsageError("the folder of scenarios leads elsewhere", where=str(self._folder))
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def valid(name: str) -> str:
    """A name as it is kept: composed, trimmed. UsageError for what is none."""
    kept = unicodedata.normalize("NFC", name).strip()
    if not NAME.fullmatch(kept) or len(kept.encode()) > 200:
        raise UsageError("cannot be the name of a scenario", where=name[:80], hint=NAMED_SO)
    return kept


def _read(name: str, path: Path) -> Scenario:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise FileUnreadable(
            f"is larger than {MOST_BYTES:,} bytes", where=name, hint="linkequity simulate reads it."
        )
    if data.strip() in (b"", EMPTY.strip()):
        return Scenario((), name)
    scenario = parse_scenario(data, name)
    _bounded(scenario)
    return scenario


def _bounded(scenario: Scenario) -> None:
    if len(scenario.edits) > MOST_EDITS:
        raise ScenarioInvalid(
            f"has {len(scenario.edits):,} edits; at most {MOST_EDITS} are answered here",
            where=scenario.name,
            hint="linkequity simulate takes larger files.",
        )
