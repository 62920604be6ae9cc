"""The pass over pages that finds blocks and writes down what is left; see `templates`.

Pages in a row begin and end with the same links, menu by menu: those are an outfit. What it comes
to is found once, as if a page had no other links; a page that wears it is compared with it link by
link, and only what stands between is taken apart. Where a link in between leads where one of the
outfit does, the better one counts, as on any page.
"""

import numpy as np

from linkequity.model.engine.apart import NONE, Visit, look, say, weigh, write
from linkequity.model.engine.compiled import in_place, in_place_above, inlined
from linkequity.model.engine.parcel import LinkRows, Out, Outfit, Tally, Work

# Links in common, more than those of the outfit that is worn, that are worth a new one.
ENOUGH = 8
# Every so many pages it is asked whether pages have more in common than they wear.
AGAIN = 64
# What no block says of an outfit is written for every page: at most one of so many links.
SAVED = 4
NOBODY = np.uint32(2**32 - 1)


@in_place_above(600_000)  # most of it is room for what may come: 18,000 links are 400,000
def factor_pages(rows: LinkRows, tally: Tally, work: Work) -> int:
    """Take pages apart one by one; the number of links that pass equity on."""
    desk, _, out, outfit = work
    expanded, missed = 0, 0
    for at in range(len(out.owners)):
        start, end, page = rows.pointers[at], rows.pointers[at + 1], np.int64(out.owners[at])
        visit = Visit(int(page), start, end, np.uint32(page + 1))
        fits = _fits(rows, outfit, visit)
        missed = 0 if fits else missed + 1
        if at > 0 and (missed > 1 or at % AGAIN == 0):
            head, tail = _in_common(rows, rows.pointers[at - 1], visit)
            worn = outfit.ends[0] + outfit.ends[1] if fits else 0
            if head + tail >= worn + ENOUGH:
                _make_outfit(rows, tally, work, visit, (head, tail))
                fits = _fits(rows, outfit, visit)
        rest = _put_on(tally, out, outfit, visit) if fits else visit
        groups = look(rows, tally, desk, rest)
        if fits:
            expanded += outfit.passing[0] - _settle(rows, tally, work, rest)
        expanded += weigh(rows, tally, desk, rest)
        say(rows, work, rest, groups)
        out.entry_ends[at], out.block_ends[at] = out.counts[0], out.counts[1]
    return expanded


@inlined
def _fits(rows: LinkRows, outfit: Outfit, visit: Visit) -> bool:
    """Whether a page begins and ends with the links of the outfit."""
    head, tail = outfit.ends
    if head + tail == 0 or head + tail > visit.end - visit.start:
        return False
    return _same(rows, visit.start, outfit.links, 0, head) and _same(
        rows, visit.end - tail, outfit.links, head, tail
    )


@inlined
def _same(rows: LinkRows, at: int, links: LinkRows, first: int, size: int) -> bool:
    """Whether so many links are the same, field by field: quicker than link by link."""
    differ = False
    key, other_key = rows.key[at : at + size], links.key[first : first + size]
    for k in range(size):
        differ |= key[k] != other_key[k]
    weight, other_weight = rows.weight[at : at + size], links.weight[first : first + size]
    for k in range(size):
        differ |= weight[k] != other_weight[k]
    place, other_place = rows.container[at : at + size], links.container[first : first + size]
    for k in range(size):
        differ |= place[k] != other_place[k]
    followed, other_followed = rows.followed[at : at + size], links.followed[first : first + size]
    for k in range(size):
        differ |= followed[k] != other_followed[k]
    return not differ


@in_place
def _in_common(rows: LinkRows, before: int, visit: Visit) -> tuple[int, int]:
    """How many first and last links the page shares with the one before it, in whole places."""
    end = min(visit.start - before, visit.end - visit.start)
    head, tail = 0, 0
    while head < end and _alike(rows, before + head, visit.start + head):
        head += 1
    while 0 < head < end and _in_one_place(rows, visit.start + head - 1, visit.start + head):
        head -= 1
    end -= head
    while tail < end and _alike(rows, visit.start - tail - 1, visit.end - tail - 1):
        tail += 1
    while 0 < tail < end and _in_one_place(rows, visit.end - tail - 1, visit.end - tail):
        tail -= 1
    return head, tail


@in_place
def _alike(rows: LinkRows, one: int, other: int) -> bool:
    same = rows.key[one] == rows.key[other] and rows.followed[one] == rows.followed[other]
    return bool(same and _in_one_place(rows, one, other))


@in_place
def _in_one_place(rows: LinkRows, one: int, other: int) -> bool:
    same = rows.container[one] == rows.container[other]
    return bool(same and rows.weight[one] == rows.weight[other])


