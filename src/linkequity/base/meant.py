"""What somebody may have meant by a name that is not there: near ones, for hints of errors."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

MOST = 2  # guesses; more are a list, which hints give anyway
ALIKE = 0.5  # of the letters
MOST_FILES = 2_000  # looked at in a folder


def did_you_mean(name: str, names: Iterable[str], most: int = MOST) -> str:
    """A sentence with the names that resemble one most, and a space; empty where none does.

    >>> did_you_mean("equty", ["equity", "url"])
    'Did you mean equity? '
    """
    near = get_close_matches(name, list(names), n=most, cutoff=ALIKE)
    return f"Did you mean {' or '.join(near)}? " if near else ""


def missing_file(path: Path) -> str:
    """What to do about a file that is not where it was looked for."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return f"There is no folder {folder} either; give the file's path as it is on this machine."
    there = (each.name for each, _ in zip(folder.iterdir(), range(MOST_FILES), strict=False))
    return did_you_mean(path.name, there).strip() or "Check its name, and the folder it is in."
