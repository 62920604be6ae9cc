"""Laws of what people read: nothing hidden, nothing more precise than the model."""

import doctest
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkequity.faces import words


def test_the_examples_in_the_docstrings_hold() -> None:
    """Each documented example gives what it says."""
    failed, tried = doctest.testmod(words)
    assert (failed, tried > 8) == (0, True)


@given(st.text(st.characters(), max_size=80))
def test_no_text_hides_reorders_or_breaks_a_line(text: str) -> None:
    """What comes out has no control, format, surrogate or private character."""
    assert all(unicodedata.category(c)[0] != "C" for c in words.plain(text))


@given(st.text(max_size=40))
def test_a_readable_url_hides_nothing(path: str) -> None:
    """Letters are decoded, invisible characters stay encoded, whatever the path."""
    shown = words.readable_url(f"https://example.com/{quote(path)}", "example.com")
    assert all(unicodedata.category(c)[0] not in "CZ" for c in shown)


@pytest.mark.parametrize("broken", ["%FF%FE", "%E2%82", "%C0%AF"])
def test_bytes_that_are_no_utf8_stay_as_they_are(broken: str) -> None:
    """Nothing is guessed about bytes that do not decode."""
    assert words.readable_url(f"https://a.example/{broken}", "a.example") == f"/{broken}"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", " https://a", "//a.example"]
)
def test_only_web_urls_become_links(url: str) -> None:
    """Everything that is not plainly http or https is text."""
    assert not words.is_web(url)


@given(st.floats(0, 1e9))
def test_units_have_three_digits_at_most(amount: float) -> None:
    """No figure promises more than three significant digits, nor is far from the amount."""
    shown = words.units(amount)
    if shown not in ("0", "<0.01"):
        value = float(shown.replace(",", ""))
        assert len(f"{value:.10g}".replace(".", "").strip("0")) <= 3
        assert abs(value - amount) <= max(0.051 * amount, 0.0051)  # two decimals below 0.1


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_share_says_all_or_nothing_only_where_it_is(part: float, whole: float) -> None:
    """0% and 100% stand for exactly nothing and everything."""
    shown = words.share(part, whole)
    if whole > 0:
        assert (shown == "0%") == (100 * part / whole <= 0)
        assert not shown.startswith("100") or part >= whole * 0.9999999
