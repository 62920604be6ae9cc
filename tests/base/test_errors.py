"""Errors: one tree, drawn as it is, each with an exit code and a way out."""

import errno
import inspect
import re

import pytest

from linkequity.base import errors
from linkequity.base.errors import LinkequityError, StorageFailed, UsageError

DRAWN = re.compile(r"^(?P<indent>[│├└─ ]*)(?P<name>[A-Z]\w+) ", re.MULTILINE)


def classes() -> dict[str, type[LinkequityError]]:
    members = inspect.getmembers(errors, inspect.isclass)
    return {name: cls for name, cls in members if issubclass(cls, LinkequityError)}


def drawn_parents() -> dict[str, str]:
    """Each name in the drawing with the name it hangs on."""
    parents: dict[str, str] = {}
    path: list[str] = []
    drawing = (errors.__doc__ or "").partition("\n\n")[2]
    for match in DRAWN.finditer(drawing):
        depth = len(match["indent"]) // 4
        path = [*path[:depth], match["name"]]
        parents[match["name"]] = path[-2] if depth else ""
    return parents


def test_the_tree_in_the_docstring_is_the_tree_in_the_code() -> None:
    """Same classes, same parents, same order of exit codes."""
    real = {name: cls.__mro__[1].__name__ for name, cls in classes().items()}
    real["LinkequityError"] = ""
    assert drawn_parents() == real


@pytest.mark.parametrize("name", sorted(classes()))
def test_every_error_ends_with_its_exit_code(name: str) -> None:
    """Usage ends with 2, everything else with 3; every class says in words what it is."""
    cls = classes()[name]
    assert cls.exit_code == (2 if issubclass(cls, UsageError) else 3)
    assert (cls.__doc__ or "").strip().endswith(".") or cls is LinkequityError


def test_an_error_reads_as_where_what_and_what_to_do() -> None:
    """One line for place and event, one for the way out; empty parts leave no trace."""
    whole = LinkequityError("line 3 is broken", where="a.csv", hint="Mend it.")
    assert str(whole) == "a.csv: line 3 is broken\n  Mend it."
    assert str(LinkequityError("line 3 is broken")) == "line 3 is broken"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "may not be read or written"),
        (errno.EEXIST, "in the way"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_system_refuses_reads_like_any_other_error(number: int, says: str) -> None:
    """A full disk, a closed folder, a file in the way: each says so, and which one it is."""
    error = StorageFailed.of(OSError(number, errno.errorcode[number], "/a/b"))
    told = StorageFailed.of(OSError(number, "Input/output error", "/a/b"))
    assert says in str(told)
    assert str(error).startswith("/a/b: ")