@in_place
def _make_outfit(
    rows: LinkRows, tally: Tally, work: Work, visit: Visit, ends: tuple[int, int]
) -> None:
    """Take the first and last links of a page apart as if it had no others, and keep the result."""
    desk, _, out, outfit = work
    head, tail = ends
    size, serial = head + tail, outfit.serial[0] + 1
    for k in range(size):
        link = visit.start + k if k < head else visit.end - size + k
        outfit.room.key[k], outfit.room.weight[k] = rows.key[link], rows.weight[link]
        outfit.room.followed[k] = rows.followed[link]
        outfit.room.container[k] = rows.container[link]
        outfit.counted[k] = 0.0
        if rows.key[link] >= 0:
            outfit.worn[rows.key[link]] = serial
    entries, blocks, rare = out.counts
    alone = Visit(visit.page, 0, size, np.uint32(2**32 - 1 - serial))
    counting = Tally(tally.holds, outfit.counted, tally.totals, tally.passed)
    groups = look(outfit.links, counting, desk, alone)
    outfit.passing[0] = weigh(outfit.links, counting, desk, alone)
    say(outfit.links, work, alone, groups)
    _keep(tally, out, outfit, visit.page, (entries, blocks))
    saves = out.counts[2] == rare and SAVED * outfit.sizes[0] <= size
    out.counts[0], out.counts[1], out.counts[2] = entries, blocks, rare
    outfit.serial[0] = serial
    outfit.ends[0], outfit.ends[1] = (head, tail) if saves else (0, 0)


@in_place
def _keep(tally: Tally, out: Out, outfit: Outfit, page: int, begun: tuple[int, int]) -> None:
    """Move what was written and added up for a page into the outfit."""
    entries, blocks = begun
    outfit.sizes[0], outfit.sizes[1] = out.counts[0] - entries, out.counts[1] - blocks
    for k in range(outfit.sizes[0]):
        outfit.entries[k] = out.entries[entries + k]
    for k in range(outfit.sizes[1]):
        outfit.blocks[k] = out.blocks[blocks + k]
    outfit.sums[0], outfit.sums[1] = tally.totals[page], tally.passed[page]
    tally.totals[page], tally.passed[page] = 0.0, 0.0


@inlined
def _put_on(tally: Tally, out: Out, outfit: Outfit, visit: Visit) -> Visit:
    """Note what the outfit comes to for a page; what is left of the page."""
    head, tail = outfit.ends
    for k in range(head):
        tally.counted[visit.start + k] = outfit.counted[k]
    for k in range(tail):
        tally.counted[visit.end - tail + k] = outfit.counted[head + k]
    tally.totals[visit.page], tally.passed[visit.page] = outfit.sums
    entries, blocks, _ = out.counts
    for k in range(outfit.sizes[0]):
        out.entries[entries + k] = outfit.entries[k]
    for k in range(outfit.sizes[1]):
        out.blocks[blocks + k] = outfit.blocks[k]
    out.counts[0] += outfit.sizes[0]
    out.counts[1] += outfit.sizes[1]
    return Visit(visit.page, visit.start + head, visit.end - tail, visit.stamp)


@inlined
def _settle(rows: LinkRows, tally: Tally, work: Work, rest: Visit) -> int:
    """Where the rest leads where the outfit does, let the better link count.

    How many links of the outfit no longer pass equity on.
    """
    desk, known, out, outfit = work
    lost, links, head, serial = 0, outfit.links, outfit.ends[0], outfit.serial[0]
    for k in range(rest.start, rest.end):
        key = rows.key[k]
        if key < 0 or outfit.worn[key] != serial or desk.best[key] != k - rest.start:
            continue
        other = _counting(outfit, key)
        better = rows.weight[k] > links.weight[other]
        if rows.weight[k] == links.weight[other]:
            better = other >= head
        if rows.followed[k] != links.followed[other]:
            better = rows.followed[k]
        if not better:
            desk.stamps[key], desk.best[key] = 0, NOBODY
            continue
        weight = outfit.counted[other]
        tally.counted[rest.start - head + other if other < head else rest.end - head + other] = 0.0
        tally.totals[rest.page] -= weight
        if links.followed[other] and key < len(tally.holds) and tally.holds[key]:
            tally.passed[rest.page] -= weight
            write(known.codes, out, rest.page, key, -weight)
            lost += 1
    return lost


@in_place
def _counting(outfit: Outfit, key: int) -> int:
    """The link of the outfit that counts for a target; one of no weight where none weighs."""
    found = NONE
    for k in range(outfit.ends[0] + outfit.ends[1]):
        if outfit.links.key[k] == key and (found == NONE or outfit.counted[k] > 0):
            found = k
    return found
