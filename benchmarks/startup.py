"""Group app: how long it takes until the command line answers."""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.process import run

ROUNDS = 7


def figures() -> Iterator[Figure]:
    """Wall time of `linkequity --help`."""
    command = [Path(sys.executable).parent / "linkequity", "--help"]
    with tempfile.TemporaryDirectory() as folder:
        seconds = statistics.median(run(command, Path(folder)).wall for _ in range(ROUNDS))
    yield Figure("start-up", seconds, "s", 0.3)
