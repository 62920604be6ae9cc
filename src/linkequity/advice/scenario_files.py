"""Scenario files, read and written: TOML or JSON, a list `edit`, each exactly one of the edits."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from linkequity.base.errors import FileUnreadable, ScenarioInvalid
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.names import Scenario

# 10 MB is some 100,000 edits; more than that is not a question a person asks.
MAX_BYTES = 10_000_000
POSITIONS = "content, breadcrumb, sidebar, navigation, header or footer"
SHAPES: Final = {
    "add_link": f"{{ from, to, position, anchor_text, relevance }}; relevance is 0 to 1, "
    f"position is {POSITIONS}",
    "add_backlink": f"{{ to, rating, domain_rating, position, from }}; ratings are 0 to 100, "
    f"position is {POSITIONS}",
    "remove_link": "{ from, to }",
    "move_link": f"{{ from, to, position }}; position is {POSITIONS}",
    "reweigh_link": "{ from, to, rel }; rel is followed, nofollow, ugc or sponsored",
    "add_template_link": "{ to, position, carrying, pages = [], anchor_text }; the pages that "
    f"link to `carrying` there or fit `pages`; position is {POSITIONS}",
    "lose_backlink": "{ from, referring_domain, to }; from a page or a domain, to one page or all",
    "redirect": "{ from, to }",
    "add_page": "{ url, links_to = [], linked_from = [] }",
    "noindex": "{ url }",
}


def read_scenario(path: Path) -> Scenario:
    """The scenario in a TOML or JSON file; ScenarioInvalid says which edit is wrong, and how."""
    decode = msgspec.json.decode if path.suffix.lower() == ".json" else msgspec.toml.decode
    return parse_scenario(_read(path), str(path), decode)


def parse_scenario(
    data: bytes, name: str, decode: Callable[[bytes], object] = msgspec.toml.decode
) -> Scenario:
    """The scenario in the bytes of a file of this name. Raises ScenarioInvalid."""
    document = _decoded(data, name, decode)
    edits = document["edit"] if isinstance(document, dict) and [*document] == ["edit"] else None
    return scenario_of(edits, name)


def scenario_of(edits: object, name: str = "scenario") -> Scenario:
    """The scenario of a list of edits, each as a file has it. Raises ScenarioInvalid.

    >>> scenario_of([{"noindex": {"url": "/a/"}}]).edits[0].noindex.url
    '/a/'
    """
    if not isinstance(edits, list) or not edits:
        raise ScenarioInvalid(
            "a scenario is a list of edits named `edit`, and nothing else",
            where=name,
            hint="TOML: [[edit]] and one of " + ", ".join(SHAPES) + " below it, for each edit.",
        )
    return Scenario(
        tuple(edit_of(raw, f"{name}, edit {n}") for n, raw in enumerate(edits, start=1)), name
    )


def write_scenario(scenario: Scenario) -> str:
    """A scenario as TOML, which reads back as the same; what is not said stays unsaid."""
    return "\n".join(
        f"[[edit]]\n{name} = {_toml(said)}\n"
        for edit in scenario.edits
        for name, said in msgspec.to_builtins(edit).items()
    )


def _toml(value: object) -> str:
    if isinstance(value, dict):
        said = (f"{key} = {_toml(one)}" for key, one in value.items() if one not in (None, "", []))
        return f"{{ {', '.join(said)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    # JSON writes strings and numbers as TOML does, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileUnreadable.of(error, path, "A scenario is a TOML or JSON file.") from None
    if len(data) > MAX_BYTES:
        raise FileUnreadable(f"is larger than {MAX_BYTES:,} bytes", where=str(path))
    return data


def _decoded(data: bytes, name: str, decode: Callable[[bytes], object]) -> object:
    try:
        return decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ScenarioInvalid(
            f"cannot be read: {error}", where=name, hint="A scenario is TOML, or JSON (.json)."
        ) from None


def edit_of(raw: object, where: str) -> Edit:
    """One edit as a file has it, from dicts and strings. Raises ScenarioInvalid."""
    try:
        edit = msgspec.convert(raw, Edit)
    except msgspec.ValidationError as error:
        raise ScenarioInvalid(_readable(error), where=where, hint=_expected(raw)) from None
    made = [name for name in SHAPES if getattr(edit, name) is not None]
    if len(made) != 1:
        raise ScenarioInvalid(
            f"has {len(made)} of the edits, not one", where=where, hint=_expected(raw)
        )
    return edit


def _readable(error: msgspec.ValidationError) -> str:
    return re.sub(r" - at `\$\.?(.*?)`$", lambda at: f" (in {at[1]})" if at[1] else "", str(error))


def _expected(raw: object) -> str:
    named = [name for name in SHAPES if isinstance(raw, dict) and name in raw]
    if len(named) == 1:
        return f"Expected: {named[0]} = {SHAPES[named[0]]}."
    return f"Each edit is exactly one of {', '.join(SHAPES)}."
