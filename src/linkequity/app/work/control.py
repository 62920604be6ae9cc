"""Work begun, watched and stopped, from outside its process.

A lock says whether the process lives: it is taken before the process begins, handed to it, and let
go by the system however it ends. So nothing is taken for running that is not, after any restart.
"""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

from linkequity.app.work.diary import FOLDER, read_diary
from linkequity.app.work.documents import WorkDoc, WorkOrder
from linkequity.base.errors import StorageFailed, WorkspaceLocked
from linkequity.snapshot.snapshot import write_bytes

ORDER: Final = "order.json"
# Processes begun here, kept so that their ends are seen and none stays behind as a zombie.
_begun: Final[dict[Path, subprocess.Popen[bytes]]] = {}


def order_file(workspace: Path) -> Path:
    """What is to be done."""
    return workspace / FOLDER / ORDER


def uploads(workspace: Path) -> Path:
    """Where files that were handed in wait for their import."""
    return workspace / FOLDER / "uploads"


def refuse_links(workspace: Path) -> None:
    """StorageFailed where the folders for work are links: what is written there is elsewhere."""
    for folder in (workspace / FOLDER, uploads(workspace)):
        if folder.is_symlink():
            raise StorageFailed(
                "is a link to another folder, to which nothing is written",
                where=str(folder),
                hint="Remove it: a workspace from somebody else may hold one.",
            )


def begin(workspace: Path, order: WorkOrder) -> None:
    """Begin the work in a process of its own. WorkspaceLocked where some is under way already."""
    refuse_links(workspace)
    folder = workspace / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as lock:
        if not _take(lock.fileno()):
            raise _at_work(workspace)
        write_bytes(msgspec.json.encode(order), order_file(workspace))
        write_bytes(msgspec.json.encode(WorkDoc(order=order)), folder / "state.json")
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "linkequity.app.work", str(workspace.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )
        lock.truncate(0)
        lock.write(str(process.pid))
        _begun[workspace.resolve()] = process


def refuse_while_working(workspace: Path) -> None:
    """WorkspaceLocked where work is under way: it may be reading what would be written."""
    if _running(workspace):
        raise _at_work(workspace)


def work_of(workspace: Path) -> WorkDoc | None:
    """How far the work is, or how the last one ended; None where there never was any."""
    process = _begun.get(workspace.resolve())
    if process is not None and process.poll() is not None:
        del _begun[workspace.resolve()]
    lives, entry = _running(workspace), read_diary(workspace)
    if entry is None:
        return None
    if lives:  # its last entry may be written, but only its end lets go of the lock
        return msgspec.structs.replace(entry, state="running")
    if entry.state == "running":
        return msgspec.structs.replace(entry, state="interrupted", step="Interrupted", eta=None)
    return entry


def stop(workspace: Path) -> None:
    """Ask the work to stop; it ends within a few seconds and keeps what it has."""
    if _running(workspace):
        text = (workspace / FOLDER / "lock").read_text().strip()
        if text.isdigit():
            os.kill(int(text), signal.SIGINT)


def _at_work(workspace: Path) -> WorkspaceLocked:
    return WorkspaceLocked(
        "there is work under way in this workspace already",
        where=workspace.name,
        hint="Wait until it has ended, or stop it.",
    )


def _running(workspace: Path) -> bool:
    path = workspace / FOLDER / "lock"
    if not path.exists():
        return False
    with path.open("a+") as lock:
        return not _take(lock.fileno())


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
