"""What stands around a span and elsewhere on its page: which mention it is, and what is near."""

from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Rows, spread
from linkequity.advice.ranking.pairs.features import Featuring
from linkequity.advice.ranking.pairs.phrase_features import neighbours
from linkequity.advice.ranking.placing.page_text import PageText

SURROUNDINGS: Final = (
    "earlier",
    "later",
    "named_before",
    "rival",
    "before_second",
    "after_second",
    "marked",
    "starts_passage",
    "ends_passage",
    "around_cosine",
    "passage_title",
    "section_title",
)


def surroundings(
    featuring: Featuring, text: PageText, target: int, rows: Rows, weights: tuple[Floats, Floats]
) -> dict[str, Floats]:
    """A column each of SURROUNDINGS for these spans of a page.

    `weights`: of all spans how surely each is a name of the target, and of all tokens how much
    they say of what it is called.
    """
    belief, called = weights
    before, after = text.mentions
    first, length = (of[rows] for of in text.spans)
    named = np.cumsum(belief[rows][np.argsort(first, kind="stable")] > 0)
    order = np.argsort(np.argsort(first, kind="stable"), kind="stable")
    return {
        "earlier": np.log1p(before[rows]),
        "later": np.log1p(after[rows]),
        "named_before": np.log1p(named[order]),
        "rival": _largest(_rivals(featuring, text, target), first, length),
        **_beside(featuring, text, first, length),
        **_in_passages(featuring, text, target, first, called),
    }


def _rivals(featuring: Featuring, text: PageText, target: int) -> Floats:
    """Of each token, how surely it is part of a name of another page."""
    index = featuring.view.index
    names, occurrences = index.names, index.occurrences
    rows, _ = spread(occurrences.begins, np.array([text.page]))
    phrase = occurrences.phrase[rows]
    name, owner = spread(names.begins, phrase)
    others = featuring.view.alive[name] & ~np.isin(names.page[name], [text.page, target])
    surest = np.zeros(len(rows), dtype=np.float32)
    np.maximum.at(surest, owner[others], featuring.beliefs.belief[name[others]])
    first, length = occurrences.first[rows] - text.begin, names.length[phrase]
    surest[first + length > len(text.ids)] = 0  # beyond what is read of a page
    tokens = np.zeros(len(text.ids), dtype=np.float32)
    for step in range(int(length.max(initial=0))):
        there = (length > step) & (surest > 0)
        np.maximum.at(tokens, first[there] + step, surest[there])
    return tokens


def _largest(values: Floats, first: Rows, length: Rows) -> Floats:
    """The largest value within each span."""
    largest = values[first]
    for step in range(1, int(length.max(initial=0))):
        there = length > step
        largest[there] = np.maximum(largest[there], values[first[there] + step])
    return largest


def _beside(featuring: Featuring, text: PageText, first: Rows, length: Rows) -> dict[str, Floats]:
    """The words two places away, whether a mark stands before, and how far the passage's ends
    are, in tokens.
    """
    view, tokens = featuring.view, featuring.view.index.site.tokens
    passage = text.passage[first]
    at, last = first + text.begin, first + text.begin + length - 1
    before, after = view.chances_beyond
    offsets = tokens.offsets
    return {
        "before_second": before[neighbours(tokens.ids, offsets, passage, at - 2)],
        "after_second": after[neighbours(tokens.ids, offsets, passage, last + 2)],
        "marked": _marked(featuring, passage, tokens.starts[at]),
        "starts_passage": at - offsets[passage],
        "ends_passage": offsets[passage + 1] - 1 - last,
    }


def _marked(featuring: Featuring, passage: Rows, start: Rows) -> Rows:
    """What stands directly before: 0 nothing, 1 a space, 2 a mark, 3 a letter or digit."""
    texts = featuring.view.index.site.texts
    found = []
    for row, at in zip(passage.tolist(), start.tolist(), strict=True):
        letter = texts[row][at - 1] if at else ""
        found.append(3 if letter.isalnum() else 1 if letter.isspace() else 2 if letter else 0)
    return np.array(found, dtype=np.int64)


def _in_passages(
    featuring: Featuring, text: PageText, target: int, first: Rows, called: Floats
) -> dict[str, Floats]:
    """How much the passage and the heading above it call the target, and how much the passages
    beside it have in common with it.
    """
    site = featuring.view.index.site
    begin, end = int(site.passages[text.page]), int(site.passages[text.page + 1])
    here = np.arange(begin, end)
    calls = np.bincount(text.passage - begin, weights=called, minlength=len(here))
    heading = np.where(site.heading[here], np.arange(len(here)), -1)
    above = np.maximum.accumulate(heading) if len(here) else heading
    fit = (site.passage_rows[begin:end] @ site.page_rows[[target]].T).toarray().ravel()
    wider = np.concatenate([[0.0], fit, [0.0]])
    row = text.passage[first] - begin
    return {
        "around_cosine": np.maximum(wider[:-2], wider[2:])[row],
        "passage_title": calls[row],
        "section_title": np.where(above >= 0, calls[np.maximum(above, 0)], 0.0)[row],
    }
