"""Laws of the map's layout: nothing covers anything, and nothing moves without need."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from linkequity.app.map.clicks import UNREACHABLE, Before, arrange
from linkequity.app.map.dots import radii
from linkequity.app.map.islands import MOST_ISLANDS, OTHERS, Place, gather, place_islands
from linkequity.app.map.keeping import PLACES, keep_places, kept_places
from linkequity.app.map.layout import Laid, divide, lay_out, on_rings, to_keep
from linkequity.app.map.packing import pack
from linkequity.app.map.staying import OVERLAP, Lying

CHANCE = np.random.default_rng(7)
NOTHING_BEFORE = pl.DataFrame(schema=PLACES)


def dots(pages: int = 300, groups: int = 6, orphans: int = 20, seed: int = 1) -> pl.DataFrame:
    """Pages of a site with a heavy tail of equity, some of them orphans."""
    chance = np.random.default_rng(seed)
    alone = np.arange(pages) % (pages // orphans) == 3
    return pl.DataFrame(
        {
            "url": [f"https://site.example/{number:05}" for number in range(pages)],
            "group": [f"/{number}/" for number in chance.integers(0, groups, pages)],
            "equity": np.where(alone, 0.15, 0.15 * (1 + chance.pareto(1.5, pages))),
            "state": ["orphan" if lonely else "page" for lonely in alone],
            "click_depth": [None if lonely else n % 4 for n, lonely in enumerate(alone)],
        }
    )


def laid(pages: pl.DataFrame, before: pl.DataFrame = NOTHING_BEFORE) -> Laid:
    grounds = divide(pages, before)
    islands = len(grounds.names)
    return lay_out(pages, grounds, np.ones((islands, islands)), before)


def kept_of(pages: pl.DataFrame, made: Laid, before: pl.DataFrame = NOTHING_BEFORE) -> pl.DataFrame:
    """What is kept of a map."""
    return to_keep(pages, made, on_rings(pages, made, before)[0])


def where(made: Laid) -> dict[str, tuple[float, float]]:
    """The centre of each island."""
    return {
        name: (place.x, place.y)
        for name, place in zip(made.grounds.names, made.places, strict=True)
    }


def overlaps(places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """How deep the larger covers the smaller of each pair of dots, in its radii."""
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    depth = (sizes[:, None] + sizes[None] - apart) / np.minimum(sizes[:, None], sizes[None])
    np.fill_diagonal(depth, 0.0)
    return np.maximum(depth, 0.0)


@pytest.mark.parametrize("pages", [1, 2, 8, 60, 450, 1500])
@pytest.mark.parametrize("tail", ["heavy", "flat", "one giant"])
def test_packed_dots_do_not_touch(pages: int, tail: str) -> None:
    """Whatever the sizes, no dot of an island covers another."""
    sizes = {
        "heavy": 0.6 + CHANCE.pareto(1.5, pages),
        "flat": CHANCE.normal(1.05, 0.1, pages).clip(0.6),
        "one giant": np.append(np.full(pages - 1, 1.0), 40.0),
    }[tail]
    sizes = np.sort(sizes)[::-1]
    assert overlaps(pack([sizes])[0], sizes).max() < 0.05


def test_equity_is_area_and_the_strongest_lie_in_the_middle() -> None:
    """Twice the equity is twice the area, and from the shore inwards pages get stronger."""
    sizes = radii(dots())
    assert sizes**2 == pytest.approx((dots()["equity"] / 0.15).clip(0.36).to_numpy())
    (places,) = pack([np.sort(sizes)[::-1]])
    away = np.hypot(*places.T)
    assert away[:10].max() < away[-10:].min()


def test_islands_are_disjoint_and_hold_their_pages() -> None:
    """No two islands touch, and every dot lies within its own."""
    pages = dots(900, groups=14)
    made = laid(pages)
    centres = np.array([(place.x, place.y) for place in made.places])
    reserved = np.array([place.reserved for place in made.places])
    apart = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    assert (apart >= reserved[:, None] + reserved[None] - 1e-6).all()
    own = made.grounds.numbers
    away = np.hypot(*(made.dots - centres[own]).T) + radii(pages)
    assert (away <= reserved[own]).all()


def test_orphans_lie_outside_of_their_island() -> None:
    """Between any orphan and the pages of its island there is water, and no two orphans touch."""
    pages = dots(600, orphans=120)
    made, sizes = laid(pages), radii(pages)
    for number, (shape, place) in enumerate(zip(made.shapes, made.places, strict=True)):
        own = made.grounds.numbers == number
        orphan = own & (pages["state"] == "orphan").to_numpy()
        away = np.hypot(*(made.dots - (place.x, place.y)).T)
        assert (away[orphan] - sizes[orphan] > shape.shore).all()
        assert (away[own & ~orphan] + sizes[own & ~orphan] <= shape.shore + 1e-6).all()
        assert overlaps(made.dots[orphan], sizes[orphan]).max(initial=0) == 0


def test_the_same_site_gives_the_same_map() -> None:
    """Two runs agree to the last bit."""
    assert np.array_equal(laid(dots()).dots, laid(dots()).dots)


def test_the_same_site_again_moves_nothing() -> None:
    """With the last map at hand every page stays exactly where it was, and so does what is kept."""
    pages = dots()
    first = laid(pages)
    kept = kept_of(pages, first)
    again = laid(pages, kept)
    assert np.array_equal(first.dots, again.dots)
    assert kept_of(pages, again, kept).equals(kept)


def test_one_page_more_moves_no_other_page() -> None:
    """A newcomer lies at the shore of its island; all others stay, though equity shifts."""
    pages = dots()
    kept = kept_of(pages, first := laid(pages))
    shifted = pages.with_columns(equity=pl.col("equity") * 1.04)
    newcomer = pages[:1].with_columns(url=pl.lit("https://site.example/new"), equity=pl.lit(0.2))
    more = pl.concat([shifted, newcomer])
    then = laid(more, kept)
    settled = (pages["state"] == "page").to_numpy()
    assert np.array_equal(then.dots[:-1][settled], first.dots[settled])
    assert where(then) == where(first)
    island = then.shapes[int(then.grounds.numbers[-1])]
    assert np.hypot(*island.lying.places[island.pages == len(pages)][0]) > 0.8 * island.shore


def test_a_page_that_grows_covers_no_other() -> None:
    """Pages that a grown page would lie on go to the shore, and the rest of the island stays."""
    pages = dots(400, groups=2)
    kept = kept_of(pages, first := laid(pages))
    grown = pages.with_columns(
        equity=pl.col("equity") * pl.when(pl.int_range(pl.len()) == 8).then(30).otherwise(1)
    )
    then = laid(grown, kept)
    own = then.grounds.numbers == then.grounds.numbers[8]
    assert overlaps(then.dots[own], radii(grown)[own]).max() <= OVERLAP
    moved = np.hypot(*(then.dots - first.dots).T) > 0
    settled = (pages["state"] == "page").to_numpy()
    assert 0 < (moved & settled).sum() < 40


def test_an_island_that_changed_much_is_packed_anew_for_itself() -> None:
    """Half of an island's pages gone: it is packed again, the others stay."""
    pages = dots(600, groups=4)
    kept = kept_of(pages, first := laid(pages))
    fewer = pages.with_row_index("was").filter(
        (pl.col("group") != "/1/") | (pl.col("was") % 2 == 0)
    )
    then = laid(fewer.drop("was"), kept)
    moved = np.hypot(*(then.dots - first.dots[fewer["was"].to_numpy()]).T) > 0
    inland = (fewer["state"] == "page").to_numpy()
    assert set(fewer.filter(moved & inland)["group"]) == {"/1/"}


