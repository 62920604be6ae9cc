"""Build the system of a snapshot and solve it, in a process of its own.

    python benchmarks/engine_build_run.py FOLDER

Prints links, seconds of building and solving, and added memory (bytes) as JSON.
"""

import json
import sys
import time
from pathlib import Path

from linkequity.base.settings import Settings
from linkequity.model.links.build import build
from linkequity.snapshot.snapshot import Snapshot


def memory() -> int:
    """The most so far. VmHWM: unlike ru_maxrss it is that of this process alone."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def main(folder: Path) -> None:
    """Say what it took; what imports took before is taken off."""
    snapshot, before = Snapshot.open(folder), memory()
    wall, cpu = time.perf_counter(), time.process_time()
    built = build(snapshot, Settings().weights)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    took = {"links": built.links, "wall": wall, "cpu": cpu, "memory": memory() - before}
    solved = built.system.forward(built.baseline)
    print(json.dumps({**took, "solve": solved.seconds, "residual": solved.residual}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
