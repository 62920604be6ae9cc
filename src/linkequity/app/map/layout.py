"""Where every page lies: from groups of dots, and where they lay before, to places and islands."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from linkequity.app.map.clicks import MOST_CLICKS, UNREACHABLE, Before, Ring, arrange
from linkequity.app.map.dots import NO_GROUP, radii
from linkequity.app.map.geometry import Flags, Floats, Ints
from linkequity.app.map.islands import OTHERS, Place, gather, place_islands
from linkequity.app.map.keeping import PLACES
from linkequity.app.map.packing import extent
from linkequity.app.map.staying import Lying, pack_anew, settle, settle_round

HUES: Final = 8
ORPHANS: Final = ("orphan", "orphan_with_backlinks")
# Between shore and the first ring of orphans, in radii of a page that receives nothing: a row of
# newcomers has room there, and drives no orphan away.
STRAIT: Final = 2.8


@dataclass(frozen=True)
class Shape:
    """An island about its own centre: its pages by number of row, and where they lie.

    `shore`: how far its pages reach, orphans aside; `radius`: with them.
    """

    pages: Ints
    lying: Lying
    shore: float
    radius: float


@dataclass(frozen=True)
class Grounds:
    """Islands by number, the groups they are of, and the island of each page by row."""

    names: list[str]
    numbers: Ints


@dataclass(frozen=True)
class Laid:
    """Everything in its place. `places`: of islands; `hues`: their colours, -1 for none."""

    grounds: Grounds
    shapes: list[Shape]
    places: list[Place]
    hues: list[int]

    @property
    def dots(self) -> Floats:
        """Where each dot lies, n×2, by row."""
        spread = np.zeros((len(self.grounds.numbers), 2))
        for shape, place in zip(self.shapes, self.places, strict=True):
            spread[shape.pages] = shape.lying.places + np.array((place.x, place.y))
        return spread


def divide(dots: pl.DataFrame, before: pl.DataFrame) -> Grounds:
    """Which islands there are: those with the most pages first."""
    island = gather(dots["group"], frozenset(before["island"].unique()))
    sizes = island.rename("island").value_counts(name="pages")
    names = sizes.sort("pages", "island", descending=[True, False])["island"].to_list()
    numbers = island.replace_strict(names, range(len(names)), return_dtype=pl.Int64)
    return Grounds(names, numbers.cast(pl.Int64).to_numpy())


def lay_out(dots: pl.DataFrame, grounds: Grounds, amounts: Floats, before: pl.DataFrame) -> Laid:
    """Shape the islands, place them, colour them.

    `amounts` (islands×islands): equity that links carry from one to another, in page units.
    `before`: PLACES of the map before, which decides what it can.
    """
    shapes = _shape_islands(dots, grounds, before)
    rows = before.select("island", "island_x", "island_y", "island_reserved", "island_hue").unique(
        "island", maintain_order=True
    )
    lay = {name: Place(x, y, reserved) for name, x, y, reserved, _ in rows.iter_rows()}
    hues = dict(rows.select("island", "island_hue").iter_rows())
    extents = np.array([shape.radius for shape in shapes])
    places = place_islands(grounds.names, extents, amounts + amounts.T, lay)
    return Laid(grounds, shapes, places, _colour(grounds.names, places, hues))


def on_rings(dots: pl.DataFrame, laid: Laid, before: pl.DataFrame) -> tuple[Lying, list[Ring]]:
    """The arrangement by clicks from home; islands go round as they lie on the map."""
    centres = _centres(laid.places)
    out = centres - centres.mean(axis=0) if len(centres) else centres
    angles = (np.arctan2(out[:, 1], out[:, 0]) + np.pi / 2) % (2 * np.pi)
    turn = np.argsort(np.argsort(angles, kind="stable"))
    rings = _rings(dots)
    now = dots.select("url", clicks=pl.Series(rings).cast(pl.Int8))
    lay = now.join(before, on=["url", "clicks"], how="left", maintain_order="left")
    left = before.join(now, on=["url", "clicks"], how="anti").partition_by("clicks", as_dict=True)
    gaps = {int(ring): _on_ring(places) for (ring,), places in left.items()}
    sector = turn[laid.grounds.numbers]
    return arrange(rings, sector, radii(dots), Before(_on_ring(lay), gaps))


def _rings(dots: pl.DataFrame) -> Ints:
    """The ring that each page lies on."""
    clicks = dots["click_depth"].clip(upper_bound=MOST_CLICKS).fill_null(UNREACHABLE)
    return clicks.cast(pl.Int64).to_numpy()


def _on_ring(places: pl.DataFrame) -> Lying:
    values = places.select("clicks_x", "clicks_y", "clicks_room").fill_null(np.nan).to_numpy()
    return Lying(values[:, :2], values[:, 2])


def to_keep(dots: pl.DataFrame, laid: Laid, clicks: Lying) -> pl.DataFrame:
    """PLACES of this map, for the next one."""
    order = np.concatenate([shape.pages for shape in laid.shapes] or [np.zeros(0, dtype=np.int64)])
    lying = np.vstack([shape.lying.places for shape in laid.shapes] or [np.zeros((0, 2))])
    room = np.concatenate([shape.lying.room for shape in laid.shapes] or [np.zeros(0)])
    islands = pl.DataFrame(
        {
            "island": laid.grounds.names,
            "island_x": [place.x for place in laid.places],
            "island_y": [place.y for place in laid.places],
            "island_reserved": [place.reserved for place in laid.places],
            "island_hue": laid.hues,
        }
    )
    pages = dots.select(
        "url",
        on_ring=_is_orphan(),
        number=pl.Series(laid.grounds.numbers),
        clicks=pl.Series(_rings(dots)),
        clicks_x=pl.Series(clicks.places[:, 0]),
        clicks_y=pl.Series(clicks.places[:, 1]),
        clicks_room=pl.Series(clicks.room),
    )[order].with_columns(x=lying[:, 0], y=lying[:, 1], room=room)
    return (
        pages.join(islands.with_row_index("number").cast({"number": pl.Int64}), on="number")
        .sort("url")
        .select(PLACES.names())
        .cast({name: PLACES[name] for name in PLACES})
    )


def _shape_islands(dots: pl.DataFrame, grounds: Grounds, before: pl.DataFrame) -> list[Shape]:
    """Each island about its own centre; pages that lay on it before stay."""
    sizes = radii(dots)
    orphan = dots.select(_is_orphan()).to_series().to_numpy()
    on_ring = before["on_ring"]
    inland, round_it = before.filter(~on_ring), before.filter(on_ring)
    order = np.argsort(grounds.numbers, kind="stable")
    ends = np.cumsum(np.bincount(grounds.numbers, minlength=len(grounds.names)))
    members = np.split(order, ends[:-1]) if len(ends) else []
    inside = [pages[~orphan[pages]] for pages in members]
    outside = [pages[orphan[pages]] for pages in members]
    lay_round = _lay_before(dots, grounds, round_it, orphan)
    gaps = _gaps(dots.filter(pl.Series(orphan)), round_it).partition_by("island", as_dict=True)
    shapes = []
    settled = _settle_all(
        sizes, inside, _lay_before(dots, grounds, inland, ~orphan), grounds, inland
    )
    for name, pages, around, lying in zip(grounds.names, inside, outside, settled, strict=True):
        shore = extent(lying.places, lying.room)
        was = Lying(lay_round.places[around], lay_round.room[around])
        free = _lying(gaps.get((name,), round_it.clear()))
        ring = settle_round(sizes[around], was, free, shore, STRAIT)
        shapes.append(_shape(np.concatenate([pages, around]), lying, ring, shore))
    return shapes


def _settle_all(
    sizes: Floats, islands: list[Ints], lay: Lying, grounds: Grounds, inland: pl.DataFrame
) -> list[Lying]:
    """Where the pages of each island lie, orphans aside; packed together where they are anew."""
    then = dict(inland["island"].value_counts().iter_rows())
    settled = []
    for name, pages in zip(grounds.names, islands, strict=True):
        was = Lying(lay.places[pages], lay.room[pages])
        left = int(then.get(name, 0) - (~np.isnan(was.room)).sum())
        settled.append(settle(sizes[pages], was, left))
    anew = [number for number, lying in enumerate(settled) if lying is None]
    packed = dict(zip(anew, pack_anew([sizes[islands[number]] for number in anew]), strict=True))
    return [packed[n] if lying is None else lying for n, lying in enumerate(settled)]


def _shape(pages: Ints, lying: Lying, around: Lying, shore: float) -> Shape:
    """The island with its orphans round it."""
    return Shape(
        pages=pages,
        lying=Lying(
            np.vstack([lying.places, around.places]), np.concatenate([lying.room, around.room])
        ),
        shore=shore,
        radius=max(shore, extent(around.places, around.room)),
    )


def _gaps(orphans: pl.DataFrame, round_it: pl.DataFrame) -> pl.DataFrame:
    """Places on rings that nobody has who is still an orphan."""
    return round_it.join(orphans.select("url"), on="url", how="anti")


def _lying(places: pl.DataFrame) -> Lying:
    values = places.select("x", "y", "room").to_numpy()
    return Lying(values[:, :2], values[:, 2])


def _lay_before(dots: pl.DataFrame, grounds: Grounds, before: pl.DataFrame, whose: Flags) -> Lying:
    """Where each page lay on the island that it is still on, by row; NaN elsewhere, and for others.

    Only of `whose` pages anybody asks.
    """
    names = pl.Series(grounds.names, dtype=pl.String)
    lay = dots.select("url", island=names.gather(grounds.numbers)).join(
        before, on=["url", "island"], how="left", maintain_order="left"
    )
    values = lay.select("x", "y", "room").fill_null(np.nan).to_numpy().copy()
    values[~whose] = np.nan
    return Lying(values[:, :2], values[:, 2])


def _is_orphan() -> pl.Expr:
    return pl.col("state").cast(pl.String).is_in(ORPHANS)


def _centres(places: list[Place]) -> Floats:
    return np.array([(place.x, place.y) for place in places]).reshape(-1, 2)


def _colour(names: list[str], places: list[Place], before: dict[str, int]) -> list[int]:
    """A hue for each island, unlike those near it; -1 for what is no group of its own."""
    centres, hues = _centres(places), np.array([before.get(name, -2) for name in names])
    for number, name in enumerate(names):
        if name in (NO_GROUP, OTHERS):
            hues[number] = -1
        elif hues[number] < 0:
            near = 1 / np.maximum(((centres - centres[number]) ** 2).sum(axis=1), 1e-9)
            hues[number] = np.argmin([near[hues == hue].sum() for hue in range(HUES)])
    return [int(hue) for hue in hues]
