"""The wheel: whole, and enough on its own."""

import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
# Also what is imported late, or by one command alone, must be among what users get.
EVERYTHING = """
import importlib, pkgutil, linkequity
for module in pkgutil.walk_packages(linkequity.__path__, "linkequity."):
    importlib.import_module(module.name)
"""


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
        start = ["uv", "pip", "install", "--python", str(python)]
    else:
        start = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    return [*start, "--quiet", "--no-deps", "--no-index", str(wheel)]


def dependencies(start: Distribution) -> list[Distribution]:
    """What a user gets with a distribution: all it declares, all that those declare, and so on."""
    found: dict[str, Distribution] = {}
    pending = list(start.requires or [])
    while pending:
        wanted = Requirement(pending.pop())
        name = canonicalize_name(wanted.name)
        if name not in found and (not wanted.marker or wanted.marker.evaluate({"extra": ""})):
            found[name] = distribution(name)
            pending += found[name].requires or []
    return list(found.values())


def lend(found: Distribution, packages: Path) -> None:
    """Let an environment use a distribution of this one, as if it had been installed there."""
    for name in {file.parts[0] for file in found.files or []} - {"..", "__pycache__"}:
        if not (packages / name).exists():
            (packages / name).symlink_to(Path(str(found.locate_file(name))))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed, with what it declares and no other package beside it."""
    folder = tmp_path_factory.mktemp("clean room")  # with a space, as homes have them
    venv.create(folder, with_pip=False)
    subprocess.run(install_command(folder / "bin" / "python", wheel), check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (ours,) = distributions(path=[str(packages)])
    for found in dependencies(ours):
        lend(found, packages)
    return folder / "bin"


def call(command: Path, *arguments: str, folder: Path) -> str:
    run = subprocess.run(
        [str(command), *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
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
    command = installed / "linkequity"
    assert call(command, "--version", folder=tmp_path).strip().endswith("0.1.0")
    assert "Orphan pages" in call(command, "explain", "orphan-pages", folder=tmp_path)


def test_what_the_wheel_declares_is_all_that_its_modules_import(
    installed: Path, tmp_path: Path
) -> None:
    """No module needs a package that only tests or benchmarks bring."""
    call(installed / "python", "-c", EVERYTHING, folder=tmp_path)
