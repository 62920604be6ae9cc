"""Taking one page's links apart: what counts, which blocks it carries, what is left."""

from typing import NamedTuple

import numpy as np

from linkequity.model.engine.compiled import in_place, inlined
from linkequity.model.engine.hashing import mixed, pair, slot_of
from linkequity.model.engine.parcel import Codes, Desk, Known, LinkRows, Out, Tally, Work

NONE = -1
# A link that one of the page's blocks says.
SAID = -2
# A block of one link saves nothing.
SHORTEST = 2
# What a page lacks of its block takes the room of a link: one may be missing where three agree.
AGREE = 3
ONE = np.uint32(1)


class Visit(NamedTuple):
    """The page being taken apart, its links or some of them, and its stamp in the tables."""

    page: int
    start: int
    end: int
    stamp: np.uint32


@inlined
def look(rows: LinkRows, tally: Tally, desk: Desk, visit: Visit) -> int:
    """The best link to each target, and groups of links that could pass equity on.

    Of the links to one target counts a followed one before any other, the heaviest, the first. A
    group is what stands in one place and weighs the same; its hash sums those of its targets.
    """
    _, keys, weights, followed, containers = rows
    holds, stamps, best, group_of_link = tally.holds, desk.stamps, desk.best, desk.group
    groups, group, last = 0, NONE, NONE
    size, sums = 0, np.uint64(0)
    for k in range(visit.start, visit.end):
        key, link = keys[k], k - visit.start
        group_of_link[link] = NONE
        if key < 0:
            continue
        new = stamps[key] != visit.stamp
        if key < len(holds) and holds[key] and followed[k]:
            if last == NONE or containers[k] != containers[last] or weights[k] != weights[last]:
                _close_group(desk, group, size, sums)
                group = _group_of(rows, desk, visit, k, groups)
                groups = max(groups, group + 1)
                size, sums = desk.group_size[group], desk.group_hash[group]
            last = k
            if new or group_of_link[best[key]] != group:
                sums += mixed(np.uint64(key) + np.uint64(1))
                size += 1
            group_of_link[link] = group
        if new:
            stamps[key], best[key] = visit.stamp, link
        else:
            other = visit.start + np.int64(best[key])
            better = weights[k] > weights[other]
            if followed[k] != followed[other]:
                better = followed[k]
            if better:
                best[key] = link
    _close_group(desk, group, size, sums)
    return groups


@inlined
def _close_group(desk: Desk, group: int, size: int, sums: np.uint64) -> None:
    if group != NONE:
        desk.group_size[group], desk.group_hash[group] = size, sums


@in_place
def _group_of(rows: LinkRows, desk: Desk, visit: Visit, link: int, groups: int) -> int:
    """The group of a link; a new one, numbered `groups`, where nothing stood in its place."""
    place = pair(rows.container[link], np.float64(rows.weight[link]).view(np.uint64))
    slot = slot_of(desk.groups, visit.stamp, place, np.uint64(len(desk.groups.keys) - 1))
    if desk.groups.stamps[slot] != visit.stamp:
        desk.groups.stamps[slot], desk.groups.keys[slot] = visit.stamp, place
        desk.group_of[slot] = groups
        desk.group_place[groups], desk.group_hash[groups] = place, np.uint64(0)
        desk.group_size[groups], desk.group_first[groups] = 0, link
    return int(desk.group_of[slot])


@inlined
def weigh(rows: LinkRows, tally: Tally, desk: Desk, visit: Visit) -> int:
    """Weigh what counts, and add it up; how many links pass equity on."""
    keys, weights, counted = rows.key, rows.weight, tally.counted
    best, group = desk.best, desk.group
    passing, total, passed = 0, 0.0, 0.0
    for k in range(visit.start, visit.end):
        link = k - visit.start
        if keys[k] < 0 or best[keys[k]] != link:
            continue
        counted[k] = weights[k]
        total += weights[k]
        if group[link] != NONE:
            passed += weights[k]
            passing += 1
    tally.totals[visit.page] += total
    tally.passed[visit.page] += passed
    return passing


@inlined
def say(rows: LinkRows, work: Work, visit: Visit, groups: int) -> None:
    """Write down the links that pass equity on: blocks for groups, and what no block says."""
    desk, known, out, _ = work
    for group in range(groups):
        block = _block_of(rows, desk, known, visit, group)
        if block != NONE:
            _carry(desk, known, out, visit, (group, block))
    _write_rest(rows, desk, known, out, visit)


@inlined
def _block_of(rows: LinkRows, desk: Desk, known: Known, visit: Visit, group: int) -> int:
    """The block a group is, or nearly is; NONE where it resembles none.

    In this order: the same list; the same but for a link to the page itself; the last block seen
    in this place.
    """
    if desk.group_size[group] < SHORTEST:
        return NONE
    place = desk.group_place[group]
    whole = pair(place, desk.group_hash[group])
    block = _found(known, whole)
    if block == NONE and _seen(known, whole) and _has_room(known):
        block = _make_block(rows, desk, known, visit, group)
        _note(known, whole, block)
    if block != NONE:
        _note(known, place, block)
        return block
    itself = mixed(np.uint64(visit.page) + np.uint64(1))
    block = _found(known, pair(place, desk.group_hash[group] + itself))
    if block == NONE:
        block = _found(known, place)
    return block if block != NONE and _resembles(desk, known, visit, group, block) else NONE


