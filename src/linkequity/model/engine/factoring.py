"""The pass over pages that finds blocks and writes down what is left; see `templates`."""

from typing import NamedTuple

import numpy as np

from linkequity.model.engine.compiled import compiled, compiled_above
from linkequity.model.engine.hashing import mixed, pair, slot_of
from linkequity.model.engine.parcel import Desk, Known, LinkRows, Out, Tally

NONE = -1
# A fingerprint that one page has shown; the second makes it a block.
SEEN = -1
# A block of one link saves nothing.
SHORTEST = 2
# A signed weight takes three times the room of a link: one may differ where three agree.
AGREE = 3
ONE = np.uint32(1)


class Visit(NamedTuple):
    """The page being taken apart, its links, and the stamp and mask of its tables."""

    page: int
    start: int
    end: int
    stamp: np.uint32
    mask: np.uint64


@compiled_above(600_000)  # most of it is room for what may come: 18,000 links are 400,000
def factor_pages(
    rows: LinkRows, first: int, tally: Tally, desk: Desk, known_and_out: tuple[Known, Out]
) -> int:
    """Take pages apart one by one; the number of links that pass equity on."""
    known, out = known_and_out
    expanded = 0
    for at in range(len(rows.pointers) - 1):
        start, end = rows.pointers[at], rows.pointers[at + 1]
        if start == end:
            continue
        visit = Visit(first + at, start, end, np.uint32(at + 1), _mask(end - start))
        _count_best(rows, desk, visit)
        expanded += _open_row(rows, tally, desk, visit)
        for group in range(_group(rows, tally, desk, visit)):
            desk.group_block[group] = _block_of(rows, desk, known, visit, group)
            if _resembles(desk, known, visit, group):
                _carry(desk, known, out, visit, group)
        _close_row(desk, out, visit)
    return expanded


@compiled
def _mask(links: int) -> np.uint64:
    wide = 16
    while wide < 4 * links:
        wide *= 2
    return np.uint64(wide - 1)


@compiled
def _count_best(rows: LinkRows, desk: Desk, visit: Visit) -> None:
    """Of the links to one target: a followed one before any other, the heaviest, the first."""
    used = 0
    for k in range(visit.start, visit.end):
        if rows.key[k] < 0:
            continue
        key = np.uint64(rows.key[k])
        slot = slot_of(desk.row, visit.stamp, key, visit.mask)
        if desk.row.stamps[slot] != visit.stamp:
            desk.row.stamps[slot], desk.row.keys[slot] = visit.stamp, key
            desk.best[slot] = k
            desk.slots[used] = slot
            used += 1
            continue
        best = desk.best[slot]
        better = rows.weight[k] > rows.weight[best]
        if rows.followed[k] != rows.followed[best]:
            better = rows.followed[k]
        if better:
            desk.best[slot] = k
    desk.used[0] = used


@compiled
def _open_row(rows: LinkRows, tally: Tally, desk: Desk, visit: Visit) -> int:
    """Weigh what counts; what passes equity on is the row that blocks are compared with."""
    passing = 0
    for number in range(desk.used[0]):
        slot = desk.slots[number]
        best = desk.best[slot]
        key, weight = rows.key[best], rows.weight[best]
        tally.counted[best] = weight
        tally.totals[visit.page] += weight
        desk.left[slot], desk.touched[slot] = 0.0, False
        if key < len(tally.holds) and tally.holds[key] and rows.followed[best]:
            desk.left[slot] = weight
            tally.passed[visit.page] += weight
            passing += 1
    return passing


@compiled
def _group(rows: LinkRows, tally: Tally, desk: Desk, visit: Visit) -> int:
    """Groups of links that could pass equity on, by place and weight; each target once."""
    groups = 0
    for k in range(visit.start, visit.end):
        key = rows.key[k]
        if key < 0 or key >= len(tally.holds) or not tally.holds[key] or not rows.followed[k]:
            continue
        place = pair(rows.container[k], np.float64(rows.weight[k]).view(np.uint64))
        slot = slot_of(desk.groups, visit.stamp, place, visit.mask)
        if desk.groups.stamps[slot] != visit.stamp:
            desk.groups.stamps[slot], desk.groups.keys[slot] = visit.stamp, place
            desk.group_of[slot] = groups
            desk.group_key[groups], desk.group_hash[groups] = place, np.uint64(0)
            desk.group_size[groups], desk.group_last[groups] = 0, NONE
            desk.group_weight[groups] = rows.weight[k]
            groups += 1
        group = desk.group_of[slot]
        both = pair(place, np.uint64(key))
        found = slot_of(desk.pairs, visit.stamp, both, visit.mask)
        if desk.pairs.stamps[found] == visit.stamp:
            continue
        desk.pairs.stamps[found], desk.pairs.keys[found] = visit.stamp, both
        desk.group_hash[group] += mixed(np.uint64(key) + np.uint64(1))
        desk.group_size[group] += 1
        desk.before[k - visit.start] = desk.group_last[group]
        desk.group_last[group] = k
    return groups


