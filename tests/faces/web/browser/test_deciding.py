"""Deciding about links, and beginning work, by mouse and keyboard."""

import re

from playwright.sync_api import expect

from browsing import Eyes
from linkequity.faces.web.pages import place


def test_a_link_is_accepted_in_its_place_and_found_under_to_do(window: Eyes) -> None:
    """The row changes alone; the tab shows it; taking it back brings it to the front again."""
    page = window.open(place("demo", "links-to-add"))
    first = page.locator("article.link").first
    id = first.get_attribute("id")
    first.get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"[id='{id}'] .chip")).to_have_text("To do")
    expect(page.locator(f"[id='{id}'] button")).to_be_focused()
    expect(page.locator("#told")).to_contain_text("To do: ")
    page.get_by_role("link", name="To do").click()
    row = page.locator(f"[id='{id}']")
    expect(row).to_be_visible()
    row.get_by_role("button", name="Decide again").click()
    expect(row.get_by_role("button", name="Accept")).to_be_visible()


def test_the_list_follows_what_is_typed_and_so_does_the_url(window: Eyes) -> None:
    """No button is needed; the address can be kept, and going back brings the list back."""
    page = window.open(place("demo", "links-to-add"))
    every = page.locator("article.link").count()
    page.get_by_label("Words in it").fill("no such words")
    expect(page.locator("article.link")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"q=no(%20|\+)such"))
    page.go_back()
    expect(page.locator("article.link")).to_have_count(every)


def test_work_shows_its_end_without_a_reload(window: Eyes) -> None:
    """A workspace for a host that refuses: begun by the form, and told why it failed."""
    page = window.open("/")
    page.get_by_label("Start page").fill("http://127.0.0.1:9/")
    page.get_by_role("button", name="Crawl and audit").click()
    expect(page.get_by_role("alert")).to_contain_text("refuses", timeout=30_000)


def test_a_plan_is_made_from_its_screen(window: Eyes) -> None:
    """Named by its path; three steps, and the one whose turn it is."""
    page = window.open(place("demo", "plan"))
    page.get_by_label("Page that should rank").fill("/services/tax-advisory/")
    page.get_by_role("button", name="Make a plan").click()
    expect(page.locator(".step")).to_have_count(3, timeout=60_000)
    expect(page.locator(".step .chip.fresh")).to_have_text("now")


def test_a_tile_leads_to_the_card_of_its_page(window: Eyes) -> None:
    """What the pictures show can be opened."""
    page = window.open(place("demo"))
    page.locator(".for-wide .treemap a").first.click()
    expect(page).to_have_url(re.compile(r"/page\?url="))
