"""The map in a real browser: seen, moved, searched, clicked, and gone back to."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from browsing import Eyes
from looking import violations

MAP = "/w/demo/map"
DRAWN = "#map[data-rested]"
OVERLAPS = """() => {
  const boxes = document.getElementById("map").chart.labels.written;
  const found = [];
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
    if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      found.push(a.text + " / " + b.text);
  }));
  return {written: boxes.length, found};
}"""
HOME = """() => {
  const { chart } = document.getElementById("map");
  const box = chart.root.getBoundingClientRect(), i = chart.map.start;
  const x = chart.view.right(chart.goal[2 * i]), y = chart.view.down(chart.goal[2 * i + 1]);
  return [box.left + x, box.top + y];
}"""
VIEW = "() => { const v = document.getElementById('map').chart.view; return [v.x, v.y, v.scale]; }"
WINDOWS = [{}, {"dark": True}, {"width": 390, "height": 844}]


def drawn(window: Eyes, query: str = "") -> Any:
    page = window.open(MAP + query)
    page.wait_for_selector(DRAWN)
    return page


@pytest.mark.parametrize("window", WINDOWS, indirect=True, ids=["light", "dark", "phone"])
def test_names_never_cover_each_other(window: Eyes) -> None:
    """In both arrangements, from afar and near, every name has room of its own."""
    page = drawn(window)
    for step in ("islands", "nearer", "clicks"):
        if step == "nearer":
            page.locator(".map-words").focus()
            for _ in range(4):
                page.keyboard.press("+")
        if step == "clicks":
            page.get_by_role("button", name="Clicks from home").click()
        page.wait_for_timeout(400)
        seen = page.evaluate(OVERLAPS)
        assert seen["written"] > 2
        assert seen["found"] == []


def test_dots_are_painted(window: Eyes) -> None:
    """The home page's dot has its colour in the middle of it."""
    page = drawn(window)
    colour = page.evaluate(
        """() => {
          const { chart } = document.getElementById("map");
          const gl = chart.dots.gl, at = new Uint8Array(4), i = chart.map.start, d = chart.density;
          chart.dots.draw(chart.view, 1, 1, d);
          const x = chart.view.right(chart.goal[2 * i]), y = chart.view.down(chart.goal[2 * i + 1]);
          gl.readPixels(x * d, (chart.view.height - y) * d, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, at);
          return [...at];
        }"""
    )
    assert colour[3] > 150


def test_a_page_is_found_chosen_and_gone_back_from(window: Eyes) -> None:
    """By keyboard alone: search, choose, see its card; the URL has it; back and it is closed."""
    page = drawn(window)
    page.keyboard.press("/")
    page.keyboard.type("tax advisory")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    card = page.get_by_role("complementary", name="Chosen page")
    card.get_by_role("heading", level=2).wait_for()
    assert "Tax advisory" in card.inner_text()
    assert card.locator("li").count() > 5
    page.wait_for_function(
        "() => [...document.querySelectorAll('.map-card li button')]"
        ".every((button) => button.textContent !== '…')"
    )
    assert "page=" in page.url
    assert card.get_by_role("link", name="Page card").get_attribute("href")
    page.reload()
    card.get_by_role("heading", level=2).wait_for()
    page.keyboard.press("Escape")
    assert not card.is_visible()


def test_a_click_on_a_dot_chooses_it(window: Eyes) -> None:
    """The dot under the pointer, and the one that the card is about, are one."""
    page = drawn(window)
    page.mouse.move(*page.evaluate(HOME))
    expect(page.locator(".map-tip")).to_be_visible()
    page.mouse.click(*page.evaluate(HOME))
    page.get_by_role("complementary", name="Chosen page").get_by_role("heading").first.wait_for()
    assert page.evaluate(
        "() => { const c = document.getElementById('map').chart; return c.chosen === c.map.start; }"
    )


def test_two_clicks_try_a_link(window: Eyes) -> None:
    """From a page's card to another page: what if opens with that link filled in."""
    page = drawn(window)
    for words in ("tax advisory", "contact"):
        page.keyboard.press("/")
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        # The list of what was typed before may still stand there.
        expect(page.get_by_role("option").first).to_contain_text(words, ignore_case=True)
        page.keyboard.press("Enter")
        if words == "tax advisory":
            page.get_by_text("Try a change").click()
            page.get_by_role("button", name="Link from it…").click()
    page.wait_for_url("**/what-if?add=add_link*")
    assert "from=" in page.url and "tax-advisory" in page.url and "contact" in page.url


