"""Names in linkequity.toml that mean nothing on this site: a slip, or a page that is gone."""

from collections.abc import Iterable, Iterator

import polars as pl

from linkequity.model.facts import Facts
from linkequity.model.pages.patterns import matches


def unmatched(facts: Facts) -> list[str]:
    """A sentence for each section of the settings with such names."""
    settings = facts.settings
    kinds = [pattern for patterns in settings.content_kinds.values() for pattern in patterns]
    audits, landing = settings.audits.intended_orphans, settings.landing_pages.commercial
    found = (
        ("[priority]", facts.worth.unknown, "no indexable page"),
        ("[pillars]", facts.clusters.unknown, "no indexable page"),
        ("[segments]", _empty_segments(facts), "no page left"),
        ("[content_kinds]", _without_page(facts, kinds), "no page"),
        ("[audits] intended_orphans", _without_page(facts, audits), "no page"),
        ("[landing_pages] commercial", _without_page(facts, landing), "no page"),
    )
    return [
        f"linkequity.toml, {section}: {what} for {', '.join(names)}."
        for section, names, what in found
        if names
    ]


def _empty_segments(facts: Facts) -> tuple[str, ...]:
    """The segments that no page is in, with their patterns."""
    held = set(facts.segment.unique())
    named = facts.settings.segments.items()
    return tuple(f'{name} = "{pattern}"' for name, pattern in named if name not in held)


def _without_page(facts: Facts, patterns: Iterable[str]) -> tuple[str, ...]:
    return tuple(_unmet(facts.graph.pages, patterns))


def _unmet(pages: pl.DataFrame, patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        if not pages.select(matches(pl.col("url"), pattern).any()).item():
            yield pattern
