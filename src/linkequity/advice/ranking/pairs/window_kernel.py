"""For pairs of pages, the few free words of the source that say most of the target's signature."""

from typing import Final

import numpy as np

from linkequity.advice.ranking.known.passage_kernel import arrays
from linkequity.advice.ranking.known.site import Flags, Floats, Ids, Rows, Sparse
from linkequity.model.engine.compiled import compiled

# Anchor texts of more than eight words are rare, and hold a name of fewer.
WIDTH: Final = 8


def best_windows(
    text: tuple[Ids, Ids, Flags, Rows], signatures: Sparse, source: Rows, target: Rows
) -> tuple[Floats, Floats]:
    """For each pair the largest weight of the target's signature within WIDTH tokens of one
    passage of the source, each word counted once, and the weight it has in the whole page.

    `text`: of each token its word, its passage and whether it is free (only these count), and the
    first token of each page, with the number of tokens at the end.
    """
    window = np.zeros(len(source), dtype=np.float32)
    whole = np.zeros(len(source), dtype=np.float32)
    largest = int(max(text[0].max(initial=0), signatures.shape[1])) + 1
    slots = np.full(largest, -1, dtype=np.int32)
    _scan(text, arrays(signatures), (source, target), slots, (window, whole))
    return window, whole


@compiled
def _scan(
    text: tuple[Ids, Ids, Flags, Rows],
    signatures: tuple[Rows, Ids, Floats],
    pairs: tuple[Rows, Rows],
    slots: Ids,
    results: tuple[Floats, Floats],
) -> None:
    ids, text_of, free, begins = text
    pointers, words, weights = signatures
    source, target = pairs
    window, whole = results
    counts = np.zeros(256, dtype=np.int32)
    ever = np.zeros(256, dtype=np.int32)
    recent = np.zeros(WIDTH, dtype=np.int64)
    for pair in range(len(source)):
        low, size = pointers[target[pair]], 0
        size = min(pointers[target[pair] + 1] - low, 256)
        for k in range(size):
            slots[words[low + k]] = k
            counts[k] = 0
            ever[k] = 0
        held, first, last = 0.0, 0, 0
        for at in range(begins[source[pair]], begins[source[pair] + 1]):
            slot = slots[ids[at]]
            if slot < 0 or not free[at]:
                continue
            while first < last and (
                at - recent[first % WIDTH] >= WIDTH or text_of[recent[first % WIDTH]] != text_of[at]
            ):
                gone = slots[ids[recent[first % WIDTH]]]
                counts[gone] -= 1
                if counts[gone] == 0:
                    held -= weights[low + gone]
                first += 1
            recent[last % WIDTH] = at
            last += 1
            counts[slot] += 1
            if counts[slot] == 1:
                held += weights[low + slot]
            if ever[slot] == 0:
                ever[slot] = 1
                whole[pair] += weights[low + slot]
            window[pair] = max(window[pair], held)
        for k in range(size):
            slots[words[low + k]] = -1
