"""What a site's own links have taught, as text to keep: trees as LightGBM writes them."""

from dataclasses import dataclass
from hashlib import blake2b
from importlib import resources
from typing import TYPE_CHECKING, Final

from linkequity.advice.ranking.pairs.reader import Reader
from linkequity.advice.ranking.ranker import Learned, Ranker
from linkequity.advice.ranking.trees import Trees, read_trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

# What texts are read by, and what is learned from them.
ROOMS: Final = ("linkequity.text", "linkequity.advice.ranking")


@dataclass(frozen=True)
class Taught:
    """Models as text: `ranker` of candidates, `reader` of places of names, `placer` of spans; None
    where there are no trees.
    """

    ranker: str | None = None
    reader: str | None = None
    placer: str | None = None


NOTHING: Final = Taught()


def as_text(learned: Ranker | None) -> str | None:
    """Trees as text; None for what is made sooner than read."""
    return learned.model.model_to_string() if isinstance(learned, Trees) else None


def trees_of(text: str | None) -> Trees | None:
    """The trees of a text; None without one, and where nothing here can read them."""
    return None if text is None else read_trees(text)


def reader_of(text: str | None) -> Reader | None:
    """The reader of a text, the same for all pages."""
    trees = trees_of(text)
    return None if trees is None else Reader(trees, trees)


def learned_of(taught: Taught) -> Learned | None:
    """Who ranked and read before; None where nobody did."""
    ranker = trees_of(taught.ranker)
    return None if ranker is None else Learned(ranker, reader_of(taught.reader))


def taught_by() -> str:
    """A digest of the code that reads texts and learns: what it taught before is not this."""
    digest = blake2b(digest_size=16)
    for room in ROOMS:
        for file in _files(resources.files(room)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(room: "Traversable") -> "Iterator[Traversable]":
    """The code and the trees of a room and of all rooms in it, always in the same order."""
    for entry in sorted(room.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith((".py", ".txt")):
            yield entry
