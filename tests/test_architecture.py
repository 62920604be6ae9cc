"""The house rules that a machine can check: floors, start-up, licences, errors."""

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
HEAVY = (
    "polars",
    "numpy",
    "scipy",
    "aiohttp",
    "turbohtml",
    "jinja2",
    "publicsuffixlist",
    "asyncio",
)
FREE = re.compile(r"MIT|BSD|Apache|Python Software Foundation|PSF|ISC|MPL|Mozilla|Zlib|Unlicense")
COPYLEFT = re.compile(r"\bA?L?GPL|General Public License", re.IGNORECASE)


def test_imports_point_downwards_and_every_folder_is_on_a_floor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A floor imports from the floors below it only; an undeclared folder fails."""
    monkeypatch.chdir(ROOT)
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert not broken, capsys.readouterr().out


def test_asking_for_help_imports_nothing_heavy() -> None:
    """`linkequity --help` answers without loading tables, solvers, parsers or the network."""
    code = (
        "import sys\n"
        "sys.argv = ['linkequity', '--help']\n"
        "from linkequity.faces.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sys.modules, file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "audit" in run.stdout
    loaded = set(run.stderr.rpartition("LOADED ")[2].split())
    assert not loaded & set(HEAVY)


def runtime_closure(name: str) -> set[str]:
    """The names of all packages that an installation of `name` brings here."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(required_by(current))
    return seen


def required_by(name: str) -> Iterator[str]:
    for line in importlib.metadata.requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name.lower().replace("_", "-")


def licence_of(name: str) -> str:
    """The most definite thing a package says: the expression, the classifiers, else free text."""
    metadata = importlib.metadata.metadata(name)
    classifiers = [c for c in metadata.get_all("Classifier") or () if c.startswith("License")]
    return metadata.get("License-Expression") or " ".join(classifiers) or metadata["License"]


def test_nothing_we_bring_is_under_a_copyleft_licence() -> None:
    """Every package that an installation brings has a licence of the permissive list."""
    licences = {name: licence_of(name) for name in runtime_closure("linkequity")}
    assert len(licences) > 15
    assert not {n: text for n, text in licences.items() if COPYLEFT.search(text)}
    assert not {n: text for n, text in licences.items() if not FREE.search(text)}


def test_importing_the_package_does_no_work() -> None:
    """`import linkequity` neither prints, nor writes a file, nor opens a connection."""
    code = (
        "import sys\n"
        "def watch(event, args):\n"
        "    if event.startswith(('socket.', 'subprocess.', 'os.mkdir', 'os.remove')):\n"
        "        raise RuntimeError(event)\n"
        "    if event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+'):\n"
        "        raise RuntimeError(event)\n"
        "sys.addaudithook(watch)\n"
        "import linkequity\n"
    )
    command = [sys.executable, "-B", "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
