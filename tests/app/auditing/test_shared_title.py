"""What titles share is left out where it says nothing, and never more than that."""

import pytest

from linkequity.app.auditing.shared_title import less_shared, shared_title
from linkequity.app.results import SharedTitleDoc

FIRM = SharedTitleDoc(ends="Firm")


@pytest.mark.parametrize("sign", [" | ", " - ", " – ", " — ", " · ", " : ", "|", "｜"])
def test_a_name_at_the_end_or_the_beginning_of_most_titles_is_found(sign: str) -> None:
    """Whatever sign sets it off."""
    topics = ["Tax", "Law", "Fees - and more", "Contact"]
    assert shared_title([f"{topic}{sign}Firm" for topic in topics]) == FIRM
    assert shared_title([f"Firm{sign}{topic}" for topic in topics]) == SharedTitleDoc(begins="Firm")


@pytest.mark.parametrize(
    "titles",
    [
        [],
        [None, ""],
        ["Tax | Firm", "Law | Firm"],
        ["Tax | Firm", "Law | Firm", "Fees | Firm", *(f"Page {n}" for n in range(4))],
        ["Tax-Firm", "Law-Firm", "Fees-Firm"],
        ["Firm", "Firm", "Firm"],
    ],
    ids=["no page", "no title", "too few", "not most", "one word", "nothing beside it"],
)
def test_what_few_titles_share_or_what_is_all_of_them_stays(titles: list[str | None]) -> None:
    """A section's name on a part of the site tells its pages from the others."""
    assert shared_title(titles) == SharedTitleDoc()


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Tax | Firm", "Tax"),
        ("Tax - Fees — Firm", "Tax - Fees"),
        ("Firm | Tax", "Firm | Tax"),
        ("Firm | Firm", "Firm"),
        ("Firm", "Firm"),
        ("| Firm", "| Firm"),
        ("Tax | Firm | Law", "Tax | Firm | Law"),
        ("Tax | A Firm", "Tax | A Firm"),
        ("", ""),
    ],
)
def test_only_the_name_itself_is_left_out_and_never_all_of_a_title(title: str, shown: str) -> None:
    """Once, at its end."""
    assert less_shared(title, FIRM) == shown
