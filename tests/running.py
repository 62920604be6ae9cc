"""The command line as a person runs it: a process of its own, in a folder of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, both outputs."""

    code: int
    out: str
    err: str


def linkequity(*words: str | Path, cwd: Path) -> Ran:
    """Run the command as a person would, from a folder."""
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

    def run(self, *words: str | Path) -> Ran:
        """Another command in the same folder."""
        return linkequity(*words, cwd=self.folder)

    def answer(self, *words: str | Path) -> Any:
        """What another command prints with --json."""
        ran = self.run(*words, "--json")
        assert ran.code == 0, ran.err
        return json.loads(ran.out)