def test_an_island_that_outgrows_its_place_pushes_its_neighbours_only() -> None:
    """After growth islands are disjoint again, and one that nobody touches has not moved."""
    before = {"a": Place(0, 0, 10), "b": Place(21, 0, 10), "c": Place(500, 0, 10)}
    places = place_islands(["a", "b", "c"], np.array([18.0, 9.0, 9.0]), np.zeros((3, 3)), before)
    a, b, c = places
    assert np.hypot(a.x - b.x, a.y - b.y) >= a.reserved + b.reserved
    assert (c.x, c.y) == (500, 0)


def test_islands_that_exchange_much_lie_near_each_other() -> None:
    """Of many equal islands the two that exchange most are neighbours."""
    names = [f"i{number:02}" for number in range(20)]
    exchanged = np.full((20, 20), 0.01)
    exchanged[18, 19] = exchanged[19, 18] = 100
    places = place_islands(names, np.full(20, 5.0), exchanged, {})
    apart = [np.hypot(places[19].x - p.x, places[19].y - p.y) for p in places[:18]]
    near = np.hypot(places[19].x - places[18].x, places[19].y - places[18].y)
    assert near <= min(apart) + 0.1


def test_many_small_islands_lie_round_a_vast_one() -> None:
    """Rounding of its long coast drives none of them away."""
    chance = np.random.default_rng(0)
    extents = np.concatenate([[1900.0], chance.uniform(5, 30, 40)])
    exchanged = chance.uniform(0, 1, (41, 41))
    names = [f"{number:02}" for number in range(41)]
    vast, *small = place_islands(names, extents, exchanged + exchanged.T, {})
    gaps = [np.hypot(p.x - vast.x, p.y - vast.y) - p.reserved - vast.reserved for p in small]
    assert min(gaps) == pytest.approx(0, abs=1e-4)
    assert max(gaps) < vast.reserved / 2


