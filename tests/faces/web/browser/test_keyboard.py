"""Who works by keyboard: what has the focus is seen, and it is never lost on the way."""

import re

import pytest
from playwright.sync_api import expect

from browsing import Eyes
from linkequity.faces.web.pages import place

CARD = place("demo", "page", url="/services/tax-advisory/")
# How far what surrounds an element, and hides what stands out of it, reaches beyond its outline.
SEEN = """element => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    const out = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
    const frame = element.closest(".screens, .tabs").getBoundingClientRect();
    return style.outlineStyle !== "none" && out <= box.top - frame.top + .5
        && out <= frame.bottom - box.bottom + .5;
}"""


@pytest.mark.parametrize("bar", [".screens", ".tabs"])
def test_the_ring_round_what_has_the_focus_is_whole(window: Eyes, bar: str) -> None:
    """Bars that scroll sideways cut off what stands out of them."""
    page = window.open(place("demo", "links-to-add"))
    page.keyboard.press("Tab")
    link = page.locator(f"{bar} a").nth(1)
    link.focus()
    assert link.evaluate(SEEN)


def test_escape_closes_a_menu_and_leads_back_to_its_button(window: Eyes) -> None:
    """And so does leaving it: no menu stays open behind somebody's back."""
    page = window.open(CARD)
    button, menu = page.locator("summary", has_text="Try a change"), page.locator(".menu")
    button.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(menu).to_be_hidden()


def test_turning_pages_keeps_the_focus_to_the_last(window: Eyes) -> None:
    """The button that brought one to the last page can do no more, but it is still there."""
    page = window.open(place("demo", "pages", size=50))
    page.locator("#to-next").press("Enter")
    expect(page.locator(".pager [aria-current=page]")).to_have_text("Page 2 of 2")
    expect(page.locator("#to-next")).to_be_focused()
    expect(page.locator("#to-next")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#told")).to_have_text("74 pages")


def test_a_page_found_on_the_map_is_next_and_given_up_by_escape(window: Eyes) -> None:
    """The card that the search brought has the focus; its close button is one step away."""
    page = window.open(place("demo", "map"))
    page.locator("#map[data-rested]").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("tax advisory")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    card = page.get_by_role("complementary", name="Chosen page")
    expect(card).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.get_by_role("application")).to_be_focused()


def test_a_page_is_found_by_words_of_its_title_where_one_is_asked_for(window: Eyes) -> None:
    """Nobody types paths by heart: words, an arrow key, Enter."""
    page = window.open(place("demo", "plan"))
    box = page.get_by_label("Page that should rank")
    box.press_sequentially("estate planning")
    expect(page.get_by_role("option").first).to_contain_text("/services/estate-planning/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("/services/estate-planning/")
    expect(page).to_have_url(re.compile("/plan$"))
