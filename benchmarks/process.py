"""Runs a command and measures what it and all its children took."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SAMPLE_SECONDS = 0.25  # a crawl's memory grows over minutes; sampling costs about 1 ms
MEGABYTE = 1_000_000


@dataclass
class Memory:
    """Peaks, in bytes: of the first process alone, and of all together at one moment.

    `all_shared` counts memory that processes share once (PSS), `all_resident` once a process (RSS).
    """

    main: int = 0
    all_shared: int = 0
    all_resident: int = 0


@dataclass(frozen=True)
class Run:
    """What a command took: CPU and wall in seconds, with all its children."""

    cpu: float
    wall: float
    output: str
    memory: Memory = field(default_factory=Memory)


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run to the end and measure; RuntimeError with what it said where it failed."""
    begin = time.perf_counter()
    log = folder / "stderr.txt"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "no_proxy": "localhost,127.0.0.1", "NO_COLOR": "1"},
        )
    memory = Memory()
    watching = threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, memory, watching), daemon=True)
    watcher.start()
    assert process.stdout is not None
    output = process.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)  # of the process and the children it waited for
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    watching.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(
            f"{command[0]} ended with {process.returncode}: {log.read_text()[-2000:]}"
        )
    return Run(usage.ru_utime + usage.ru_stime, wall, output, memory)


def watch(pid: int, memory: Memory, stop: threading.Event) -> None:
    """Keep the peaks until told to stop."""
    while not stop.wait(SAMPLE_SECONDS):
        family = list(descendants(pid))
        memory.main = max(memory.main, resident(pid))
        memory.all_resident = max(memory.all_resident, sum(map(resident, family)))
        memory.all_shared = max(memory.all_shared, sum(map(proportional, family)))


def descendants(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in read(task).split():
            yield from descendants(int(child))


def resident(pid: int) -> int:
    """Resident memory of one process, in bytes."""
    words = read(Path(f"/proc/{pid}/statm")).split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE") if words else 0


def proportional(pid: int) -> int:
    """Resident memory with shared pages divided by who shares them, in bytes."""
    for line in read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def read(path: Path) -> str:
    """A file of /proc; empty where the process has just gone."""
    try:
        return path.read_text()
    except OSError:
        return ""