def test_small_groups_share_one_island_and_large_ones_keep_theirs() -> None:
    """No more islands than people tell apart; a group with an island does not lose it by a page."""
    sizes = {f"/{n:03}/": 200 - n for n in range(100)}
    group = pl.Series([name for name, pages in sizes.items() for _ in range(pages)])
    islands = gather(group, frozenset())
    assert islands.n_unique() == MOST_ISLANDS + 1
    assert set(group.filter(islands == OTHERS)) == set(list(sizes)[MOST_ISLANDS:])
    assert "/040/" in gather(group, frozenset(["/040/"])).to_list()


def test_on_rings_no_page_covers_another_and_more_clicks_are_farther_out() -> None:
    """Rings by clicks from home do not meet, and nothing leads to the outermost."""
    pages = dots(700)
    lying, rings = on_rings(pages, laid(pages), NOTHING_BEFORE)
    places, sizes = lying.places, radii(pages)
    assert overlaps(places, sizes).max() < 1e-6
    assert [ring.clicks for ring in rings] == [0, 1, 2, 3, None]
    assert all(a.outer < b.inner for a, b in pairwise(rings))
    away = np.hypot(*places.T)
    unreachable = pages["click_depth"].is_null().to_numpy()
    assert away[unreachable].min() > away[~unreachable].max()


def test_the_start_page_is_in_the_middle_of_the_rings() -> None:
    """Home is where counting clicks begins."""
    clicks = np.array([0, 1, 1, 2, UNREACHABLE])
    nowhere = Before(Lying(np.full((5, 2), np.nan), np.full(5, np.nan)), {})
    lying, _ = arrange(clicks, np.zeros(5, dtype=np.int64), np.ones(5), nowhere)
    assert lying.places[0].tolist() == [0.0, 0.0]


