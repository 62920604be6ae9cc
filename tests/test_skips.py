"""In continuous integration a skipped test is a failed one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest
@pytest.mark.skip(reason="no browser")
def test_marked(): ...
def test_inside():
    pytest.skip("no browser")
@pytest.mark.xfail(reason="known")
def test_known():
    assert False
"""


def run_skipping(folder: Path, ci: str) -> str:
    shutil.copy(Path(__file__).parent / "conftest.py", folder)
    (folder / "test_skipping.py").write_text(SKIPPING)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    environment = {**os.environ, "CI": ci}
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return run.stdout


# What a marker skips fails in its set-up, which pytest calls an error.
COUNTS = {"": "2 skipped, 1 xfailed", "true": "1 failed, 1 xfailed, 1 error"}


@pytest.mark.parametrize(("ci", "counts"), COUNTS.items())
def test_a_skip_fails_where_ci_is_set_and_only_there(tmp_path: Path, ci: str, counts: str) -> None:
    """A missing browser is visible at home and a failure in CI; expected failures are neither."""
    assert counts in run_skipping(tmp_path, ci)