@in_place
def _found(known: Known, key: np.uint64) -> int:
    prints = known.fingerprints
    slot = slot_of(prints, ONE, key, np.uint64(len(prints.keys) - 1))
    return int(known.blocks[slot]) if prints.stamps[slot] == ONE else NONE


@in_place
def _seen(known: Known, key: np.uint64) -> bool:
    """Whether a page had this list not long ago; from now on one had."""
    slot = key & np.uint64(len(known.seen) - 1)
    before = known.seen[slot] == key
    known.seen[slot] = key
    return bool(before)


@in_place
def _has_room(known: Known) -> bool:
    """Whether a block and its place may be noted; there is more room in the next parcel."""
    return bool(2 * known.counts[2] + 4 <= len(known.fingerprints.keys))


@in_place
def _note(known: Known, key: np.uint64, block: int) -> None:
    prints = known.fingerprints
    slot = slot_of(prints, ONE, key, np.uint64(len(prints.keys) - 1))
    if prints.stamps[slot] != ONE:
        prints.stamps[slot], prints.keys[slot] = ONE, key
        known.counts[2] += 1
    known.blocks[slot] = block


@in_place
def _make_block(rows: LinkRows, desk: Desk, known: Known, visit: Visit, group: int) -> int:
    block, target = known.counts[0], known.counts[1]
    known.weights[block] = rows.weight[desk.group_first[group]]
    known.pointers[block] = target
    for k in range(visit.start, visit.end):
        if desk.group[k - visit.start] == group and desk.best[rows.key[k]] == k - visit.start:
            known.targets[target] = rows.key[k]
            target += 1
    known.counts[0], known.counts[1] = block + 1, target
    known.pointers[block + 1] = target
    return int(block)


@in_place
def _resembles(desk: Desk, known: Known, visit: Visit, group: int, block: int) -> bool:
    """Whether enough of the block's links are the page's, for the block to save room."""
    first, last = known.pointers[block], known.pointers[block + 1]
    if last - first > 2 * desk.group_size[group]:
        return False
    targets, stamps, best, group_of_link = known.targets, desk.stamps, desk.best, desk.group
    same = 0
    for k in range(first, last):
        if stamps[targets[k]] == visit.stamp:
            same += group_of_link[best[targets[k]]] == group
    return bool(same >= SHORTEST and same >= AGREE * (last - first - same))


@inlined
def _carry(desk: Desk, known: Known, out: Out, visit: Visit, carried: tuple[int, int]) -> None:
    """Note that a group is a block; take back what the block says too much."""
    group, block = carried
    out.blocks[out.counts[1]] = block
    out.counts[1] += 1
    targets, stamps, best, group_of_link = known.targets, desk.stamps, desk.best, desk.group
    for k in range(known.pointers[block], known.pointers[block + 1]):
        target = targets[k]
        if stamps[target] == visit.stamp and group_of_link[best[target]] == group:
            group_of_link[best[target]] = SAID
        else:
            write(known.codes, out, visit.page, target, -known.weights[block])


@inlined
def _write_rest(rows: LinkRows, desk: Desk, known: Known, out: Out, visit: Visit) -> None:
    """The links that no block says."""
    keys, best, group = rows.key, desk.best, desk.group
    for k in range(visit.start, visit.end):
        if group[k - visit.start] >= 0 and best[keys[k]] == k - visit.start:
            write(known.codes, out, visit.page, keys[k], rows.weight[k])


@inlined
def write(codes: Codes, out: Out, page: int, target: int, weight: float) -> None:
    """Write down a link that is left, or with less than nothing one that a block says too much."""
    code = _code(codes, weight)
    if code != NONE:
        out.entries[out.counts[0]] = target | code << codes.bits
        out.counts[0] += 1
        return
    place = out.counts[2]
    out.rare_pages[place], out.rare_targets[place] = page, target
    out.rare_weights[place] = weight
    out.counts[2] += 1


@inlined
def _code(codes: Codes, weight: float) -> int:
    """The code of a weight; NONE where there are no more codes."""
    bits = np.float64(weight).view(np.uint64)
    slot = slot_of(codes.table, ONE, bits, np.uint64(len(codes.table.keys) - 1))
    if codes.table.stamps[slot] != ONE:
        code = codes.used[0]
        if code == len(codes.weights):
            return NONE
        codes.table.stamps[slot], codes.table.keys[slot] = ONE, bits
        codes.codes[slot], codes.weights[code] = code, weight
        codes.used[0] += 1
    return int(codes.codes[slot])
