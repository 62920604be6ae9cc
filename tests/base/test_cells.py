"""Text from the web is text in a spreadsheet."""

import polars as pl
import pytest

from linkequity.app.exports import plain_csv
from linkequity.base.cells import plain_cell


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\ufeff=1", "＝1", "＠x"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert plain_cell(text) == "'" + text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
@pytest.mark.parametrize("between", [";", "; ", "\t", "\r\n", ";\u200b"])
def test_no_cell_begins_with_a_formula_where_a_spreadsheet_takes_another_sign_for_the_comma(
    between: str, sign: str
) -> None:
    """German and French ones part lines at semicolons, whatever stands in quotes."""
    text = f"fees{between}{sign}HYPERLINK(1){between}{sign}2"
    assert plain_cell(text) == f"fees{between}'{sign}HYPERLINK(1){between}'{sign}2"
    assert plain_csv(pl.DataFrame({"a": [text]}), header=False).strip('"\n') == plain_cell(text)


@pytest.mark.parametrize(
    "text", ["", "a; b", "tax advice", "a=b", "https://example.com/", "2026-11-22"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert plain_cell(text) == text