@compiled
def _block_of(rows: LinkRows, desk: Desk, known: Known, visit: Visit, group: int) -> int:
    """The block a group may be, or nearly be; NONE where it resembles none.

    In this order: the same list; the same but for a link to the page itself; the last block seen
    in this place.
    """
    if desk.group_size[group] < SHORTEST:
        return NONE
    place, prints = desk.group_key[group], known.fingerprints
    mask = np.uint64(len(prints.keys) - 1)
    whole = pair(place, desk.group_hash[group])
    slot = slot_of(prints, ONE, whole, mask)
    if prints.stamps[slot] == ONE:
        if known.blocks[slot] == SEEN:
            known.blocks[slot] = _make_block(rows, desk, known, visit.start, group)
        block = known.blocks[slot]
        _note(known, pair(place, place), block)
        return int(block)
    _note(known, whole, SEEN)
    itself = mixed(np.uint64(visit.page) + np.uint64(1))
    slot = slot_of(prints, ONE, pair(place, desk.group_hash[group] + itself), mask)
    if prints.stamps[slot] == ONE and known.blocks[slot] != SEEN:
        return int(known.blocks[slot])
    slot = slot_of(prints, ONE, pair(place, place), mask)
    return int(known.blocks[slot]) if prints.stamps[slot] == ONE else NONE


@compiled
def _note(known: Known, key: np.uint64, value: int) -> None:
    prints = known.fingerprints
    slot = slot_of(prints, ONE, key, np.uint64(len(prints.keys) - 1))
    if prints.stamps[slot] != ONE:
        prints.stamps[slot], prints.keys[slot] = ONE, key
        known.counts[2] += 1
    known.blocks[slot] = value


@compiled
def _make_block(rows: LinkRows, desk: Desk, known: Known, start: int, group: int) -> int:
    block, target = known.counts[0], known.counts[1]
    known.weights[block] = desk.group_weight[group]
    known.pointers[block] = target
    k = desk.group_last[group]
    while k != NONE:
        known.targets[target] = rows.key[k]
        target += 1
        k = desk.before[k - start]
    known.counts[0], known.counts[1] = block + 1, target
    known.pointers[block + 1] = target
    return int(block)


@compiled
def _resembles(desk: Desk, known: Known, visit: Visit, group: int) -> bool:
    """Whether the group has enough of its block's links for the block to save room."""
    block, place = desk.group_block[group], desk.group_key[group]
    if block == NONE:
        return False
    first, last = known.pointers[block], known.pointers[block + 1]
    if last - first > 2 * desk.group_size[group]:
        return False
    same = 0
    for k in range(first, last):
        both = pair(place, np.uint64(known.targets[k]))
        slot = slot_of(desk.pairs, visit.stamp, both, visit.mask)
        same += desk.pairs.stamps[slot] == visit.stamp
    return bool(same >= AGREE * (last - first - same))


@compiled
def _carry(desk: Desk, known: Known, out: Out, visit: Visit, group: int) -> None:
    """Note that the page carries the block; take the block's links off the page's row."""
    block = desk.group_block[group]
    out.members[out.counts[2]], out.blocks[out.counts[2]] = visit.page, block
    out.counts[2] += 1
    for k in range(known.pointers[block], known.pointers[block + 1]):
        key = np.uint64(known.targets[k])
        slot = slot_of(desk.row, visit.stamp, key, visit.mask)
        if desk.row.stamps[slot] != visit.stamp:
            desk.row.stamps[slot], desk.row.keys[slot] = visit.stamp, key
            desk.left[slot] = 0.0
            desk.slots[desk.used[0]] = slot
            desk.used[0] += 1
        desk.left[slot] -= known.weights[block]
        desk.touched[slot] = True


@compiled
def _close_row(desk: Desk, out: Out, visit: Visit) -> None:
    """What the page's blocks do not say: links as they are, differences with a sign."""
    for number in range(desk.used[0]):
        slot = desk.slots[number]
        left = desk.left[slot]
        if left == 0.0:
            continue
        if desk.touched[slot]:
            place = out.counts[1]
            out.signed_sources[place], out.signed_targets[place] = visit.page, desk.row.keys[slot]
            out.signed_weights[place] = left
            out.counts[1] += 1
        else:
            place = out.counts[0]
            out.sources[place], out.targets[place] = visit.page, desk.row.keys[slot]
            out.weights[place] = left
            out.counts[0] += 1
