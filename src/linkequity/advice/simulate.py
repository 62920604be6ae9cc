"""What-if: a scenario in, the site before and after out, by solving both.

A scenario is TOML or JSON: a list `edit`, each entry exactly one of add_link, add_backlink,
remove_link, redirect, add_page, noindex.
"""

import re
from pathlib import Path
from typing import Final

import msgspec
import polars as pl

from linkequity.advice.certainty import Asked, Certainty, ask_models
from linkequity.advice.flow_in_words import explain
from linkequity.base.errors import FileUnreadable, ScenarioInvalid
from linkequity.model.backlinks import SCENARIO_VENDOR, equity_in, place_backlinks
from linkequity.model.facts import Facts
from linkequity.model.ledger import Ledger
from linkequity.model.reach import Reach, measure_together
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.scenario import Scenario, apply

# 10 MB is some 100,000 edits; more than that is not a question a person asks.
MAX_BYTES = 10_000_000
# Below this a change of equity is rounding, in page units.
NOTHING = 1e-9
POSITIONS = "content, breadcrumb, sidebar, navigation, header or footer"
SHAPES: Final = {
    "add_link": f"{{ from, to, position, anchor_text }}; position is {POSITIONS}",
    "add_backlink": f"{{ to, rating, domain_rating, position, from }}; ratings are 0 to 100, "
    f"position is {POSITIONS}",
    "remove_link": "{ from, to }",
    "redirect": "{ from, to }",
    "add_page": "{ url, links_to = [], linked_from = [] }",
    "noindex": "{ url }",
}


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The site before or after the edits."""

    ledger: Ledger


class PageChange(msgspec.Struct, frozen=True, kw_only=True):
    """One page whose equity changes, in page units; 0 where it is not there or not indexable.

    `change_low` and `change_high`: what 5% of the models stay below, and exceed; None where no
    ensemble was asked for.
    """

    url: str
    before: float
    after: float
    change: float
    change_low: float | None = None
    change_high: float | None = None


class BacklinkReach(msgspec.Struct, frozen=True, kw_only=True):
    """Reach of the scenario's backlinks together, of all the site's where it adds none, in pages.

    The same backlinks on the links before and after the edits; 0 where nothing comes in.
    """

    before: float
    after: float


class Simulation(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a scenario; `pages` are those that change, the largest gain first.

    `pages_lifted`: of the scenario's backlinks together, None without one. `holds_in`:
    the share of models in which the answer goes the same way, see `certainty`; both are None where
    no ensemble was asked for. `why` is a sentence for people.
    """

    edits: list[Edit]
    before: State
    after: State
    pages: list[PageChange]
    pages_lifted: int | None
    backlink_reach: BacklinkReach
    holds_in: float | None = None
    certainty: Certainty | None = None
    why: str


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


def simulate(facts: Facts, scenario: Path, models: int = 0) -> Simulation:
    """Solve the site before and after the edits in a file, and compare; under `models` as well.

    Raises FileUnreadable, or ScenarioInvalid as `read_scenario` and `apply` do.
    """
    return compare(facts, read_scenario(scenario), models)


def compare(facts: Facts, scenario: Scenario, models: int = 0) -> Simulation:
    """Solve the site before and after the edits, and compare. ScenarioInvalid as `apply`."""
    edited = apply(facts, scenario)
    was = _spread_out(facts, edited, with_backlinks=scenario.has_backlinks)
    now = _spread_out(edited, edited, with_backlinks=scenario.has_backlinks)
    asked = ask_models(facts, edited, scenario, models) if models else None
    return Simulation(
        edits=list(scenario.edits),
        before=State(ledger=facts.ledger),
        after=State(ledger=edited.ledger),
        pages=_changes(facts, edited, asked),
        pages_lifted=(now.pages_lifted if now else 0) if scenario.has_backlinks else None,
        backlink_reach=BacklinkReach(
            before=was.reach if was else 0.0, after=now.reach if now else 0.0
        ),
        holds_in=asked.certainty.holds_in if asked else None,
        certainty=asked.certainty if asked else None,
        why=explain(facts, edited, now, with_backlinks=scenario.has_backlinks),
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


def _spread_out(site: Facts, edited: Facts, *, with_backlinks: bool) -> Reach | None:
    """Reach on `site` of the backlinks of `edited`: of the scenario's own, or of all."""
    weights = site.settings.weights
    placed = place_backlinks(edited.tables.backlinks, site.graph, site.transition, weights)
    if with_backlinks:
        placed = placed.filter(pl.col("vendor") == SCENARIO_VENDOR)
    parcel = equity_in(placed, site.graph)
    return measure_together(site.content_system, parcel, site.content)


def _changes(before: Facts, after: Facts, asked: Asked | None) -> list[PageChange]:
    equity = pl.col("url"), pl.col("equity")
    both = (
        before.pages.select(equity)
        .join(after.pages.select(equity), on="url", how="full", suffix="_after", coalesce=True)
        .select("url", before=pl.col("equity").fill_null(0.0), after="equity_after")
        .with_columns(pl.col("after").fill_null(0.0))
        .with_columns(change=pl.col("after") - pl.col("before"))
        .filter(pl.col("change").abs() > NOTHING)
        .sort("change", "url", descending=[True, False])
    )
    if asked:
        both = both.join(asked.pages, on="url", how="left", maintain_order="left")
    return [PageChange(**row) for row in both.iter_rows(named=True)]
