"""What the pass over pages works on: links by page, blocks known so far, and what it leaves."""

from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.hashing import Hashes, Table, rehash, table

Ids: TypeAlias = npt.NDArray[np.uint32]
Places: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Vector: TypeAlias = npt.NDArray[np.float64]


class LinkRows(NamedTuple):
    """Links of consecutive pages, page by page: those of the i-th are `pointers[i]:pointers[i+1]`.

    `key`: the page it ends at, by page_id; a number from the number of pages on for anything else
    that counts as one target; negative for links that count nothing. `weight`: what it would
    weigh. `container`: where it stands, equal for one place of a template.
    """

    pointers: Places
    key: Places
    weight: Vector
    followed: Flags
    container: Hashes

    def cut(self, page: int, end: int) -> "LinkRows":
        """The links of some of the pages."""
        first, last = self.pointers[page], self.pointers[end]
        return LinkRows(
            self.pointers[page : end + 1] - first,
            self.key[first:last],
            self.weight[first:last],
            self.followed[first:last],
            self.container[first:last],
        )


class Tally(NamedTuple):
    """What counts: `counted` weight by link of the parcel; `totals`, `passed` by page of all."""

    holds: Flags
    counted: Vector
    totals: Vector
    passed: Vector


class Known(NamedTuple):
    """Blocks found so far; `counts`: blocks, their targets, fingerprints.

    `blocks` gives for each slot of `fingerprints` the block, or SEEN.
    """

    fingerprints: Table
    blocks: npt.NDArray[np.int32]
    pointers: Places
    targets: Ids
    weights: Vector
    counts: Places

    @classmethod
    def empty(cls) -> "Known":
        """Nothing found yet."""
        none = table(0)
        return cls(
            none,
            np.zeros(len(none.keys), dtype=np.int32),
            np.zeros(1, dtype=np.int64),
            np.zeros(0, dtype=np.uint32),
            np.zeros(0),
            np.zeros(3, dtype=np.int64),
        )


class Out(NamedTuple):
    """What is left of some pages' links, and the blocks they carry; `counts` of the three."""

    sources: Ids
    targets: Ids
    weights: Vector
    signed_sources: Ids
    signed_targets: Ids
    signed_weights: Vector
    members: Ids
    blocks: Ids
    counts: Places

    @classmethod
    def room_for(cls, links: int) -> "Out":
        """Room for all that pages with so many links can leave."""
        return cls(
            sources=np.empty(links, dtype=np.uint32),
            targets=np.empty(links, dtype=np.uint32),
            weights=np.empty(links),
            signed_sources=np.empty(2 * links, dtype=np.uint32),
            signed_targets=np.empty(2 * links, dtype=np.uint32),
            signed_weights=np.empty(2 * links),
            members=np.empty(links, dtype=np.uint32),
            blocks=np.empty(links, dtype=np.uint32),
            counts=np.zeros(3, dtype=np.int64),
        )

    def trimmed(self) -> "Out":
        """Without the room that is not used."""
        plain, signed, carried = self.counts
        return Out(
            self.sources[:plain].copy(),
            self.targets[:plain].copy(),
            self.weights[:plain].copy(),
            self.signed_sources[:signed].copy(),
            self.signed_targets[:signed].copy(),
            self.signed_weights[:signed].copy(),
            self.members[:carried].copy(),
            self.blocks[:carried].copy(),
            self.counts,
        )


class Desk(NamedTuple):
    """Room to take one page apart.

    By slot of `row`, its targets: the `best` link to each, what is `left` of its weight after the
    blocks were taken off, whether any `touched` it. `slots`: the first `used` are taken. `groups`:
    links by place and weight. `pairs`: which targets a group has. `group_last` and `before`
    chain the links of a group, by place on the page.
    """

    row: Table
    best: Places
    left: Vector
    touched: npt.NDArray[np.bool_]
    slots: Places
    groups: Table
    group_of: Places
    pairs: Table
    group_key: Hashes
    group_hash: Hashes
    group_size: Places
    group_weight: Vector
    group_last: Places
    group_block: Places
    before: Places
    used: Places

    @classmethod
    def of(cls, links: int) -> "Desk":
        """For pages of at most so many links."""
        row, groups, pairs = table(2 * links), table(2 * links), table(2 * links)
        wide, ids = len(row.keys), np.int64
        return cls(
            row=row,
            best=np.empty(wide, dtype=ids),
            left=np.empty(wide),
            touched=np.empty(wide, dtype=bool),
            slots=np.empty(wide, dtype=ids),
            groups=groups,
            group_of=np.empty(wide, dtype=ids),
            pairs=pairs,
            group_key=np.empty(links, dtype=np.uint64),
            group_hash=np.empty(links, dtype=np.uint64),
            group_size=np.empty(links, dtype=ids),
            group_weight=np.empty(links),
            group_last=np.empty(links, dtype=ids),
            group_block=np.empty(links, dtype=ids),
            before=np.empty(links, dtype=ids),
            used=np.zeros(1, dtype=ids),
        )


def widened(known: Known, links: int) -> Known:
    """Room for all that so many more links can add."""
    blocks, targets, prints = (int(count) for count in known.counts)
    wanted = prints + links
    if 2 * wanted > len(known.fingerprints.keys):
        wider = table(wanted)
        values = np.zeros(len(wider.keys), dtype=np.int32)
        rehash(known.fingerprints, known.blocks, wider, values)
        known = known._replace(fingerprints=wider, blocks=values)
    return known._replace(
        pointers=_grown(known.pointers, blocks + links // 2 + 2),
        targets=_grown(known.targets, targets + 2 * links),
        weights=_grown(known.weights, blocks + links // 2 + 2),
    )


Element = TypeVar("Element", bound=np.generic)


def _grown(array: npt.NDArray[Element], size: int) -> npt.NDArray[Element]:
    if len(array) >= size:
        return array
    wider = np.zeros(max(size, 2 * len(array)), dtype=array.dtype)
    wider[: len(array)] = array
    return wider
