"""Text from the web is text in a spreadsheet."""

import pytest

from linkequity.base.cells import plain_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert plain_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "tax advice", "a=b", "https://example.com/", "2026-11-22"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert plain_cell(text) == text