def test_few_dots_stand_for_all_while_the_map_moves(window: Eyes) -> None:
    """Without a graphics card a movement draws some dots, and rest draws every one of them."""
    page = drawn(window)
    drew = page.evaluate(
        """async () => {
          const { chart } = document.getElementById("map");
          const { dots } = chart, drew = [];
          for (const name of ["drawElements", "drawArrays"]) {
            const draw = dots.gl[name].bind(dots.gl);
            dots.gl[name] = (...all) => (drew.push(name), draw(...all));
          }
          dots.few = 20;
          chart.repaint();
          chart.pan(5, 0);
          while (drew.length < 2) await new Promise(requestAnimationFrame);
          return drew;
        }"""
    )
    assert drew == ["drawElements", "drawArrays"]


def test_every_edit_of_a_page_is_a_few_keys_away(window: Eyes) -> None:
    """The menu of the chosen page opens by key, and its links fill the form in."""
    page = drawn(window)
    page.keyboard.press("/")
    page.keyboard.type("tax advisory")
    expect(page.get_by_role("option").first).to_contain_text("tax advisory", ignore_case=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Chosen page")).to_be_focused()
    page.get_by_text("Try a change").focus()
    page.keyboard.press("Enter")
    assert page.locator(".map-edits li").count() >= 10
    expect(page.locator(".map-links button").first).not_to_have_text("…")
    page.get_by_role("link", name="New page below it").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/what-if?*add=add_page*")
    expect(page.get_by_label("Its URL")).to_have_value(re.compile("/tax-advisory/.*new-page$"))


def test_keys_move_and_zoom_and_the_address_keeps_the_view(window: Eyes) -> None:
    """Arrows, plus and minus, 0; what is seen is seen again after a reload."""
    page = drawn(window)
    whole = page.evaluate(VIEW)
    page.locator(".map-words").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.wait_for_url("**at=**")
    page.wait_for_timeout(800)  # the address follows once nothing moves any more
    moved = page.evaluate(VIEW)
    assert moved[0] > whole[0] and moved[2] > whole[2]
    page.reload()
    page.wait_for_selector(DRAWN)
    assert page.evaluate(VIEW) == pytest.approx(moved, rel=1e-3)
    page.locator(".map-words").focus()
    page.keyboard.press("0")
    page.wait_for_timeout(300)
    assert page.evaluate(VIEW) == pytest.approx(whole, rel=1e-3)


def test_choices_are_in_the_address_and_t_shows_the_table(window: Eyes) -> None:
    """Grouping, arrangement and size; one key leads to the table of that grouping, and back."""
    page = drawn(window)
    for name in ("Segments", "Clicks from home", "Size: value"):
        page.get_by_role("button", name=name).click()
        assert page.get_by_role("button", name=name).get_attribute("aria-pressed") == "true"
    page.wait_for_url("**by=segment**")
    assert "arrangement=clicks" in page.url and "size=value" in page.url
    page.keyboard.press("t")
    page.get_by_role("heading", name="Islands of the map").wait_for()
    assert "by=segment" in page.url
    page.keyboard.press("t")
    page.wait_for_selector(DRAWN)


def test_without_webgl_the_table_is_shown(window: Eyes) -> None:
    """One sentence says why."""
    window.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = window.open(MAP)
    page.get_by_role("heading", name="Islands of the map").wait_for()
    assert "no WebGL2" in page.inner_text("main")


@pytest.mark.parametrize("query", ["?as=table&by=segment", "?arrangement=clicks&size=value"])
def test_twin_and_card_are_usable_by_all(window: Eyes, query: str) -> None:
    """Axe finds nothing in the table, nor where a page is chosen on the map."""
    page = window.open(MAP + query)
    if "table" not in query:
        page.wait_for_selector(DRAWN)
        page.keyboard.press("/")
        page.keyboard.type("bas")
        page.get_by_role("option").first.wait_for()
        assert violations(page) == []
        page.keyboard.press("Enter")
        page.get_by_role("complementary", name="Chosen page").get_by_role("link").first.wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("window", [{"dark": True}], indirect=True)
def test_a_dark_map_is_printed_light_and_whole(window: Eyes) -> None:
    """One picture holds all that reaches a printer; the screen is dark again afterwards."""
    page = drawn(window)
    seen = page.evaluate(
        """() => {
          const { chart } = document.getElementById("map");
          const look = () => {
            const i = chart.map.start, pen = chart.words, { density, view } = chart;
            const x = view.right(chart.goal[2 * i]), y = view.down(chart.goal[2 * i + 1]);
            const r = chart.radii[i] * view.scale;
            const at = pen.getImageData((x - 0.6 * r) * density, (y + 0.6 * r) * density, 1, 1);
            return [chart.colours.dark, at.data[3]];
          };
          const before = look();
          dispatchEvent(new Event("beforeprint"));
          const printed = look();
          dispatchEvent(new Event("afterprint"));
          return [before, printed, look()];
        }"""
    )
    before, printed, after = seen
    assert before == after == [True, 0]
    assert printed[0] is False
    assert printed[1] > 200
