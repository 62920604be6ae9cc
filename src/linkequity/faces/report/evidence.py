"""The evidence of a finding, from data to words, without losing what the data says."""

from collections.abc import Iterator
from dataclasses import dataclass

from linkequity.faces.words import count, is_web, shorten, units

VALUES = 5  # of a list; the whole is in the tables
FACTS = 12
LONGEST = 120  # characters of one value

EVIDENCE_WORDS = {
    "split_test": "Split test",
    "experiment": "Experiment",
    "correlation": "Correlation",
    "observation": "Observation",
    "documentation": "Search engines’ documentation",
    "statement": "Search engine’s statement",
    "patent": "Patent",
    "assumption": "Assumption",
}


@dataclass(frozen=True)
class Piece:
    """One value: text, or a URL to be shown as a link."""

    text: str = ""
    url: str = ""
    before: str = ""


@dataclass(frozen=True)
class Fact:
    """One labelled line of evidence; `more` values are not shown."""

    label: str
    pieces: list[Piece]
    more: int = 0


def evidence(data: dict[str, object]) -> list[Fact]:
    """The lines to show for one finding; empty values are left out."""
    lines = (_fact(str(key), value) for key, value in data.items() if value not in (None, "", [], {}))
    return list(lines)[:FACTS]


def _fact(key: str, value: object) -> Fact:
    label = shorten(key.replace("_", " "), 40)
    if isinstance(value, list | tuple | set | frozenset):
        values = list(value)
        shown = [piece for inner in values[:VALUES] for piece in _pieces(inner)]
        return Fact(label, shown, max(len(values) - VALUES, 0))
    return Fact(label, list(_pieces(value)))


def _pieces(value: object) -> Iterator[Piece]:
    if isinstance(value, dict):
        yield from _entries(value)
    else:
        yield _piece(value)


def _entries(value: dict[object, object]) -> Iterator[Piece]:
    for key, inner in list(value.items())[:VALUES]:
        piece = _piece(inner)
        yield Piece(piece.text, piece.url, f"{str(key).replace('_', ' ')} ")


def _piece(value: object) -> Piece:
    if isinstance(value, str) and is_web(value):
        return Piece(url=value)
    return Piece(shorten(_text(value), LONGEST))


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return count(value)
        case float():
            return units(value)
        case list() | tuple():
            return " → ".join(map(_text, value[:VALUES])) + ("…" if len(value) > VALUES else "")
        case None:
            return "–"
        case _:
            return str(value)
