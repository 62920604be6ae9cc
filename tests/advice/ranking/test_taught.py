"""What was taught is kept for the same program only."""

from pathlib import Path

import pytest

from linkequity.advice.ranking import taught


def test_a_change_in_any_room_below_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line more in a module of a room within a room changes the digest, a compiled file not."""
    inner = tmp_path / "reading_room" / "inner"
    inner.mkdir(parents=True)
    (inner / "words.py").write_text("WORDS = 1")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(taught, "ROOMS", ("reading_room",))
    before = taught.taught_by()
    (inner / "words.cpython-311.pyc").write_bytes(b"compiled")
    assert taught.taught_by() == before
    (inner / "words.py").write_text("WORDS = 2")
    assert taught.taught_by() != before
