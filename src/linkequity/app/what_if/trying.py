"""An edit as it is filled in, tried on the site; what is wrong, beside the field it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from linkequity.advice.scenario_files import edit_of
from linkequity.app.what_if.kinds import Field, Kind
from linkequity.base.errors import ScenarioInvalid
from linkequity.model.facts import Facts
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.names import Names, Scenario
from linkequity.model.whatif.table_edits import make

LONGEST: Final = 4096
MOST_LISTED: Final = 100
NEEDED: Final = "Needed."


@dataclass(frozen=True)
class Tried:
    """An edit, if what was filled in is one; `complaints` by field, "" is about the whole.

    `complete`: nothing that is needed is missing.
    """

    edit: Edit | None
    complete: bool
    complaints: Mapping[str, str] = field(default_factory=dict)


def try_edit(facts: Facts, before: Scenario, kind: Kind, given: Mapping[str, str]) -> Tried:
    """What was filled in, as an edit at the end of a scenario."""
    said = {each.name: given.get(each.name, "").strip() for each in kind.fields}
    missing = {each.name: NEEDED for each in kind.fields if each.required and not said[each.name]}
    wrong = _too_long(said) | _not_numbers(kind, said)
    if wrong or missing:
        return Tried(None, not missing, {**_unknown(facts, before, kind, said), **wrong})
    try:
        edit = edit_of({kind.name: _values(kind, said)}, "")
    except ScenarioInvalid as error:
        about = {_about(error, kind): "This is none of the choices."}
        return Tried(None, complete=True, complaints=about)
    complaints = _unknown(facts, Scenario((*before.edits, edit)), kind, said)
    if not complaints:
        complaints = _impossible(facts, before, edit)
    return Tried(None if complaints else edit, complete=True, complaints=complaints)


def missing_fields(kind: Kind, given: Mapping[str, str]) -> dict[str, str]:
    """What to say beside fields that are needed and empty."""
    return {f.name: NEEDED for f in kind.fields if f.required and not given.get(f.name, "").strip()}


@dataclass(frozen=True)
class Checked:
    """A scenario as far as it can be made: `complaints` by the number of each edit left out."""

    possible: Scenario
    complaints: Mapping[int, str]


def check(facts: Facts, scenario: Scenario) -> Checked:
    """Which edits can be made on this site, one after the other.

    Those about a page that an edit left out would have added are left out with it.
    """
    possible, complaints = dict(enumerate(scenario.edits, start=1)), dict[int, str]()
    while found := _complaints(facts, possible, scenario.name):
        complaints |= found
        possible = {number: edit for number, edit in possible.items() if number not in found}
    possible_ones = Scenario(tuple(possible.values()), scenario.name)
    return Checked(possible_ones, dict(sorted(complaints.items())))


def _complaints(facts: Facts, edits: Mapping[int, Edit], name: str) -> dict[int, str]:
    """Why some of numbered edits cannot be made, by number."""
    tables, names = facts.tables, Names(facts, Scenario(tuple(edits.values()), name))
    complaints = {}
    for number, edit in edits.items():
        try:
            tables = make(tables, edit.made, names)
        except ScenarioInvalid as error:
            complaints[number] = _sentence(error)
    return complaints


def _too_long(said: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"At most {LONGEST:,} characters."
        for name, text in said.items()
        if len(text) > LONGEST
    }


def _not_numbers(kind: Kind, said: Mapping[str, str]) -> dict[str, str]:
    return {
        each.name: "A number from 0 to 100, like 60."
        for each in kind.fields
        if each.takes == "number" and said[each.name] and _rating(said[each.name]) is None
    }


def _rating(text: str) -> float | None:
    try:
        rating = float(text.replace(",", "."))
    except ValueError:
        return None
    return rating if 0 <= rating <= 100 else None


def _values(kind: Kind, said: Mapping[str, str]) -> dict[str, object]:
    """What was filled in as a scenario file would say it; what is empty is not said."""
    return {each.name: _value(each, said[each.name]) for each in kind.fields if said[each.name]}


def _value(asked: Field, text: str) -> object:
    if asked.takes == "number":
        return _rating(text)
    return _listed(text) if asked.takes in {"pages", "patterns"} else text


def _listed(text: str) -> list[str]:
    return text.split()[:MOST_LISTED]


def _unknown(
    facts: Facts, scenario: Scenario, kind: Kind, said: Mapping[str, str]
) -> dict[str, str]:
    """Fields that name pages which are not there, or cannot hold what they should."""
    names, complaints = Names(facts, scenario), {}
    for asked in kind.fields:
        try:
            _look_up(names, asked, said[asked.name])
        except ScenarioInvalid as error:
            complaints[asked.name] = _sentence(error)
    return complaints


def _look_up(names: Names, asked: Field, text: str) -> None:
    if asked.takes == "pages":
        for name in _listed(text):
            names.known(name)
    elif text and asked.takes == "page":
        names.known(text)
    elif text and asked.takes == "speaking":
        names.speaking(text)
    elif text and asked.takes == "indexable":
        _indexable(names, text)
    elif text and asked.takes == "new":
        names.absolute(text)


def _indexable(names: Names, text: str) -> None:
    kind = names.kind(names.known(text))
    if kind not in ("indexable", None):
        raise names.refusal(
            f"{text} is {kind.replace('_', ' ')}: nothing would change", "Name an indexable page."
        )


def _impossible(facts: Facts, before: Scenario, edit: Edit) -> dict[str, str]:
    """Why the edit cannot be made after those before it, though all pages are there."""
    edits = (*before.edits, edit)
    complaints = check(facts, Scenario(edits)).complaints
    return {"": complaints[len(edits)]} if len(edits) in complaints else {}


def _about(error: ScenarioInvalid, kind: Kind) -> str:
    """The field that a message of the scenario's reader names; "" where it names none."""
    named = error.message.rpartition(f"(in {kind.name}.")[2].rstrip(")")
    return named if named in {each.name for each in kind.fields} else ""


def _sentence(error: ScenarioInvalid) -> str:
    """What is wrong, and what to do where that is no command for a terminal."""
    message = error.message.partition(" (in ")[0]
    hint = "" if "`" in error.hint else f" {error.hint}"
    return f"{message[:1].upper()}{message[1:]}.{hint}"
