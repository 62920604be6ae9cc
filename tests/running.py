"""The command line as a person runs it, and the worked example that one run of it leaves."""

import fcntl
import io
import json
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

PRINTED = "printed.json"


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, both outputs."""

    code: int
    out: str
    err: str


def linkequity(*words: str | Path, cwd: Path) -> Ran:
    """Call what the entry point calls, from a folder: a second cheaper than a process of its own.

    A traceback is no exit code: what `main` cannot explain fails the test.
    """
    from linkequity.faces.cli.main import main  # noqa: PLC0415

    code, out, err = 0, io.StringIO(), io.StringIO()
    asked = patch.object(sys, "argv", ["linkequity", *map(str, words)])
    with asked, chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    assert "Traceback" not in err.getvalue(), err.getvalue()
    return Ran(code, out.getvalue(), err.getvalue())


def process(*words: str | Path, cwd: Path) -> Ran:
    """Run the command in a process of its own: where start and end are the point."""
    done = subprocess.run(
        [sys.executable, "-m", "linkequity.faces.cli.main", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Demo:
    """The demo's folder, its one workspace, and the document it printed."""

    folder: Path
    workspace: Path
    printed: dict[str, Any]

    @classmethod
    def at(cls, folder: Path) -> "Demo":
        """What `finished_demo` left in a folder."""
        (workspace,) = (path for path in folder.iterdir() if path.is_dir())
        return cls(folder, workspace, json.loads((folder / PRINTED).read_text()))

    def copied(self, folder: Path) -> "Demo":
        """The same in a folder that is not there yet, to write in."""
        shutil.copytree(self.folder, folder)
        return Demo.at(folder)

    def run(self, *words: str | Path) -> Ran:
        """Another command in the same folder."""
        return linkequity(*words, cwd=self.folder)

    def answer(self, *words: str | Path) -> Any:
        """What another command prints with --json."""
        ran = self.run(*words, "--json")
        assert ran.code == 0, ran.err
        return json.loads(ran.out)


def finished_demo(folder: Path) -> Demo:
    """The demo as the command leaves it, run by whichever process of the tests comes first."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / PRINTED).exists():
            ran = process("demo", "--json", "--no-open", cwd=folder)
            assert ran.code == 0, ran.err
            (folder / PRINTED).write_text(ran.out)
    return Demo.at(folder)


def contents(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of change of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {file: ((found := file.stat()).st_size, found.st_mtime_ns) for file in files}
