"""Links without their weights, as lists of targets, so that any number of models can share them.

Pages that carry the same menu have one list of targets in common; it is kept, and multiplied,
once. What a link weighs depends only on where the links of its pair of pages stand, and how much
the words around them have to do with the target, so a model is a number for each such set:

    P = D⁻¹ · Gᵀ · diag(w) · B      G (lists × pages): who carries a list; B (lists × pages): what
                                    it points to; w: the weight of its links in a model

A content link to a page that the menu links to as well is a list of its own with the difference
of both weights; a menu's link to the page it stands on is taken back the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.base.settings import Weights
from linkequity.model.fact_tables import TARGET_KINDS
from linkequity.model.links.graph import Graph
from linkequity.model.links.topics import LEVELS, TOPIC, UNREAD, topic_factor

Block: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

# Places a link may stand in; a pair of pages has a set of them, one bit each.
PLACES: Final = (
    "content",
    "repeated_content",
    "breadcrumb",
    "sidebar",
    "navigation",
    "header",
    "footer",
)
OWN, CONTENT_BITS, EXTERNAL, FOLLOWED = 1, 0b11, 128, 8
# A set with an own content link has its topic too, times this; one without is at UNREAD.
PLACE_SETS: Final = 256
ALL_SETS: Final = PLACE_SETS * (LEVELS + 1)
NOTHING: Final = PLACE_SETS * UNREAD
NEW: Final = NOTHING + OWN
# More than any topic: added to it where a link is followed.
TURN: Final = 32
INDEXABLE, NOINDEX, OUTSIDE = map(TARGET_KINDS.index, ("indexable", "noindex", "external"))


@dataclass(frozen=True)
class Pairs:
    """All links of one page to one target as one row: `places` is the set that counts.

    Its own content links count at the highest topic among them.
    """

    source: Ints
    target: Ints
    places: Ints
    followed: npt.NDArray[np.bool_]
    passes: npt.NDArray[np.bool_]
    to_itself: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class LinkLists:
    """The links of a site, ready for any weights; ids are page_ids.

    `counts` (pages × sets) counts a page's pairs by set in `sets`, leaks included.
    `carried`: G, `pointed`: B. A list's links weigh weight[plus] − weight[minus].
    """

    sets: Ints
    counts: csr_array
    carried: csr_array
    pointed: csr_array
    plus: Ints
    minus: Ints

    @cached_property
    def carried_back(self) -> csr_array:
        """Gᵀ, pages × lists."""
        return self.carried.T.tocsr()

    @cached_property
    def pointed_back(self) -> csr_array:
        """Bᵀ, pages × lists."""
        return self.pointed.T.tocsr()

    def weights(self, models: Sequence[Weights]) -> tuple[Block, Block, Block]:
        """Of each model, a column each: totals D (pages), weights of lists, of content alone."""
        tables = [_tables(model) for model in models]
        every = np.stack([every for every, _ in tables], axis=1)
        content = np.stack([content for _, content in tables], axis=1)
        totals = self.counts @ every[self.sets]
        return (
            totals,
            every[self.plus] - every[self.minus],
            content[self.plus] - content[self.minus],
        )


@dataclass(frozen=True)
class NewLinks:
    """A new content link each between two pages: the set of places it adds to, and the new one.

    `unfollowed`: the link that counts so far passes nothing on; the new one takes its place.
    """

    before: Ints
    unfollowed: npt.NDArray[np.bool_]

    def weights(self, models: Sequence[Weights]) -> tuple[Block, Block]:
        """What each link passes on more, and what leaks more, in each model (links × models)."""
        every = set_weights(models)
        old, unfollowed = every[self.before], self.unfollowed[:, np.newaxis]
        new = np.where(unfollowed, every[NEW], every[_with_own(self.before)])
        return np.where(unfollowed, new, new - old), np.where(unfollowed, -old, 0.0)


def new_links(graph: Graph, source: Ints, target: Ints) -> NewLinks:
    """What new content links of these pairs of page_ids would add to."""
    there = graph.links["source_id"].is_in(pl.Series(np.unique(source), dtype=pl.Int32).implode())
    pairs = _pairs(replace(graph, links=graph.links.filter(there.fill_null(value=False))))
    size = len(graph.pages)
    inside = pairs.target >= 0
    known = np.append(pairs.source[inside] * size + pairs.target[inside], -1)
    order = np.argsort(known)
    place = np.searchsorted(known[order], source * size + target)
    found = order[np.minimum(place, len(known) - 1)]
    linked = known[found] == source * size + target
    places, followed = (
        np.append(column[inside], nothing)
        for column, nothing in ((pairs.places, NOTHING), (pairs.followed, True))
    )
    return NewLinks(np.where(linked, places[found], NOTHING), linked & ~followed[found])


def set_weights(models: Sequence[Weights]) -> Block:
    """What a pair of pages weighs in each model, by the number of its set (ALL_SETS × models)."""
    return np.stack([_tables(model)[0] for model in models], axis=1)


def _tables(weights: Weights) -> tuple[Block, Block]:
    """The weight of each set of places: of its heaviest; and the same where that is content."""
    of_place = np.array([getattr(weights, place) for place in PLACES])
    levels = pl.DataFrame({TOPIC: np.arange(LEVELS + 1)}).select(topic_factor(weights))
    members = (np.arange(ALL_SETS)[:, np.newaxis] >> np.arange(len(PLACES))) & 1
    each = members * of_place
    each[:, 0] *= levels.to_series().to_numpy()[np.arange(ALL_SETS) // PLACE_SETS]
    heaviest = each.max(axis=1)
    content = np.where(each[:, :2].max(axis=1) >= heaviest, heaviest, 0.0)
    outside = np.where(np.arange(ALL_SETS) & EXTERNAL, weights.external, 1.0)
    return heaviest * outside, content * outside


def build_lists(graph: Graph) -> LinkLists:
    """The lists of a graph; linear in links but for sorting."""
    size = len(graph.pages)
    pairs = _pairs(graph)
    counted = ~pairs.to_itself
    places = pairs.places[counted]
    sets = np.flatnonzero(np.bincount(places, minlength=ALL_SETS))
    code = np.searchsorted(sets, np.arange(ALL_SETS))[places]
    ones, shape = np.ones(len(code)), (size, len(sets))
    counts = csr_array((ones, (pairs.source[counted], code)), shape=shape)
    return LinkLists(sets, counts, *_lists(*_entries(pairs), size))


def sets_of_links(graph: Graph) -> Ints:
    """Of each link of a graph the number of the set that its pair of pages has; 0 for none."""
    links = _able(graph)
    order, first = _by_pair(links)
    sets = np.zeros(len(graph.links), dtype=np.int64)
    each = np.diff(np.append(first, len(order)))
    sets[links["link"].to_numpy()[order]] = np.repeat(_pairs_of(links).places, each)
    return sets


def _by_pair(links: pl.DataFrame) -> tuple[Ints, Ints]:
    """The order by pairs of pages, and where in it each pair begins."""
    source, key = (links[name].to_numpy() for name in ("source_id", "target_key"))
    pair = source * (key.max(initial=0) + 1) + key
    order = np.argsort(pair)
    return order, _starts(pair[order])


def _pairs(graph: Graph) -> Pairs:
    return _pairs_of(_able(graph))


def _pairs_of(links: pl.DataFrame) -> Pairs:
    source, places = (links[name].to_numpy() for name in ("source_id", "places"))
    order, first = _by_pair(links)
    seen = np.bitwise_or.reduceat(places[order], first) if len(first) else places
    topic = links["topic"].to_numpy()[order]
    topic = np.maximum.reduceat(topic, first) if len(first) else topic
    heads = order[first]
    followed, target = seen >> FOLLOWED, links["target_id"].to_numpy()[heads]
    kind = links["kind"].to_numpy()[heads]
    return Pairs(
        source=source[heads],
        target=target,
        places=_set_of(
            np.where(followed > 0, followed, seen) | EXTERNAL * (kind == OUTSIDE), topic % TURN
        ),
        followed=followed > 0,
        passes=(target >= 0) & (followed > 0) & np.isin(kind, (INDEXABLE, NOINDEX)),
        to_itself=target == source[heads],
    )


def _able(graph: Graph) -> pl.DataFrame:
    """Links that may count: source_id, target_key, target_id (−1 for none), kind, places, topic,
    and `link`, the number of the row.

    `topic` of an own content link is its level, and TURN more where it is followed: it counts.
    """
    position = pl.col("link_position").cast(pl.String)
    repeated = (position == "content") & pl.col("repeated")
    bits = {place: 1 << number for number, place in enumerate(PLACES)}
    bit = position.replace_strict(bits, return_dtype=pl.Int64)
    bit = pl.when(repeated).then(bits["repeated_content"]).otherwise(bit)
    topic = pl.col("topic").fill_null(UNREAD).cast(pl.Int64) + TURN * pl.col("followed")
    speaking = pl.Series(np.append(graph.linking.to_numpy(), False))
    speaks = speaking.gather(graph.links["source_id"].fill_null(len(speaking) - 1))
    numbered = graph.links.with_row_index("link")
    return numbered.filter(speaks, pl.col("target_kind").is_not_null()).select(
        "link",
        pl.col("source_id", "target_key").cast(pl.Int64),
        pl.col("target_id").cast(pl.Int64).fill_null(-1),
        kind=pl.col("target_kind").to_physical().cast(pl.Int64),
        places=pl.when("followed").then(bit * ((1 << FOLLOWED) + 1)).otherwise(bit),
        topic=pl.when(bit == OWN).then(topic).otherwise(0),
    )


def _set_of(places: Ints, topic: Ints) -> Ints:
    """The number of a set: its places, and its topic where an own content link is among them."""
    sets: Ints = places + PLACE_SETS * np.where(places & OWN > 0, topic, UNREAD)
    return sets


def _with_own(sets: Ints) -> Ints:
    """The sets with one more own content link, whose words nobody has read."""
    places, topic = sets % PLACE_SETS, sets // PLACE_SETS
    more: Ints = (places | OWN) + PLACE_SETS * np.maximum(topic, UNREAD)
    return more


def _entries(pairs: Pairs) -> tuple[Ints, Ints, Ints]:
    """What passes equity, as source, kind of list (plus · ALL_SETS + minus) and target."""
    source, target, places = (a[pairs.passes] for a in (pairs.source, pairs.target, pairs.places))
    to_itself = pairs.to_itself[pairs.passes]
    elsewhere = places % PLACE_SETS & ~OWN
    shared = elsewhere + NOTHING
    in_menu = elsewhere > 0
    own = (places & OWN > 0) & ~to_itself
    back = in_menu & to_itself
    return (
        np.concatenate([source[in_menu], source[own], source[back]]),
        np.concatenate(
            [shared[in_menu] * ALL_SETS, (places * ALL_SETS + shared)[own], shared[back]]
        ),
        np.concatenate([target[in_menu], target[own], target[back]]),
    )


def _lists(
    source: Ints, kind: Ints, target: Ints, size: int
) -> tuple[csr_array, csr_array, Ints, Ints]:
    """G, B and both sets of each list; lists of one kind with the same targets become one."""
    # Entries come by source already, kind for kind: a stable sort keeps the lists together.
    order = np.argsort(_numbered(kind), kind="stable")
    source, kind, target = source[order], kind[order], target[order]
    first = _starts(kind * size + source)
    ends = np.append(first, len(source))
    _, kept, which = np.unique(_marks(kind, target, first), return_index=True, return_inverse=True)
    place = np.argsort(np.argsort(kept))
    kept = np.sort(kept)
    carried = csr_array(
        (np.ones(len(first)), (place[which], source[first])), shape=(len(kept), size)
    )
    lengths = ends[kept + 1] - ends[kept]
    taken = np.repeat(ends[kept] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    starts = np.append(0, np.cumsum(lengths))
    pointed = csr_array((np.ones(len(taken)), target[taken], starts), shape=(len(kept), size))
    sets = kind[first[kept]]
    return carried, pointed, sets // ALL_SETS, sets % ALL_SETS


def _numbered(kind: Ints) -> npt.NDArray[np.uint16]:
    """Kinds by number, in order: there are few, and 16 bits are sorted by counting."""
    there = np.flatnonzero(np.bincount(kind))
    return np.searchsorted(there, kind).astype(np.uint16)


def _starts(values: Ints) -> Ints:
    """Where a new value begins."""
    return np.flatnonzero(np.diff(values, prepend=-1))


def _marks(kind: Ints, target: Ints, first: Ints) -> npt.NDArray[np.uint64]:
    """A 64-bit mark of each list's kind and targets: the sum of their mixed bits (splitmix64)."""
    if not len(first):
        return np.empty(0, dtype=np.uint64)
    mixed = _mix(target.astype(np.uint64) + _mix(kind.astype(np.uint64)))
    return np.add.reduceat(mixed, first)


def _mix(bits: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    bits = bits + np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
