"""Compiled code is kept where it can be, and nothing breaks where it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

import linkequity
from linkequity.model.engine.compiled import SMALL, compiled
from linkequity.model.engine.hashing import mixed
from linkequity.model.links.weights import Vector

HASH = """
import numpy as np
from linkequity.model.engine.hashing import mixed
code = mixed.machine_code
print(int(code(np.uint64(1))), sum(code.stats.cache_hits.values()))
"""


def copied(folder: Path) -> Path:
    """The package on its own, with nothing compiled."""
    package = folder / "linkequity"
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(linkequity.__file__).parent, package, ignore=leave)
    return package / "model" / "engine" / "__pycache__"


def hashed(folder: Path, cache: Path) -> list[str]:
    """A hash by the copy, and how much compiled code was found; `cache` is the user's."""
    own = {"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(cache), "HOME": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", HASH],
        check=False,
        env={**os.environ, **own, "NUMBA_CACHE_DIR": ""},
        capture_output=True,
        text=True,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_second_start_compiles_nothing(tmp_path: Path) -> None:
    """What one start compiled, the next one reads."""
    copied(tmp_path)
    first, second = hashed(tmp_path, tmp_path), hashed(tmp_path, tmp_path)
    assert first == [second[0], "0"]
    assert second[1] == "1"


def test_where_nothing_is_writable_it_compiles_anew(tmp_path: Path) -> None:
    """Files stand where both caches would be folders: not even root can write there."""
    copied(tmp_path).write_text("")
    (tmp_path / "cache").write_text("")
    assert hashed(tmp_path, tmp_path / "cache")[1:] == ["0"]


@compiled
def _square(x: float) -> float:
    return x * x


@compiled
def _sum_of_squares(values: Vector, room: Vector) -> float:
    total = room.sum()
    for value in values:
        total += _square(value)
    return total


def test_small_and_large_calls_give_the_same_numbers() -> None:
    """Interpreted or compiled, a kernel and the kernels it calls mean the same."""
    small, large = np.zeros(1), np.zeros(SMALL)
    assert _sum_of_squares(np.arange(7.0), small) == _sum_of_squares(np.arange(7.0), large) == 91
    for key in (0, 1, 2**63, 2**64 - 1):
        assert int(mixed(np.uint64(key))) == int(mixed.machine_code(np.uint64(key)))


def test_a_small_site_never_loads_the_compiler() -> None:
    """A newcomer's first minute is not spent compiling."""
    code = """
import sys
import numpy as np
from linkequity.model.engine.system import System
from linkequity.model.engine.sweeps import Problem
from linkequity.model.engine import hashing
hashing.mixed(np.uint64(3))
sys.exit("numba" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
