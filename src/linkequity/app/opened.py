"""Workspaces held open: what a running app asks again and again is read and solved once.

`Shelf` knows the workspaces of one folder by name, and gives no other folder to anyone.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, RLock, Thread
from typing import Final

from linkequity.app.links_to_add.recommendations import Recommendations
from linkequity.app.links_to_add.recommending import RecommendOrder, find_links
from linkequity.app.map.building import site_map
from linkequity.app.results import Results
from linkequity.app.verbs import facts_of, results_of
from linkequity.app.workspace import RESULTS_FILE, SETTINGS_FILE, Workspace
from linkequity.base.errors import LinkequityError, WorkspaceUnclear
from linkequity.model.facts import Facts

# Workspaces whose facts stay in memory: a 100,000-page site takes some gigabytes.
FACTS_KEPT: Final = 2
# Answers of `links` kept: finding links takes seconds, deciding about them one after the other not.
ANSWERS_KEPT: Final = 8

# What a workspace has, even one whose first crawl has just begun.
SIGNS: Final = (SETTINGS_FILE, "snapshots", "imports", ".work")

# Which version of a workspace something was made from: names, sizes and times of its files.
Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class Opened:
    """A workspace held open. Safe to ask from several threads; a change on disk is seen."""

    name: str
    path: Path
    _lock: RLock = field(default_factory=RLock, repr=False)
    _reading: Lock = field(default_factory=Lock, repr=False)
    _finding: Lock = field(default_factory=Lock, repr=False)
    _warming: Event = field(default_factory=Event, repr=False)
    _results: tuple[Stamp, Results] | None = field(default=None, repr=False)
    _facts: tuple[Stamp, Facts] | None = field(default=None, repr=False)
    _links: OrderedDict[tuple[Stamp, RecommendOrder], Recommendations] = field(
        default_factory=OrderedDict, repr=False
    )

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is on disk now, its settings read again."""
        return Workspace(self.path)

    @property
    def results(self) -> Results | None:
        """The result document of the latest audit; None before the first."""
        file = self.path / "results" / RESULTS_FILE
        stamp = _stamp([file])
        if not stamp:
            return None
        with self._reading:
            if self._results is None or self._results[0] != stamp:
                self._results = stamp, results_of(self.workspace)
            return self._results[1]

    @property
    def facts(self) -> Facts:
        """The facts of the latest snapshot, imports and settings; the first time takes a while.

        Raises SnapshotInvalid before the first crawl, SettingsInvalid where settings are wrong.
        """
        workspace = self.workspace
        with self._lock:
            stamp = self._made_from()
            if self._facts is None or self._facts[0] != stamp:
                self._facts = stamp, facts_of(workspace.latest(), workspace)
            return self._facts[1]

    def links(self, order: RecommendOrder) -> Recommendations:
        """The links that were asked for, found once: what is decided meanwhile stays in the list.

        UsageError where the order names no content page.
        """
        with self._finding:
            asked = self._made_from(), order
            found = self._links.get(asked)
            if found is None:
                found = find_links(self.facts, order, self.workspace)
                self._links[asked] = found
            while len(self._links) > ANSWERS_KEPT:
                self._links.popitem(last=False)
            return found

    def warm(self) -> None:
        """Begin to lay the map and read the facts, so that the screens of both are there sooner.

        Nothing is raised: whoever needs the facts asks for them again, and is told.
        """
        if self._facts is None and not self._warming.is_set():
            self._warming.set()
            Thread(target=self._read_ahead, daemon=True).start()

    def _read_ahead(self) -> None:
        """The map, and what screens ask facts for; who comes meanwhile waits for it."""
        with suppress(LinkequityError):
            site_map(self.workspace, "cluster")
        with suppress(LinkequityError), self._lock:
            facts = self.facts
            _ = facts.pages, facts.links, facts.clusters, facts.landings, facts.content_system
        self._warming.clear()

    def forget(self) -> None:
        """Let go of the facts, which take most of the memory; not while they are being read."""
        if self._lock.acquire(blocking=False):
            self._facts = None
            self._links.clear()
            self._lock.release()

    def _made_from(self) -> Stamp:
        """The version of all that facts are made from."""
        latest, imported = self.workspace.snapshots()[-1:], _imported(self.workspace)
        return _stamp([self.path / SETTINGS_FILE, *latest, *imported])


class Shelf:
    """The workspaces of one folder, by name: those below it, and the folder itself if it is one."""

    def __init__(self, folder: Path) -> None:
        """A folder that is there."""
        self.folder = folder.resolve()
        self._opened: OrderedDict[str, Opened] = OrderedDict()
        self._lock = Lock()

    @property
    def is_one(self) -> bool:
        """Whether the folder itself is a workspace, so that no other has its place in it."""
        return _is_workspace(self.folder)

    def names(self) -> list[str]:
        """The workspaces there are, by name."""
        return sorted(name for name, _ in self._found())

    def open(self, name: str) -> Opened:
        """The workspace so named; WorkspaceUnclear where there is none.

        Only names of `names` are known, so that a name is never a path to somewhere else.
        """
        path = dict(self._found()).get(name)
        if path is None:
            raise WorkspaceUnclear(
                "no workspace of this name lies here",
                where=str(self.folder),
                hint="There are: " + (", ".join(self.names()) or "none yet"),
            )
        with self._lock:
            return self._opened.setdefault(name, Opened(name, path))

    def enter(self, name: str) -> Opened:
        """The workspace so named, to work in; those left longest ago let go of their facts."""
        opened = self.open(name)
        with self._lock:
            self._opened.move_to_end(name)
            for old in list(self._opened.values())[:-FACTS_KEPT]:
                old.forget()
        return opened

    def _found(self) -> Iterator[tuple[str, Path]]:
        if _is_workspace(self.folder):
            yield self.folder.name or "site", self.folder
            return
        for path in self.folder.iterdir():
            if not path.is_symlink() and path.is_dir() and _is_workspace(path):
                yield path.name, path


def _is_workspace(path: Path) -> bool:
    return any((path / sign).exists() for sign in SIGNS)


def _imported(workspace: Workspace) -> list[Path]:
    return sorted(workspace.imports.rglob("*")) if workspace.imports.is_dir() else []


def _stamp(files: list[Path]) -> Stamp:
    found = [(file, file.stat()) for file in files if file.exists()]
    return tuple((str(file), stat.st_size, stat.st_mtime_ns) for file, stat in found)
