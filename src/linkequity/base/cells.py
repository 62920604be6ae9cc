"""Cells for spreadsheets: text that came from the web must never be run as a formula."""

import re

# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection).
FORMULA_STARTS = r"^[=+\-@\t\r]"


def plain_cell(text: str) -> str:
    """Text that no spreadsheet runs: what looks like a formula gets a leading apostrophe.

    >>> plain_cell("=HYPERLINK(1)"), plain_cell("tax advice")
    ("'=HYPERLINK(1)", 'tax advice')
    """
    return f"'{text}" if re.match(FORMULA_STARTS, text) else text
