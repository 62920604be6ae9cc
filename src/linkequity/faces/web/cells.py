"""Cells of the big tables: numbers as people read them, and where a cell leads."""

from collections.abc import Mapping
from typing import Any

import msgspec

from linkequity.app.tables.declared import TableColumn
from linkequity.base.urls import site_of
from linkequity.faces.words import count, is_web, moment, shorten, units

LONGEST_TEXT = 140
AS_CODE = {"page_id", "source_id", "target_id", "status", "row", "order"}


def written(column: TableColumn, value: object) -> str:
    """A value in words: empty for what is not known."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case int():
            return str(value) if column.name in AS_CODE else count(value)
        case float():
            return _amount(column, value)
        case list() | tuple():
            return ", ".join(str(each) for each in value)
        case _:
            return _text(column, str(value))


def is_own(url: object, site: str) -> bool:
    """Whether a URL is one of the site's, so that it has a page card."""
    return isinstance(url, str) and is_web(url) and site_of(url) == site


def evidence_of(cell: object) -> Mapping[str, Any]:
    """The evidence of a finding, which its table keeps as JSON; empty where it is none."""
    try:
        return msgspec.json.decode(str(cell), type=dict[str, Any])
    except msgspec.DecodeError:
        return {}


def _amount(column: TableColumn, value: float) -> str:
    if column.unit == "0–1":
        return _part(value)
    if column.name == "equity_share":
        return f"{value:.2%}"
    return f"{value:.0f}" if column.unit == "0–100" else units(value)


def _part(value: float) -> str:
    """A number between 0 and 1, to a hundredth; small ones, which would all be 0.00, finer."""
    if value == 0 or value >= 0.095:
        return f"{value:.2f}" if value else "0"
    return f"{value:.3f}" if value >= 0.0005 else "<0.001"


def _text(column: TableColumn, text: str) -> str:
    if column.kind == "choice" and column.choices:
        return text.replace("_", " ").capitalize().replace("html", "HTML")
    return moment(text) if column.name == "since" else shorten(text, LONGEST_TEXT)
