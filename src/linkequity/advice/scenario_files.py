"""Scenario files: TOML or JSON, a list `edit`, each entry exactly one of the edits."""

import re
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
    document = _decode(_read(path), path)
    edits = document["edit"] if isinstance(document, dict) and [*document] == ["edit"] else None
    if not isinstance(edits, list) or not edits:
        raise ScenarioInvalid(
            "a scenario is a list of edits named `edit`, and nothing else",
            where=str(path),
            hint="TOML: [[edit]] and one of " + ", ".join(SHAPES) + " below it, for each edit.",
        )
    return Scenario(
        tuple(_edit(raw, f"{path}, edit {n}") for n, raw in enumerate(edits, start=1)), str(path)
    )


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(
            error.strerror or "cannot be read", where=str(path), hint="Give a TOML or JSON file."
        ) from None
    if len(data) > MAX_BYTES:
        raise FileUnreadable(f"is larger than {MAX_BYTES:,} bytes", where=str(path))
    return data


def _decode(data: bytes, path: Path) -> object:
    decode = msgspec.json.decode if path.suffix.lower() == ".json" else msgspec.toml.decode
    try:
        return decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ScenarioInvalid(
            f"cannot be read: {error}", where=str(path), hint="A scenario is TOML, or JSON (.json)."
        ) from None


def _edit(raw: object, where: str) -> Edit:
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
