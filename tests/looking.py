"""What a careful eye asks of a page: is it usable by all, does a label cover another?"""

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page

NODE: Final = Path(__file__).parent / "node"
AXE: Final = NODE / "node_modules" / "axe-core" / "axe.min.js"
MISSING: Final = "no axe-core and tsc: `make test` installs them where npm's registry is in reach"


def clashes(page: Page) -> list[str]:
    """Labels of charts that cover each other or stand outside, and pages that scroll sideways."""
    found: list[str] = page.evaluate((NODE / "clashes.js").read_text(encoding="utf-8"))
    return found


def violations(page: Page) -> list[str]:
    """What axe finds that keeps people from using the page, a line each."""
    if not AXE.exists():
        pytest.skip(MISSING)
    page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]
