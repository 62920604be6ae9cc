"""Laws of the section on what changed: there with two snapshots, absent with one."""

import re

import msgspec

from faces.brisbane import results
from linkequity.faces.report import render


def section(html: str) -> str:
    """The text of the section, a space between any two elements."""
    found = re.search(r'<section id="changes">.*?</section>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split()) if found else ""


def test_winners_and_losers_stand_side_by_side_with_their_cause() -> None:
    """Nobody sees what won without what lost, and why, as far as one edit explains it."""
    text = section(render(results()))
    assert "/services/tax-advisory −2.1 the link from / to /services/tax-advisory" in text
    assert "/blog/new +1.5 new page" in text
    assert "80% or more of the change" in text


def test_counts_are_those_of_all_and_lists_say_how_many_more() -> None:
    """A list that is cut says so."""
    text = section(render(results()))
    assert "21 new findings 1 of them had been fixed before" in text
    assert "and 12 more new" in text
    assert "2 findings could not be looked at" in text
    assert "8 links on pages that came or went are left out" in text


def test_one_snapshot_has_nothing_to_compare() -> None:
    """The section, and the way to it, are left out."""
    html = render(msgspec.structs.replace(results(), changes=None))
    assert section(html) == ""
    assert "#changes" not in html
