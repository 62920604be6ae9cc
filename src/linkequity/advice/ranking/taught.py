"""What a site's own links have taught, as text to keep: trees as LightGBM writes them."""

from dataclasses import dataclass
from hashlib import blake2b
from importlib import resources
from typing import TYPE_CHECKING, Final, cast

from linkequity.advice.ranking.ranker import Predicting, Ranker, Trees, lightgbm_loads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

# What texts are read by, and what is learned from them.
ROOMS: Final = ("linkequity.text", "linkequity.advice.ranking")


@dataclass(frozen=True)
class Taught:
    """Models as text: `ranker` of candidates, `placer` of spans; None where there are no trees."""

    ranker: str | None = None
    placer: str | None = None


NOTHING: Final = Taught()


def as_text(learned: Ranker | None) -> str | None:
    """Trees as text; None for what is made sooner than read."""
    return learned.model.model_to_string() if isinstance(learned, Trees) else None


def trees_of(text: str | None) -> Trees | None:
    """The trees of a text; None without one, and where LightGBM does not load."""
    if text is None or not lightgbm_loads():
        return None
    import lightgbm  # noqa: PLC0415

    return Trees(cast(Predicting, lightgbm.Booster(model_str=text)))


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
