"""Who holds the equity: a treemap of segments and their pages, coloured by search demand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from linkequity.app.auditing.shared_title import less_shared
from linkequity.app.results import AreaDoc, Results
from linkequity.faces.charts import GAP_WORDS, Branch, Tile, gap_tone, treemap
from linkequity.faces.words import counted, readable_url, segment_name, units

HEIGHT = 420.0
NARROW = 480.0
FEWEST = 3  # areas; of less the tables say all
AREA = "Each area is as large as the equity it keeps, in its segment."
SAYS = {
    True: f"{AREA} Its colour says how that compares with its share of what people search for.",
    False: f"{AREA} With search data, its colour would say how that compares with demand.",
}


@dataclass(frozen=True)
class AreasView:
    """The picture in two widths; `legend`: what its colours say, empty where none is known."""

    says: str
    legend: tuple[tuple[str, str], ...]
    wide: Markup
    narrow: Markup


def no_link(url: str) -> str:
    """Where pages lead in a picture on paper."""
    return ""


def areas_view(results: Results, href: Callable[[str], str] = no_link) -> AreasView | None:
    """The picture; None where there are hardly any areas.

    `href`: where a page's tile leads.
    """
    kept = [area for area in results.areas if area.equity > 0]
    if len(kept) < FEWEST:
        return None
    branches = branches_of(kept, results, href)
    searched = any(area.demand is not None for area in kept)
    return AreasView(
        says=SAYS[searched],
        legend=_legend(branches) if searched else (),
        wide=_drawn(branches, 960, HEIGHT),
        narrow=_drawn(branches, 350, NARROW),
    )


def branches_of(
    areas: Sequence[AreaDoc], results: Results, href: Callable[[str], str] = no_link
) -> list[Branch]:
    """A branch for each segment; `href`: where a page's tile leads."""
    return [
        Branch(segment_name(segment), tuple(_tile(area, results, href) for area in together))
        for segment, together in groupby(areas, key=lambda area: area.segment)
    ]


def _tile(area: AreaDoc, results: Results, href: Callable[[str], str]) -> Tile:
    tone = gap_tone(area.equity, area.demand)
    says = GAP_WORDS[tone]
    if area.demand is not None:
        says = f"{says}: its share of searches would be {units(area.demand)}"
    if area.url is None:
        return Tile(counted(area.pages, "other page"), area.equity, tone, says)
    title = area.title and less_shared(area.title, results.shared_title)
    name = title or readable_url(area.url, results.site)
    return Tile(name, area.equity, tone, says, href(area.url))


def _legend(branches: Sequence[Branch]) -> tuple[tuple[str, str], ...]:
    """The colours that are there, with their words."""
    there = {tile.tone for branch in branches for tile in branch.tiles}
    return tuple((words, tone) for tone, words in GAP_WORDS.items() if tone in there)


def _drawn(branches: Sequence[Branch], width: float, height: float) -> Markup:
    label = "Equity by segment and page; the tables below give the figures"
    return treemap(branches, label=label, width=width, height=height, show=units)
