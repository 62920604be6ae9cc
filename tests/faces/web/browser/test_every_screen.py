"""Every screen, in every light and at every width: usable by all, quiet, nothing covered."""

import pytest

from browsing import Eyes
from linkequity.faces.web.pages import SCREENS, place
from looking import flaws

PATHS = ["/", *(place("demo", path) for _, path in SCREENS)]


@pytest.mark.parametrize("path", PATHS)
def test_a_screen_is_usable_and_quiet(window: Eyes, path: str) -> None:
    """Axe finds nothing, labels cover nothing, nothing scrolls sideways, the console is quiet."""
    page = window.open(path)
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("main").is_visible()
    assert flaws(page) == []


def test_the_first_tab_skips_to_the_content(window: Eyes) -> None:
    """Who comes by keyboard need not pass the navigation on every screen."""
    page = window.open(place("demo"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_navigation_leads_to_screens_that_are_there(window: Eyes) -> None:
    """Every name in it opens, and says that it is the one that is open."""
    page = window.open(place("demo"))
    names = page.get_by_label("Screens").get_by_role("link").all_text_contents()
    assert names == [title for title, _ in SCREENS]
    for title, path in SCREENS:
        window.open(place("demo", path))
        assert page.locator("header nav [aria-current='page']").inner_text() == title
