"""The set-up script on machines that lack something: it says what, and how to get it."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ("sh", "dirname", "cksum", "cat", "grep", "rm", "mkdir")
OLD = "exit 1"  # fails every question, also whether it is new enough
BARE = 'case "$*" in *ensurepip*) exit 1;; esac'  # new enough, but cannot make an environment
ORDINARY_USER = "echo 1000"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout beside a `bin` that holds a few tools, and what a test puts there."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "my repo" / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "my repo" / "scripts")
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "my repo")
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    put(tmp_path, "id", ORDINARY_USER)
    return tmp_path


def put(machine: Path, name: str, script: str) -> None:
    """A program of that name."""
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def set_up(machine: Path, purpose: str = "run") -> subprocess.CompletedProcess[str]:
    """Run the script with nothing but the machine's `bin`."""
    return subprocess.run(
        ["sh", str(machine / "my repo" / "scripts" / "setup.sh"), purpose],
        env={"PATH": str(machine / "bin")},
        executable=str(machine / "bin" / "sh"),
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_new_enough_python_it_ends_with_3(machine: Path) -> None:
    """An old Python is no Python: the line names what is needed."""
    put(machine, "python3", OLD)
    run = set_up(machine)
    assert run.returncode == 3
    assert "python3 3.11 or newer is needed" in run.stderr


def test_without_ensurepip_an_ordinary_user_is_told_the_line_to_run(machine: Path) -> None:
    """Nothing is installed behind their back: the line is printed, and it ends with 3."""
    put(machine, "python3", BARE)
    put(machine, "apt-get", "echo installed > installed")
    put(machine, "sudo", "echo installed > installed")
    put(machine, "dpkg-query", "exit 1")
    run = set_up(machine, "test")
    assert run.returncode == 3
    packages = "python3-venv libgomp1 ca-certificates chromium"
    assert f"apt-get install -y --no-install-recommends {packages}\n" in run.stderr
    assert "browser tests are skipped" in run.stderr
    assert not list(machine.rglob("installed"))


def test_an_unknown_purpose_is_a_usage_error(machine: Path) -> None:
    """It ends with 2 and lists the purposes there are."""
    run = set_up(machine, "everything")
    assert run.returncode == 2
    assert "run|test|docs|bench" in run.stderr
