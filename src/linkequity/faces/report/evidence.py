"""The evidence of a finding, from data to words, without losing what the data says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from linkequity.faces.report.evidence_labels import LABELS, MEMBERS, POSITIONS
from linkequity.faces.words import count, is_web, shorten, units

VALUES = 5  # of a list; the whole is in the tables
FACTS = 12
LONGEST = 120  # characters of one value
_TOKEN = re.compile(r"[a-z]+(_[a-z]+)+")

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
    """One value: a URL to show as a link, what was quoted from the site, and our own words."""

    url: str = ""
    quoted: str = ""
    text: str = ""


@dataclass(frozen=True)
class Fact:
    """One labelled line of evidence; `more` values are not shown; `path`: one leads to the next."""

    label: str
    pieces: list[Piece]
    more: int = 0
    path: bool = False


def evidence(data: Mapping[str, object]) -> list[Fact]:
    """The lines to show for one finding; what is empty, and what is not the case, is left out."""
    said = {key: value for key, value in data.items() if _says_something(value) and key != "title"}
    if "redirect_to" in said:  # the fix says the same again, in words
        said.pop("fix", None)
    return [_fact(key, value) for key, value in list(said.items())[:FACTS]]


def _says_something(value: object) -> bool:
    return value not in (None, "", [], {}, ()) and value is not False


def _fact(key: str, value: object) -> Fact:
    label = LABELS.get(key) or shorten(key.replace("_", " "), 40)
    values = list(value) if isinstance(value, list | tuple) else [value]
    more = max(len(values) - VALUES, 0)
    piece = _placed if key == "link_positions" else _piece
    pieces = [piece(inner) for inner in values[:VALUES]]
    if not any(piece.url or piece.quoted for piece in pieces):
        between = "; " if any(isinstance(inner, Mapping) for inner in values) else ", "
        pieces = [Piece(text=between.join(piece.text for piece in pieces))]
    return Fact(label, pieces, more, key == "chain")


def _placed(value: object) -> Piece:
    """How many links stand where."""
    if not isinstance(value, Mapping):
        return _piece(value)
    told = [f"{_text(n)} {POSITIONS.get(str(place), _text(place))}" for place, n in value.items()]
    return Piece(text=", ".join(told))


def _piece(value: object) -> Piece:
    if isinstance(value, Mapping):
        return _entry(value)
    if isinstance(value, str) and is_web(value):
        return Piece(url=value)
    return Piece(text=_text(value))


def _entry(value: Mapping[object, object]) -> Piece:
    """A link or a backlink as one piece: where it stands, its words, the rest."""
    url = next((v for v in value.values() if isinstance(v, str) and is_web(v)), "")
    words = value.get("anchor_text")
    rest = [
        _member(str(k), v)
        for k, v in list(value.items())[:FACTS]
        if v != url and k != "anchor_text" and _says_something(v)
    ]
    return Piece(url, shorten(words, LONGEST) if isinstance(words, str) else "", ", ".join(rest))


def _member(key: str, value: object) -> str:
    """A value of an entry with what it is, where it does not say so itself."""
    text = POSITIONS.get(str(value), _text(value)) if key == "link_position" else _text(value)
    return f"{MEMBERS.get(key, _text(key))} {text}".strip()


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return count(value)
        case float():
            return units(value)
        case list() | tuple():
            shown = ", ".join(map(_text, value[:VALUES]))
            return shown + ("…" if len(value) > VALUES else "")
        case Mapping():
            return _entry(value).text
        case _:
            text = shorten(str(value), LONGEST)
            return text.replace("_", " ") if _TOKEN.fullmatch(text) else text
