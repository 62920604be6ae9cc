"""The wheel: whole, and enough on its own."""

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without the network."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = target.glob("linkequity-*.whl")
    return path


def install_command(python: Path, wheel: Path) -> list[str]:
    """uv where it is there, else the pip of the environment that runs the tests."""
    if shutil.which("uv"):
        return ["uv", "pip", "install", "--quiet", "--python", str(python), str(wheel)]
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    return [*pip, "--prefer-binary", str(wheel)]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the wheel, installed alone into an environment of its own."""
    folder = tmp_path_factory.mktemp("clean room")  # with a space, as homes have them
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    run = subprocess.run(
        install_command(python, wheel), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, f"is the package index reachable?\n{run.stderr}"
    return folder / "bin" / "linkequity"


def call(command: Path, *arguments: str, folder: Path) -> str:
    run = subprocess.run(
        [str(command), *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Code, templates, styles and the typing marker: what the checkout has, the wheel has."""
    source = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src" / "linkequity").rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".nbi", ".nbc"}
    }
    names = set(zipfile.ZipFile(wheel).namelist())
    assert source <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_works_alone_from_any_folder(installed: Path, tmp_path: Path) -> None:
    """Without checkout, build tools or test packages, the command answers."""
    assert call(installed, "--version", folder=tmp_path).strip().endswith("0.1.0")
    assert "Orphan pages" in call(installed, "explain", "orphan-pages", folder=tmp_path)
