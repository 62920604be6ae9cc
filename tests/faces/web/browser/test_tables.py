"""Tables as people use them: typing, sorting, choosing, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from browsing import Eyes
from looking import flaws

PAGES = "/w/demo/pages"


def said(page: Page) -> str:
    """How many rows there are, as the page says."""
    return page.locator("#table [data-told]").inner_text()


@pytest.mark.parametrize(
    "path",
    [
        "/w/demo/findings?columns=url,audit,evidence&severity.in=high",
        "/w/demo/audits/broken-internal-links",
        f"{PAGES}?filter=title&inlinks.min=2&q=tax",
        f"{PAGES}?filter=segment",
        f"{PAGES}?inlinks.min=100000",
    ],
)
def test_what_is_a_click_away_is_as_usable(window: Eyes, path: str) -> None:
    """Open filters, evidence, tables without rows: nothing for axe, nothing covered or too wide."""
    page = window.open(path)
    page.wait_for_load_state("networkidle")
    assert flaws(page) == []


def test_rows_follow_the_typing_and_the_address_with_them(window: Eyes) -> None:
    """The cursor stays where it is; what was typed is not lost; the address can be sent."""
    page = window.open(f"{PAGES}?inlinks.min=1")
    box = page.get_by_role("searchbox")
    box.press_sequentially("tax", delay=20)
    expect(page.locator("#table [data-told]")).to_contain_text("of 74")
    page.wait_for_url("**/pages?*q=tax*")
    assert "inlinks.min=1" in page.url
    expect(box).to_be_focused()
    assert box.input_value() == "tax"
    told = said(page)
    page.reload()
    assert said(page) == told


def test_a_header_sorts_and_keeps_the_keyboard_where_it_was(window: Eyes) -> None:
    """By Enter, twice: the other way round; and back in time with the browser's own key."""
    page = window.open(PAGES)
    page.get_by_role("link", name="Inlinks", exact=True).press("Enter")
    header = page.locator("th[aria-sort]")
    expect(header).to_contain_text("Inlinks")
    expect(header).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#by-inlinks")).to_be_focused()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    page.go_back()
    expect(header).to_have_attribute("aria-sort", "descending")


def test_a_filter_is_chosen_filled_in_and_taken_away(window: Eyes) -> None:
    """It applies while it is typed; its mark takes it away again."""
    page = window.open(PAGES)
    page.get_by_role("button", name="Filter").click()
    page.locator("#filters").get_by_role("link", name="Inlinks", exact=True).click()
    expect(page.get_by_label("At least")).to_be_focused()
    page.keyboard.type("10")
    expect(page.locator(".applied")).to_contain_text("Inlinks at least 10")
    page.wait_for_url("**/pages?inlinks.min=10&filter=inlinks")
    page.get_by_label("Remove the filter: Inlinks at least 10").click()
    page.wait_for_url(f"**{PAGES}")
    assert said(page) == "74 pages"


def test_values_are_chosen_by_their_boxes(window: Eyes) -> None:
    """Each says how many rows it has, and brings as many."""
    page = window.open(f"{PAGES}?filter=content_kind")
    page.get_by_label("Listing").check()
    count = page.locator(".option", has_text="Listing").locator(".quiet").inner_text()
    expect(page.locator("#table [data-told]")).to_contain_text(f"{count} of 74")


def test_columns_are_chosen_and_kept_in_the_address(window: Eyes) -> None:
    """With the filters there are; as usual again by one click."""
    page = window.open(f"{PAGES}?inlinks.min=2")
    page.get_by_role("button", name="Columns").click()
    page.locator("#columns").get_by_label("Status", exact=True).check()
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("columnheader", name="Status")).to_be_visible()
    assert "inlinks.min=2" in page.url
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("link", name="As usual").click()
    page.wait_for_url(f"**{PAGES}?inlinks.min=2")


def test_rows_of_other_pages_are_a_click_away(window: Eyes) -> None:
    """With their numbers, and the header in sight while they scroll."""
    page = window.open(PAGES)
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".pager")).to_contain_text("51–74 of 74")
    page.locator(".rows").evaluate("rows => rows.scrollTo(0, 400)")
    expect(page.locator("#by-url")).to_be_in_viewport()
