"""Gates: what must be so before the next step is worth its effort, and what opens each.

A closed gate locks all steps after it. Where the data cannot tell, a gate is `unknown` and locks
nothing, but says what would tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl

from linkequity.audits.texts import cannibalised_queries
from linkequity.base.urls import site_of
from linkequity.model.facts import Facts

State = Literal["open", "closed", "unknown"]
Step = Literal["target", "structure"]

# Fewer words than a short paragraph of an answer: there is nothing to rank or to link from.
FEWEST_WORDS: Final = 100
FEWEST_SUPPORTERS: Final = 3
NAMED: Final = 3


@dataclass(frozen=True)
class Gate:
    """One test: `found` is its outcome, `opens_by` what to do; empty where it is open."""

    id: str
    step: Step
    test: str
    state: State
    found: str
    opens_by: str = ""


def target_gates(facts: Facts, page: int) -> list[Gate]:
    """Whether a page can be a target, by page_id of the URL that was named."""
    row = facts.pages.row(page, named=True)
    gates = [_indexable(row), _canonical(facts, row)]
    if all(gate.state == "open" for gate in gates):
        gates += [_unique(facts, row), _has_text(facts, page)]
    return gates


def structure_gates(linking_in: int, linked_back: int, pages: int) -> list[Gate]:
    """Whether the structure is ready, by so many of the supporting `pages` with links each way."""
    write = (
        f" No more than {pages} of the pages that are there are near enough: write others, from "
        "queries in search data or a list of keywords."
        if pages < FEWEST_SUPPORTERS
        else ""
    )
    least = f"At least {FEWEST_SUPPORTERS} supporting pages"
    into, back = "Add the links to it." + write, "Add the links back." + write
    return [
        _enough("linked-in", f"{least} link to it in their text", (linking_in, pages), into),
        _enough("linked-back", f"It links back to {least.lower()}", (linked_back, pages), back),
    ]


def ready(gates: Iterable[Gate]) -> bool:
    """Whether none of them is closed."""
    return all(gate.state != "closed" for gate in gates)


def _gate(name: str, test: str, found: str, opens_by: str = "") -> Gate:
    return Gate(name, "target", test, "closed" if opens_by else "open", found, opens_by)


def _indexable(row: dict[str, object]) -> Gate:
    test, kind = "Search engines can index it", str(row["target_kind"]).replace("_", " ")
    if row["target_kind"] in {"indexable", "redirected", "canonicalised"}:
        return _gate("indexable", test, "answers with a page that may be indexed")
    opens = {
        "noindex": "Take the noindex off the page.",
        "blocked": "Allow it in robots.txt.",
    }.get(kind, "See to it that it answers 200 with an HTML page.")
    return _gate("indexable", test, f"it is {kind}", opens)


def _canonical(facts: Facts, row: dict[str, object]) -> Gate:
    test, canonical = "It is its own canonical page", row["declared_canonical"]
    if row["target_kind"] in {"redirected", "canonicalised"}:
        end = row["resolved_url"] or "elsewhere"
        advice = f"Make the plan for {end}, or let this page stand for itself."
        return _gate("canonical", test, f"it leads to {end}", advice)
    if isinstance(canonical, str) and site_of(canonical) != facts.manifest.site:
        return _gate(
            "canonical", test, f"it declares {canonical}", "Declare the page itself canonical."
        )
    return _gate("canonical", test, "it stands for itself")


def _unique(facts: Facts, row: dict[str, object]) -> Gate:
    test, url = "No other page of the site answers the same queries", str(row["url"])
    twins = _of_same_title(facts, row)
    rivals = sorted({*twins, *_sharing_queries(facts, url)})
    if rivals:
        named = ", ".join(rivals[:NAMED])
        return _gate(
            "unique",
            test,
            f"so does {named}" + (f" and {len(rivals) - NAMED} more" * (len(rivals) > NAMED)),
            "Fold the two into one, or give each a subject and a title of its own.",
        )
    if facts.tables.search.filter(pl.col("query").is_not_null(), pl.col("url") == url).is_empty():
        found = "no other page has its title; search data by query would settle the rest"
        return Gate("unique", "target", test, "unknown", found)
    return _gate("unique", test, "none shares its title or its queries")


def _of_same_title(facts: Facts, row: dict[str, object]) -> list[str]:
    title = str(row["title"] or "").strip().lower()
    same = pl.col("title").str.strip_chars().str.to_lowercase() == title
    content = facts.pages.filter(pl.Series(facts.content), pl.col("url") != row["url"])
    return content.filter(same)["url"].to_list() if title else []


def _sharing_queries(facts: Facts, url: str) -> set[str]:
    shared = cannibalised_queries.shared_queries(facts)
    firsts = shared.filter(pl.col("url") == url)["first"]
    return {*firsts, *shared.filter(pl.col("first") == url)["url"]}


def _has_text(facts: Facts, page: int) -> Gate:
    words = int(np.diff(facts.text.corpus.tokens_by_page.offsets)[page])
    test = f"It has a text of its own, {FEWEST_WORDS} words or more"
    opens = "" if words >= FEWEST_WORDS else "Write what its visitors came for."
    return _gate("has-text", test, f"{words:,} words, menus and repeated blocks aside", opens)


def _enough(name: str, test: str, linked: tuple[int, int], opens_by: str) -> Gate:
    """`linked`: so many pages of how many."""
    number, pages = linked
    enough = number >= FEWEST_SUPPORTERS
    return Gate(
        name,
        "structure",
        test,
        "open" if enough else "closed",
        f"{number} of {pages} so far" if pages and not enough else f"{number}",
        "" if enough else opens_by,
    )
