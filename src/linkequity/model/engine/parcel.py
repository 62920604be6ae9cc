"""What the pass over pages works on: links by page, blocks known so far, and what it leaves."""

from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from linkequity.model.engine.hashing import Hashes, Table, rehash, table

Ids: TypeAlias = npt.NDArray[np.uint32]
Places: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Vector: TypeAlias = npt.NDArray[np.float64]
# Distinct weights that get a code; where there are more, the rest are kept as they are.
MOST_CODES = 1024
# A list of links is known again if fewer lists than this came between: 8 MB at most.
MOST_SEEN = 1 << 20
# Fingerprints that one parcel of pages can add: of its places, and of blocks that are new.
ROOM = 4096


class LinkRows(NamedTuple):
    """Links of some pages, page by page: those of the i-th are `pointers[i]:pointers[i+1]`.

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
        """The links of some of the pages, read only: or loops are compiled for either."""
        first, last = self.pointers[page], self.pointers[end]
        return LinkRows(
            self.pointers[page : end + 1] - first,
            _sealed(self.key[first:last]),
            _sealed(self.weight[first:last]),
            _sealed(self.followed[first:last]),
            _sealed(self.container[first:last]),
        )


class Tally(NamedTuple):
    """What counts: `counted` weight by link of the parcel; `totals`, `passed` by page of all."""

    holds: Flags
    counted: Vector
    totals: Vector
    passed: Vector


class Codes(NamedTuple):
    """Numbers for distinct weights: `weights` by code, and a table of their bits.

    An entry is `page | code << bits`: as many codes as 32 bits leave room for.
    """

    bits: int
    weights: Vector
    table: Table
    codes: Places
    used: Places

    @classmethod
    def for_pages(cls, pages: int) -> "Codes":
        """Room for all codes that fit beside the number of a page."""
        bits = max(1, (pages - 1).bit_length())
        most = min(MOST_CODES, 1 << (32 - bits))
        bits_of = table(most)
        codes = np.zeros(len(bits_of.keys), dtype=np.int64)
        return cls(bits, np.zeros(most), bits_of, codes, np.zeros(1, dtype=np.int64))


class Known(NamedTuple):
    """Blocks found so far; `counts`: blocks, their targets, fingerprints.

    `blocks` gives the block for each slot of `fingerprints`. `seen`: fingerprints that one page has
    shown, each in its own place or written over by a later one.
    """

    fingerprints: Table
    blocks: npt.NDArray[np.int32]
    seen: Hashes
    pointers: Places
    targets: Ids
    weights: Vector
    counts: Places
    codes: Codes

    @classmethod
    def for_pages(cls, pages: int) -> "Known":
        """Nothing found yet."""
        none = table(0)
        return cls(
            none,
            np.zeros(len(none.keys), dtype=np.int32),
            np.zeros(min(MOST_SEEN, 1 << (pages + 15).bit_length()), dtype=np.uint64),
            np.zeros(1, dtype=np.int64),
            np.zeros(0, dtype=np.uint32),
            np.zeros(0),
            np.zeros(3, dtype=np.int64),
            Codes.for_pages(pages),
        )


class Out(NamedTuple):
    """What is left of some pages' links, page by page, and the blocks they carry.

    Up to `entry_ends[i]` and `block_ends[i]` they are of the first i+1 of the `owners`. Links
    whose weight has no code stand apart (`rare_…`). `counts`: entries, blocks, rare links.
    """

    owners: Ids
    entry_ends: Ids
    entries: Ids
    block_ends: Ids
    blocks: Ids
    rare_pages: Ids
    rare_targets: Ids
    rare_weights: Vector
    counts: Places

    @classmethod
    def room_for(cls, owners: Ids, links: int) -> "Out":
        """Room for all that these pages with so many links can leave."""
        return cls(
            owners=owners,
            entry_ends=np.zeros(len(owners), dtype=np.uint32),
            entries=np.empty(2 * links, dtype=np.uint32),
            block_ends=np.zeros(len(owners), dtype=np.uint32),
            blocks=np.empty(links, dtype=np.uint32),
            rare_pages=np.empty(2 * links, dtype=np.uint32),
            rare_targets=np.empty(2 * links, dtype=np.uint32),
            rare_weights=np.empty(2 * links),
            counts=np.zeros(3, dtype=np.int64),
        )

    def trimmed(self) -> "Out":
        """Without the room that is not used."""
        entries, blocks, rare = self.counts
        return self._replace(
            entries=self.entries[:entries].copy(),
            blocks=self.blocks[:blocks].copy(),
            rare_pages=self.rare_pages[:rare].copy(),
            rare_targets=self.rare_targets[:rare].copy(),
            rare_weights=self.rare_weights[:rare].copy(),
        )


class Desk(NamedTuple):
    """Room to take one page apart.

    By key: the `stamps` of the page that last had a link there, and its `best` link, counted from
    the page's first. By link: its `group`. Groups are found by place in `groups`; `group_…` are
    theirs.
    """

    stamps: Ids
    best: Ids
    group: Places
    groups: Table
    group_of: Places
    group_place: Hashes
    group_hash: Hashes
    group_size: Places
    group_first: Places

    @classmethod
    def of(cls, links: int, stamps: Ids, best: Ids) -> "Desk":
        """For pages of at most so many links."""
        groups = table(links)
        return cls(
            stamps=stamps,
            best=best,
            group=np.empty(links, dtype=np.int64),
            groups=groups,
            group_of=np.empty(len(groups.keys), dtype=np.int64),
            group_place=np.empty(links, dtype=np.uint64),
            group_hash=np.empty(links, dtype=np.uint64),
            group_size=np.empty(links, dtype=np.int64),
            group_first=np.empty(links, dtype=np.int64),
        )


class Outfit(NamedTuple):
    """The first and last links that pages in a row have in common, and what they come to.

    `links`: first those that pages begin with, then those that they end with; `room` is the same,
    to be written. `ends`: how many begin and end; nothing where there is no outfit. `counted`: the
    weight of each that counts. `entries` and `blocks`, as many as `sizes`, are what is written for
    each page; `sums`: their part of totals and passed; `passing`: how many links pass equity on.
    `worn`, by key: the number, `serial`, of the last outfit with a link there.
    """

    links: LinkRows
    room: LinkRows
    ends: Places
    counted: Vector
    entries: Ids
    blocks: Ids
    sizes: Places
    sums: Vector
    passing: Places
    worn: Ids
    serial: Places

    @classmethod
    def of(cls, links: int, rows: LinkRows, worn: Ids, serial: Places) -> "Outfit":
        """None yet, and room for at most so many links like those."""
        room = LinkRows(
            np.array([0, links]),
            np.empty(links, rows.key.dtype),
            np.empty(links, rows.weight.dtype),
            np.empty(links, rows.followed.dtype),
            np.empty(links, rows.container.dtype),
        )
        return cls(
            links=room.cut(0, 1),
            room=room,
            ends=np.zeros(2, dtype=np.int64),
            counted=np.empty(links),
            entries=np.empty(2 * links, dtype=np.uint32),
            blocks=np.empty(links, dtype=np.uint32),
            sizes=np.zeros(2, dtype=np.int64),
            sums=np.zeros(2),
            passing=np.zeros(1, dtype=np.int64),
            worn=worn,
            serial=serial,
        )


class Work(NamedTuple):
    """What pages are taken apart with: room for one, what is known, what is left, the outfit."""

    desk: Desk
    known: Known
    out: Out
    outfit: Outfit


def widened(known: Known, links: int) -> Known:
    """Room for what so many more links may add: their targets, and ROOM fingerprints.

    The table stays as small as what it holds allows: most lists of links are in it never.
    """
    _, targets, prints = (int(count) for count in known.counts)
    if 2 * (prints + ROOM) > len(known.fingerprints.keys):
        wider = table(2 * prints + ROOM)
        values = np.zeros(len(wider.keys), dtype=np.int32)
        rehash(known.fingerprints, known.blocks, wider, values)
        known = known._replace(fingerprints=wider, blocks=values)
    most = len(known.fingerprints.keys) // 2
    return known._replace(
        pointers=_grown(known.pointers, most + 2),
        targets=_grown(known.targets, targets + links),
        weights=_grown(known.weights, most + 2),
    )


Element = TypeVar("Element", bound=np.generic)


def _sealed(array: npt.NDArray[Element]) -> npt.NDArray[Element]:
    view = array.view()
    view.flags.writeable = False
    return view


def _grown(array: npt.NDArray[Element], size: int) -> npt.NDArray[Element]:
    if len(array) >= size:
        return array
    wider = np.zeros(max(size, 2 * len(array)), dtype=array.dtype)
    wider[: len(array)] = array
    return wider