def test_pages_stay_on_the_rings_of_clicks_and_newcomers_take_what_is_free() -> None:
    """Pages come, go, grow a little and move to other rings: no other page moves, none is covered.

    Rings stay apart, and a page is on the ring of its clicks.
    """
    first = dots(700)
    made = laid(first)
    lay, _ = on_rings(first, made, NOTHING_BEFORE)
    kept = to_keep(first, made, lay)
    row = pl.int_range(pl.len())
    depth = pl.when(row == 9).then(3).otherwise("click_depth")
    second = first.with_columns(click_depth=depth, equity=pl.col("equity") * 1.03)
    came = second[40:48].with_columns(url=pl.col("url") + "-new")
    second = pl.concat([second.filter(row % 50 != 1), came])
    again, rings = on_rings(second, laid(second, kept), kept)
    was = dict(zip(first["url"], map(tuple, lay.places), strict=True))
    now = dict(zip(second["url"], map(tuple, again.places), strict=True))
    moved = {url for url in was.keys() & now.keys() if was[url] != now[url]}
    assert moved == {first["url"][9]}
    gone = {place for url, place in was.items() if url not in now or url in moved}
    assert len(gone & {now[url] for url in moved | set(came["url"])}) >= 4
    assert overlaps(again.places, radii(second)).max() < OVERLAP
    assert all(a.outer < b.inner for a, b in pairwise(rings))


def test_a_ring_on_which_much_has_changed_is_filled_anew() -> None:
    """And those within it stay."""
    first = dots(700)
    made = laid(first)
    lay, rings = on_rings(first, made, NOTHING_BEFORE)
    kept = to_keep(first, made, lay)
    far = (pl.col("click_depth") == 2) & (pl.int_range(pl.len()) % 8 != 2)
    second = first.with_columns(click_depth=pl.when(far).then(3).otherwise("click_depth"))
    again, after = on_rings(second, laid(second, kept), kept)
    near = (first["click_depth"] <= 1).fill_null(value=False).to_numpy()
    assert np.array_equal(again.places[near], lay.places[near])
    assert after[2].outer - after[2].inner < rings[2].outer - rings[2].inner
    assert all(a.outer < b.inner for a, b in pairwise(after))
    assert overlaps(again.places, radii(second)).max() < OVERLAP


def test_places_that_cannot_be_read_are_as_good_as_none(tmp_path: Path) -> None:
    """A broken file of places costs their memory, never the map."""
    pages = dots(50, groups=2, orphans=5)
    keep_places(kept_of(pages, laid(pages)), tmp_path, "cluster")
    assert len(kept_places(tmp_path, "cluster")) == 50
    (tmp_path / "map_by_cluster.parquet").write_bytes(b"PAR1 broken")
    assert kept_places(tmp_path, "cluster").is_empty()
    assert kept_places(tmp_path, "segment").is_empty()


def test_a_site_without_pages_has_an_empty_map() -> None:
    """Nothing to lay out is not an error."""
    made = laid(dots()[:0])
    assert made.dots.shape == (0, 2)
    assert on_rings(dots()[:0], made, NOTHING_BEFORE)[1] == []


def test_orphans_stay_on_their_rings_and_newcomers_take_what_is_free() -> None:
    """One orphan gone and one come: no other page moves, and no two lie on each other."""
    first = dots(orphans=40)
    made = laid(first)
    alone = pl.col("state") == "orphan"
    gone = first.filter(alone)["url"][0]
    there = first.with_columns(
        state=pl.when(pl.col("url") == gone).then(pl.lit("page")).otherwise("state")
    )
    came = first.filter(alone).head(1).with_columns(url=pl.lit("https://site.example/new"))
    second = pl.concat([there, came])
    again = laid(second, kept_of(first, made))
    kept = (
        second["url"].is_in(first["url"].to_list()).to_numpy() & (second["url"] != gone).to_numpy()
    )
    lay = dict(zip(first["url"], map(tuple, made.dots), strict=True))
    now = zip(second["url"].filter(pl.Series(kept)), again.dots[kept], strict=True)
    assert all(lay[url] == pytest.approx(tuple(place)) for url, place in now)
    assert overlaps(again.dots, radii(second)).max() < OVERLAP
