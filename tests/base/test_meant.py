"""Laws of hints about names that are not there."""

from pathlib import Path

import pytest

from linkequity.base.errors import FileUnreadable
from linkequity.base.meant import did_you_mean
from linkequity.sources.importers.opening import find_encoding


def test_what_resembles_none_is_not_guessed_at() -> None:
    assert did_you_mean("zzz", ["equity", "url"]) == ""


def test_a_file_that_is_not_there_is_refused_with_the_one_that_is(tmp_path: Path) -> None:
    """By its slip, else by what to check; never by an error of the system alone."""
    (tmp_path / "backlinks.csv").touch()
    for name, hint in (
        ("backlink.csv", "Did you mean backlinks.csv?"),
        ("zzz", "Check its name, and the folder it is in."),
        ("none/backlinks.csv", f"There is no folder {tmp_path / 'none'} either"),
        (".", "Name a file in it."),
    ):
        with pytest.raises(FileUnreadable) as refused:
            find_encoding(tmp_path / name)
        assert refused.value.hint.startswith(hint)
