"""Why a scenario does what it does, in a sentence."""

import numpy as np
import polars as pl

from linkequity.base.urls import path_of
from linkequity.model.equity.reach import Reach
from linkequity.model.whatif.outcome import Outcome, of_scenario

# Of what moves: a smaller change of leaks is not worth a clause.
HARDLY = 0.01


def explain(before: Outcome, after: Outcome, lifted: Reach | None, *, with_backlinks: bool) -> str:
    """What carries the scenario's backlinks on, or what the other edits move."""
    return _backlinks_in_words(after, lifted) if with_backlinks else _moves(before, after)


def _backlinks_in_words(after: Outcome, lifted: Reach | None) -> str:
    added = of_scenario(after.backlinks)
    landings = added["landing"].drop_nulls().unique().sort().to_list()
    if lifted is None:
        kinds = ", ".join(
            f"{path_of(url)} is {kind.replace('_', ' ')}"
            for url, kind in added.select("target", pl.col("landing_kind").cast(pl.String))
            .unique()
            .sort("target")
            .iter_rows()
        )
        return f"Nothing comes in: {kinds}."
    onward, inward = _content_partners(after, landings)
    where = _named(landings)
    if not onward:
        only_in = f"; the {_count(inward, 'page', 'pages')} with content links to it only link in"
        link = "has no content link" if len(landings) == 1 else "have no content links"
        return f"Nothing flows out: {where} {link} to another content page{only_in * bool(inward)}."
    links = _count(onward, "content page", "content pages")
    if not lifted.others_lifted:
        return (
            f"Hardly anything flows out: {where} links to {links}, but none gets 1% of what the "
            "backlinks bring; menus and other links take the rest."
        )
    others = _count(lifted.others_lifted, "more content page gets", "more content pages get")
    return f"It flows on: {where} links to {links} in the text, and {others} at least 1% of it."


def _content_partners(site: Outcome, landings: list[str]) -> tuple[int, int]:
    """Content pages that the landing pages link to in content, and that link to them so."""
    landed = np.zeros(len(site.content), dtype=bool)
    landed[site.graph.addresses.exact(pl.Series(landings)).to_numpy()] = True
    others = site.content & ~landed
    onward, inward = site.in_content.linked_from(landed), site.in_content.linking_to(landed)
    return int((onward & others).sum()), int((inward & others).sum())


def _moves(before: Outcome, after: Outcome) -> str:
    change = (
        after.pages.join(
            before.pages.rename({"equity": "was"}), on="url", how="full", coalesce=True
        )
        .select(pl.col("equity").fill_null(0.0) - pl.col("was").fill_null(0.0))
        .to_series()
    )
    gains, losses = change.filter(change > 1e-9), change.filter(change < -1e-9)
    if gains.is_empty() and losses.is_empty():
        return "Nothing changes: these edits move no equity."
    return (
        f"{_count(len(gains), 'page gains', 'pages gain')} {gains.sum():.2g} units, "
        f"{_count(len(losses), 'page loses', 'pages lose')} {-losses.sum():.2g}"
        f"{_leaks(before, after, least=HARDLY * float(change.abs().sum()))}."
    )


def _leaks(before: Outcome, after: Outcome, least: float) -> str:
    """How leaks change, where that is not hardly at all beside what moves between pages."""
    leaked = sum(after.ledger.leaked.values()) - sum(before.ledger.leaked.values())
    if abs(leaked) <= least:
        return ""
    return f"; leaks {'grow' if leaked > 0 else 'shrink'} by {abs(leaked):.2g}"


def _named(urls: list[str]) -> str:
    paths = [path_of(url) for url in urls[:3]]
    more = [f"{len(urls) - 3} more"] if len(urls) > 3 else []
    *first, last = paths + more
    return f"{', '.join(first)} and {last}" if first else last


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
