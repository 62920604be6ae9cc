"""Cells for spreadsheets: text that came from the web must never be run as a formula."""

import re

# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection), full-width
# signs in East Asian ones; what cannot be seen before the sign may be taken off.
_SIGNS = r"[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]"
_UNSEEN = r"[\s\x00-\x1F\u200B-\u200F\u2060\uFEFF]*"
FORMULA_STARTS = rf"^(?:[\t\r\n]|{_UNSEEN}{_SIGNS})"
# Where the comma is a decimal sign, spreadsheets begin a cell after these too, in quotes or not.
INNER_STARTS = rf"([;\t\r\n]{_UNSEEN})({_SIGNS})"
INNER_PLAIN = "${1}'${2}"


def plain_cell(text: str) -> str:
    """Text that no spreadsheet runs: what looks like a formula gets a leading apostrophe.

    >>> plain_cell("=HYPERLINK(1)"), plain_cell("tax advice"), plain_cell("fees;=1+1")
    ("'=HYPERLINK(1)", 'tax advice', "fees;'=1+1")
    """
    inner = re.sub(INNER_STARTS, r"\1'\2", text)
    return f"'{inner}" if re.match(FORMULA_STARTS, text) else inner
