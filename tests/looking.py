"""What a careful eye asks of a page: is it usable by all, does a label cover another?"""

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page

NODE: Final = Path(__file__).parent / "node"
AXE: Final = NODE / "node_modules" / "axe-core" / "axe.min.js"
WIDE: Final = 1280
PHONE: Final = 390
MISSING: Final = "no axe-core and tsc: `make test` installs them where npm's registry is in reach"


def clashes(page: Page) -> list[str]:
    """Labels of charts that cover each other or stand outside, and pages that scroll sideways."""
    found: list[str] = page.evaluate((NODE / "clashes.js").read_text(encoding="utf-8"))
    return found


def flaws(page: Page) -> list[str]:
    """What is wrong with an open page by day, in the dark (colours) and at a phone's width.

    The page is loaded once: light and width are matters of its style sheets.
    """
    found = [f"light: {flaw}" for flaw in (*violations(page), *clashes(page))]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {flaw}" for flaw in violations(page, "color-contrast")]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": PHONE, "height": 860})
    found += [f"phone: {flaw}" for flaw in (*violations(page), *clashes(page))]
    page.set_viewport_size({"width": WIDE, "height": 860})
    return found


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds that keeps people from using the page, a line each; by `rules`, else all."""
    if not AXE.exists():
        pytest.skip(MISSING)
    page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    found: list[dict[str, Any]] = page.evaluate(
        """async (rules) => (await axe.run(document, {
            resultTypes: ['violations'], ...(rules.length ? {runOnly: rules} : {})
        })).violations""",
        list(rules),
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]
