"""Supporting pages to be written: queries people ask near the target that no page answers.

A query is covered if a page is found for it on the first two pages of the results, or if a title
or one passage has its words. It belongs to the target if the page nearest to it is the target or
one that could support it. Queries that share half of their words are one page.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import csc_array, csr_array

from linkequity.advice.plan.titling import as_written, working_title
from linkequity.model.facts import Facts
from linkequity.model.links.topics import nearest_pages

# Queries looked at, those of most impressions first.
LOOKED_AT: Final = 5_000
SEEN: Final = 20.0
# A page that has this share of a query's words, by how telling they are, speaks of it.
COVERS: Final = 0.8
ALIKE: Final = 0.5
QUERIES: Final = 5


@dataclass(frozen=True)
class ToWrite:
    """A page to be written: a working title, and the queries it answers with their impressions
    (None where nobody counted). `key` names it from one plan to the next: its first query.
    """

    key: str
    title: str
    queries: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Heard:
    """How many queries were `asked` on this site, are `near` a target, are `answered` of these."""

    asked: int
    near: int
    answered: int


class Queries:
    """What people ask: search data and the owner's keywords, read against the site's texts."""

    def __init__(self, facts: Facts, keywords: pl.DataFrame) -> None:
        self._facts = facts
        self.asked = _asked(facts, keywords)

    @cached_property
    def _language(self) -> str | None:
        """The language that most pages are in."""
        spoken = self._facts.text.corpus.documents["language"].drop_nulls().mode().sort()
        return str(spoken[0]) if len(spoken) else None

    @cached_property
    def _words(self) -> list[frozenset[int | str]]:
        """The terms of each query; words that the site lacks as they are."""
        texts = self.asked["query"].to_list()
        corpus = self._facts.text.corpus
        tokens = corpus.vocabulary.read(texts, [self._language] * len(texts))
        found = []
        for number, text in enumerate(texts):
            at = tokens.of(number)
            words = zip(tokens.ids[at], tokens.starts[at], tokens.ends[at], strict=True)
            found.append(frozenset(int(i) if i >= 0 else text[a:b].lower() for i, a, b in words))
        return found

    @cached_property
    def _having(self) -> csc_array:
        """Passages and titles × terms: where each term stands."""
        corpus = self._facts.text.corpus
        terms = np.concatenate([corpus.tokens.ids, corpus.titles.ids])
        passages = len(corpus.passages)
        rows = np.concatenate([corpus.tokens.text_of, corpus.titles.text_of + passages])
        shape = (passages + len(corpus.documents), len(corpus.vocabulary))
        return csr_array((np.ones(len(terms), dtype=np.int32), (rows, terms)), shape=shape).tocsc()

    @cached_property
    def nearest(self) -> list[int | None]:
        """The page nearest to each query."""
        pages = self._facts.pages.filter(pl.Series(self._facts.content))["page_id"]
        near = nearest_pages(self._facts.text, self.asked["query"], pages)
        return near["page_id"].to_list()

    def covering(self, query: str) -> int | None:
        """The content page that has the words of a query; None where none does."""
        found = self.asked.with_row_index("at").filter(pl.col("query") == query)["at"]
        return self._covering(self._words[int(found[0])]) if len(found) else None

    def _covering(self, words: frozenset[int | str]) -> int | None:
        corpus, idf = self._facts.text.corpus, self._facts.text.corpus.idf
        known = [word for word in words if isinstance(word, int)]
        most = float(np.log(1 + len(corpus.documents)))
        wanted = float(idf[known].sum()) + most * (len(words) - len(known))
        if not known or not wanted:
            return None
        has = np.zeros(self._having.shape[0])
        for term in known:
            start, end = self._having.indptr[term : term + 2]
            has[self._having.indices[start:end]] += idf[term]
        page_of = np.concatenate(
            [corpus.passages["page"].to_numpy(), np.arange(len(corpus.documents))]
        )
        has[~self._facts.content[page_of]] = 0
        # A title says more than a passage: the first of the best from behind.
        best = len(has) - 1 - int(np.argmax(has[::-1]))
        return int(page_of[best]) if has[best] >= COVERS * wanted else None

    def pages_to_write(self, near: frozenset[int], wanted: int) -> tuple[list[ToWrite], Heard]:
        """So many pages at most, those asked for most first, and how many queries were `near`."""
        about = [row for row, page in enumerate(self.nearest) if page in near]
        open_ones = [row for row in about if not self._is_answered(row)]
        groups: list[list[int]] = []
        for row in open_ones:
            own = next((g for g in groups if _alike(self._words[g[0]], self._words[row])), None)
            if own is not None:
                own.append(row)
            elif len(groups) < wanted:
                groups.append([row])
        heard = Heard(self.asked.height, len(about), len(about) - len(open_ones))
        return [self._to_write(rows[:QUERIES]) for rows in groups], heard

    def _is_answered(self, row: int) -> bool:
        """Whether a page is found for a query already, or has its words."""
        position = self.asked["position"][row]
        seen = position is not None and position <= SEEN
        return seen or self._covering(self._words[row]) is not None

    @cached_property
    def _written(self) -> dict[str, str]:
        return as_written(self._facts, self.asked["query"], self._language)

    def _to_write(self, rows: list[int]) -> ToWrite:
        queries = tuple(self.asked[rows].select("query", "impressions").iter_rows())
        lead = queries[0][0]
        return ToWrite(lead, working_title(lead, self._written, self._language), queries)


def _asked(facts: Facts, keywords: pl.DataFrame) -> pl.DataFrame:
    """query, impressions, position (the best); the most asked first."""
    parts = [
        facts.tables.search.drop_nulls("query").select(
            "query", "impressions", position="search_position"
        ),
        keywords.select("query", "impressions", position=pl.lit(None, pl.Float64)),
    ]
    together = pl.concat(parts).with_columns(
        query=pl.col("query").str.to_lowercase().str.strip_chars()
    )
    return (
        together.group_by("query")
        .agg(pl.col("impressions").max(), pl.col("position").min())
        .sort("impressions", "query", descending=[True, False], nulls_last=True)
        .head(LOOKED_AT)
    )


def _alike(one: frozenset[int | str], other: frozenset[int | str]) -> bool:
    return len(one & other) >= ALIKE * max(len(one | other), 1)
