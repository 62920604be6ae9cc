"""What if as people use it: typing, choosing by keyboard, keeping, comparing."""

from playwright.sync_api import Page, expect

from browsing import Eyes
from looking import flaws, violations

HERE = "/w/demo/what-if"
TAX = "/services/tax-advisory/"
LINK = f"{HERE}?add=add_link&from={TAX}&to=/blog/company-or-trust/"
PATIENCE = 60_000


def answered(page: Page) -> None:
    expect(page.locator("#answer .said")).to_be_visible(timeout=PATIENCE)


def test_an_answer_is_usable_and_quiet(window: Eyes) -> None:
    """Axe finds nothing, nothing is covered or too wide."""
    page = window.open(LINK)
    answered(page)
    assert flaws(page) == []


def test_a_card_is_usable_and_quiet(window: Eyes) -> None:
    """All its tables and its picture."""
    page = window.open(f"/w/demo/page?url={TAX}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert flaws(page) == []


def test_other_models_are_asked_when_nobody_types(window: Eyes) -> None:
    """How sure the answer is comes after it, in its place."""
    page = window.open(LINK)
    expect(page.locator("#sureness")).to_contain_text("models agree", timeout=PATIENCE)
    assert violations(page) == []


def test_pages_are_chosen_by_keyboard_and_the_answer_follows(window: Eyes) -> None:
    """Arrows mark, Enter takes, Escape closes; the address holds what is filled in."""
    page = window.open(f"{HERE}?new=1")
    box = page.get_by_role("combobox", name="From")
    box.press_sequentially("tax advisory", delay=15)
    options = page.locator("#list-from [role=option]")
    expect(options.first).to_be_visible(timeout=PATIENCE)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    marked = box.get_attribute("aria-activedescendant")
    assert marked == options.first.get_attribute("id")
    box.press("Enter")
    expect(box).to_have_value(options.first.get_attribute("data-value") or "")
    to = page.get_by_role("combobox", name="To", exact=True)
    to.fill("/blog/company-or-trust/")
    answered(page)
    page.wait_for_url("**to=%2Fblog%2Fcompany-or-trust%2F**")
    page.reload()
    expect(to).to_have_value("/blog/company-or-trust/")


def test_a_mistake_is_told_when_its_field_is_left(window: Eyes) -> None:
    """Not while somebody is typing; and it goes when it is mended."""
    page = window.open(f"{HERE}?new=1&add=noindex")
    box = page.get_by_role("combobox", name="Page")
    box.fill("/services/tax-advsory/")
    box.press("Tab")
    expect(page.locator("#says-url")).to_contain_text(TAX, timeout=PATIENCE)
    expect(box).to_have_attribute("aria-invalid", "true")
    box.fill(TAX)
    answered(page)
    expect(page.locator("#says-url")).to_be_empty()


def test_edits_are_kept_and_taken_out(window: Eyes) -> None:
    """The scenario opens with its edit, its answer, and a form for the next; keys go on there."""
    page = window.open(LINK + "&new=1")
    answered(page)
    page.get_by_role("button", name="Add to scenario").click()
    words = page.locator(".edits li")
    expect(words).to_have_count(1)
    expect(page.get_by_label("Another edit")).to_be_focused()
    answered(page)
    page.get_by_label("Another edit").select_option("noindex")
    expect(page.get_by_role("combobox", name="Page")).to_be_visible()
    page.get_by_role("button", name="Take out edit 1").click()
    expect(words).to_have_count(0)
    expect(page.locator("#edits-title")).to_be_focused()


def test_what_is_needed_and_missing_has_the_focus(window: Eyes) -> None:
    """After a form was sent that could not be kept."""
    page = window.open(f"{HERE}?new=1&add=add_link&from={TAX}")
    page.get_by_role("button", name="Add to scenario").click()
    expect(page.get_by_role("combobox", name="To", exact=True)).to_be_focused()
    window.complaints.clear()  # Of the refusal's status, 422.


def test_an_app_that_does_not_answer_is_told_until_it_does(window: Eyes) -> None:
    """The old answer stays; the complaint goes with the next answer."""
    page = window.open(LINK + "&new=1")
    answered(page)
    trouble = page.get_by_role("alert").filter(has_text="does not answer")
    page.context.set_offline(True)
    page.get_by_label("Anchor text").fill("a")
    expect(trouble).to_be_visible(timeout=PATIENCE)
    page.context.set_offline(False)
    page.get_by_label("Anchor text").fill("ab")
    expect(trouble).to_have_count(0, timeout=PATIENCE)
    window.complaints.clear()  # Of what it could not reach.
