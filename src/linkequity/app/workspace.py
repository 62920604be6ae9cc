"""The workspace: one folder a site, in which everything about it is kept.

example.com/
  linkequity.toml   snapshots/<time>/   imports/   results/   frontier.sqlite (while crawling)
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from linkequity.base.errors import SnapshotInvalid, UsageError, WorkspaceLocked, WorkspaceUnclear
from linkequity.base.settings import Settings, read_settings
from linkequity.base.urls import host_of
from linkequity.snapshot.snapshot import MANIFEST, Snapshot

SETTINGS_FILE = "linkequity.toml"
RESULTS_FILE = "results.json"
NEW_SETTINGS = """\
# What linkequity should know about this site. Every key is optional.
site = "{site}"
"""


@dataclass(frozen=True)
class Workspace:
    """A workspace folder; it need not exist yet."""

    path: Path

    @cached_property
    def settings(self) -> Settings:
        """What linkequity.toml says, defaults for the rest."""
        return read_settings(self.path / SETTINGS_FILE)

    @property
    def imports(self) -> Path:
        """Folder of what people brought from elsewhere."""
        return self.path / "imports"

    @property
    def results(self) -> Path:
        """Folder of results, report and whole tables."""
        return self.path / "results"

    @property
    def history(self) -> Path:
        """Folder of what audits before the latest found and knew."""
        return self.results / "history"

    def snapshots(self) -> list[Path]:
        """Whole snapshots, the oldest first."""
        folders = (self.path / "snapshots").glob("*")
        return sorted(f for f in folders if (f / MANIFEST).is_file())

    def latest(self) -> Snapshot:
        """The newest whole snapshot; SnapshotInvalid where there is none yet."""
        snapshots = self.snapshots()
        if not snapshots:
            raise SnapshotInvalid(
                "has no snapshot yet",
                where=str(self.path),
                hint="Crawl first: linkequity audit https://example.com",
            )
        return Snapshot.open(snapshots[-1])

    def create(self, site: str) -> None:
        """Make the folder, with a settings file that names the site, where there is none."""
        self.results.mkdir(parents=True, exist_ok=True)
        settings = self.path / SETTINGS_FILE
        if not settings.exists():
            settings.write_text(NEW_SETTINGS.format(site=site), encoding="utf-8")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for one run; the lock dies with its process, however that ends."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WorkspaceLocked(
                    "another linkequity is at work in this workspace",
                    where=str(self.path),
                    hint="Wait until it has ended, or name another folder with --workspace.",
                ) from None
            try:
                yield
            finally:
                self._leave_nothing_behind()

    def _leave_nothing_behind(self) -> None:
        """Remove a folder in which a failed first run left nothing but its lock."""
        if [entry.name for entry in self.path.iterdir()] == [".lock"]:
            (self.path / ".lock").unlink()
            self.path.rmdir()


def workspace_for(url: str, folder: Path | None) -> Workspace:
    """The workspace of a site: the folder named, else `./<host>`.

    UsageError where the host cannot be the name of a folder: `..` is the one above.
    """
    name = host_of(url).replace(":", "_").strip("[]")
    if folder is None and (name.startswith(".") or "/" in name or "\\" in name):
        raise UsageError("is no host", where=name[:80], hint="Write it as https://example.com/.")
    return Workspace(folder or Path(name))


def find_workspace(folder: Path | None, current: Path) -> Workspace:
    """The workspace a command means that was not told: see the contract.

    The folder named; else `current` if it holds linkequity.toml; else the only workspace below it.
    """
    if folder is not None:
        return _existing(folder)
    if (current / SETTINGS_FILE).is_file():
        return Workspace(current)
    below = sorted(p.parent for p in current.glob(f"*/{SETTINGS_FILE}"))
    if len(below) == 1:
        return Workspace(below[0])
    raise WorkspaceUnclear(
        "several workspaces lie here" if below else "no workspace lies here",
        where=str(current),
        hint="Choose one with --workspace: " + ", ".join(p.name for p in below)
        if below
        else "Make one: linkequity audit https://example.com, or import FILE --workspace NAME",
    )


def _existing(folder: Path) -> Workspace:
    if (folder / SETTINGS_FILE).is_file() or (folder / "snapshots").is_dir():
        return Workspace(folder)
    raise WorkspaceUnclear(
        "is not a workspace: it has no linkequity.toml",
        where=str(folder),
        hint="Make one: linkequity audit https://example.com --workspace " + str(folder),
    )
