"""What people decide is kept, and nothing else is."""

from pathlib import Path

import pytest

from linkequity.base.errors import FileUnreadable, UsageError
from linkequity.track.decisions import Decisions, Proposed

SHOWN = [Proposed(name, "recommendation", "/a", f"/{name}", "words") for name in ("one", "two")]


@pytest.fixture
def decisions(tmp_path: Path) -> Decisions:
    kept = Decisions(tmp_path / "track.sqlite")
    kept.remember(SHOWN)
    return kept


def test_a_later_decision_replaces_the_one_before(decisions: Decisions) -> None:
    """Who changes their mind is heard."""
    decisions.decide(["one"], "rejected", "no")
    decisions.decide(["one"], "accepted")
    assert [(d.id, d.state, d.because) for d in decisions.all()] == [("one", "accepted", "")]


def test_an_unknown_id_decides_nothing(decisions: Decisions) -> None:
    """Of several ids with a slip in one, none is decided."""
    with pytest.raises(UsageError):
        decisions.decide(["one", "three"], "accepted")
    assert decisions.all() == []


def test_only_accepted_work_can_be_verified(decisions: Decisions) -> None:
    """A rejected link that is found on the site stays rejected."""
    decisions.decide(["one"], "accepted")
    decisions.decide(["two"], "rejected")
    decisions.verify(["one", "two"], "2026-11-22")
    states = {d.id: (d.state, d.verified_in) for d in decisions.all()}
    assert states == {"one": ("verified", "2026-11-22"), "two": ("rejected", None)}


def test_what_was_shown_again_keeps_its_decision(decisions: Decisions) -> None:
    """Showing advice anew forgets no decision about it."""
    decisions.decide(["one"], "rejected")
    decisions.remember(SHOWN)
    assert [d.state for d in decisions.all()] == ["rejected"]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """One clear error, and the file is left as it was."""
    file = tmp_path / "track.sqlite"
    file.write_text("no database at all, but long enough to look like one" * 20)
    before = file.read_bytes()
    with pytest.raises(FileUnreadable):
        Decisions(file).all()
    assert file.read_bytes() == before
