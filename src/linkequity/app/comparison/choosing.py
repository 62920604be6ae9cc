"""Which two snapshots are meant: by name, by the start of a name, by path, or the latest two."""

from collections.abc import Sequence
from pathlib import Path

from linkequity.app.workspace import Workspace
from linkequity.base.errors import UsageError
from linkequity.snapshot.snapshot import MANIFEST, Snapshot

LISTED = 10


def chosen_snapshots(workspace: Workspace, names: Sequence[str]) -> tuple[Snapshot, Snapshot]:
    """The earlier and the later one: see `app.verbs.compare`. UsageError says what there is."""
    latest = workspace.snapshots()
    if len(names) == 2:
        first, second = (_named(workspace, name) for name in names)
    elif names and latest:
        first, second = _named(workspace, names[0]), latest[-1]
    elif not names and len(latest) > 1:
        first, second = latest[-2:]
    else:
        raise _too_few(workspace, latest)
    if first.resolve() == second.resolve():
        raise UsageError(
            f"{first.name} would be compared with itself",
            where=str(workspace.path),
            hint=_there_are(latest),
        )
    return Snapshot.open(first), Snapshot.open(second)


def _named(workspace: Workspace, name: str) -> Path:
    path = Path(name).expanduser()
    if (path / MANIFEST).is_file():
        return path
    snapshots = workspace.snapshots()
    exact = [folder for folder in snapshots if folder.name == name]
    meant = exact or [folder for folder in snapshots if name and folder.name.startswith(name)]
    if len(meant) != 1:
        raise UsageError(
            f"{'several snapshots are' if meant else 'no snapshot is'} called {name!r}",
            where=str(workspace.path),
            hint=_there_are(meant or snapshots),
        )
    return meant[0]


def _too_few(workspace: Workspace, snapshots: Sequence[Path]) -> UsageError:
    return UsageError(
        "has only one snapshot" if snapshots else "has no snapshot yet",
        where=str(workspace.path),
        hint="Crawl the site again, then compare: linkequity audit https://example.com",
    )


def _there_are(snapshots: Sequence[Path]) -> str:
    names = ", ".join(folder.name for folder in snapshots[-LISTED:])
    more = len(snapshots) - LISTED
    return f"There is {names}" + (f" and {more:,} older ones." if more > 0 else ".")
