"""The facts of a site as what a ranker reads: page ids stay what they are."""

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import Final

import numpy as np
import polars as pl

from linkequity.advice.ranking.known.reading import site_of_vectors
from linkequity.advice.ranking.known.site import Links, Site
from linkequity.model.facts import Facts
from linkequity.text.corpus import Corpus

# Enough of what stands before a link to tell it from the same words elsewhere on the page.
CONTEXT: Final = 60


def site_of(facts: Facts) -> Site:
    """The pages of a site, and its links in content; those of repeated blocks have no place."""
    vectors = facts.text.vectors
    urls = facts.graph.pages["url"].to_list()
    return site_of_vectors(vectors, urls, _links(facts, vectors.corpus))


def _links(facts: Facts, corpus: Corpus) -> Links:
    found = (
        facts.graph.links.select("source_id", "target_id", "link_position", "repeated")
        .with_columns(facts.tables.links.select("anchor_text", "text_before", "text_after"))
        .filter(
            pl.col("link_position") == "content",
            pl.col("source_id") != pl.col("target_id"),
        )
        .drop_nulls(["source_id", "target_id"])
        .with_columns(pl.col("anchor_text", "text_before", "text_after").fill_null(""))
    )
    places = _places(found, corpus)
    around = (found["text_before"].str.strip_chars() != "") | (
        found["text_after"].str.strip_chars() != ""
    )
    return Links(
        found["source_id"].to_numpy(),
        found["target_id"].to_numpy(),
        places[:, 0],
        places[:, 1],
        places[:, 2],
        around.to_numpy() & (places[:, 0] >= 0),
    )


def _places(links: pl.DataFrame, corpus: Corpus) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """Passage, first and last character of each link's anchor text; −1 where it is not found."""
    places = np.full((len(links), 3), -1, dtype=np.int32)
    rows_of = defaultdict(list)
    wanted = pl.col("anchor_text").str.len_chars() > 0
    placed = links.with_row_index("row").filter(wanted & ~pl.col("repeated"))
    for row, page in placed.select("row", "source_id").iter_rows():
        rows_of[page].append(row)
    anchors, befores = links["anchor_text"].to_list(), links["text_before"].to_list()
    texts = corpus.passages["text"].to_list()
    for page, rows in rows_of.items():
        begin, end = (int(at) for at in corpus.page_offsets[page : page + 2])
        finder = _Finder(texts[begin:end])
        for row in rows:
            found = finder.find(befores[row], anchors[row])
            if found is not None:
                places[row] = (begin + found[0], found[1], found[1] + len(anchors[row]))
    return places


class _Finder:
    """Finds the anchor texts of a page in its passages, in order."""

    def __init__(self, texts: list[str]) -> None:
        self._joined = "\n".join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def find(self, before: str, anchor: str) -> tuple[int, int] | None:
        """Passage and first character of the anchor text that stands after `before`."""
        context = before[-CONTEXT:]
        for lead in (context, context.rstrip() + " ", context.rstrip()):
            at = self._joined.find(lead + anchor)
            if at >= 0:
                place = at + len(lead)
                passage = bisect_right(self._starts, place) - 1
                return passage, place - self._starts[passage]
        return None
