"""The corpus: the main text of pages as integer arrays, made once, read by everything after.

Seam for those who build on it::

    corpus = read_corpus(documents, passages)

`documents`: a frame with a row a page: `document` (any string that names it, each once), `language`
(what the page declares, or null) and `title` (or null). `passages`: a frame with a row a block of
text: `document`, `text`; if it has them, `tag` (p, li, h2 …), `link_position` (only "content" and
null are kept) and `repeated` (true ones are left out; where the column is missing, those whose
text stands on at least REPEATED_ON pages); any other columns are carried along.

Then, with n pages and m passages, pages in the order of `documents`, passages by page and in
their order on it:

- `corpus.documents`: the frame, `language` now the one each page was read in.
- `corpus.passages`: the passages kept, with `page` (row of its page) and `row` (its row in the
  frame that was given).
- `corpus.page_offsets`, int64 [n + 1]: passages of page i are `page_offsets[i]` up to
  `page_offsets[i + 1]`.
- `corpus.tokens`, `corpus.titles`: the `Tokens` of all passages, and of all titles: `ids` int32,
  `starts` and `ends` (characters: `text[start:end]` is the word as written), `offsets`, and
  `of(i)`, the slice of passage or page i.
- `corpus.vocabulary`: `terms` sorted, `ids` a dictionary; `vocabulary.read(texts, languages)` reads
  other texts as tokens of it.
- `corpus.pages_with`, int32 [terms]: pages whose text or title has the term; `corpus.idf`,
  float32 [terms]: see there.

Chinese, Japanese and Korean are one token a character; `linkequity.text.vectors` joins them to
pairs. Passages of no known document are dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.text.language import SAMPLE, find_languages
from linkequity.text.tokens import Offsets, Tokens
from linkequity.text.vocabulary import Vocabulary, read_sorted

# Passages that the language of a page is found in.
SAMPLED: Final = 30
# As in a crawl's own tables: on two pages a text may be a quotation, on three it is furniture.
REPEATED_ON: Final = 3

Counts = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Corpus:
    """Pages read. Fields as in this module's head."""

    documents: pl.DataFrame
    passages: pl.DataFrame
    page_offsets: Offsets
    tokens: Tokens
    titles: Tokens
    vocabulary: Vocabulary

    @property
    def languages(self) -> list[str | None]:
        """The language each page was read in."""
        return self.documents["language"].to_list()

    @property
    def tokens_by_page(self) -> Tokens:
        """The tokens of all passages of each page, one after the other."""
        tokens = self.tokens
        offsets = tokens.offsets[self.page_offsets]
        return Tokens(tokens.ids, tokens.starts, tokens.ends, offsets)

    @cached_property
    def pages_with(self) -> Counts:
        """Of each term, the pages whose text or title has it."""
        page = np.concatenate(
            [self.passages["page"].to_numpy()[self.tokens.text_of], self.titles.text_of]
        )
        term = np.concatenate([self.tokens.ids, self.titles.ids])
        pairs = np.unique(term.astype(np.int64) * max(len(self.documents), 1) + page)
        terms = pairs // max(len(self.documents), 1)
        return np.bincount(terms, minlength=len(self.vocabulary)).astype(np.int32)

    @cached_property
    def idf(self) -> Weights:
        """ln((1 + n) / (1 + pages_with)): 0 for a term on every page of the site."""
        pages = len(self.documents)
        return np.log((1 + pages) / (1 + self.pages_with)).astype(np.float32)


def read_corpus(
    documents: pl.DataFrame, passages: pl.DataFrame, languages: Sequence[str | None] | None = None
) -> Corpus:
    """The corpus of these documents; linear in their text.

    `languages`: what each page is read in, where that was found before.
    """
    kept = _main_passages(documents, passages)
    if languages is None:
        languages = find_languages(documents["language"].to_list(), _samples(kept, len(documents)))
    titles = documents["title"].fill_null("").to_list()
    spoken = [languages[page] for page in kept["page"].to_list()]
    vocabulary, tokens = read_sorted([*titles, *kept["text"].to_list()], [*languages, *spoken])
    counts = np.bincount(kept["page"].to_numpy(), minlength=len(documents))
    return Corpus(
        documents=documents.with_columns(language=pl.Series(languages, dtype=pl.String)),
        passages=kept,
        page_offsets=np.concatenate([[0], np.cumsum(counts)]),
        tokens=_part(tokens, len(titles), len(tokens)),
        titles=_part(tokens, 0, len(titles)),
        vocabulary=vocabulary,
    )


def _samples(passages: pl.DataFrame, pages: int) -> list[str]:
    """The beginning of each page's main text."""
    found = passages.group_by("page").agg(
        sample=pl.col("text").head(SAMPLED).str.join(" ").str.head(SAMPLE)
    )
    return (
        pl.DataFrame({"page": np.arange(pages, dtype=np.int32)})
        .join(found, on="page", how="left", maintain_order="left")["sample"]
        .fill_null("")
        .to_list()
    )


def _part(tokens: Tokens, first: int, end: int) -> Tokens:
    """The tokens of some texts in a row."""
    inside = slice(int(tokens.offsets[first]), int(tokens.offsets[end]))
    offsets = tokens.offsets[first : end + 1] - tokens.offsets[first]
    return Tokens(tokens.ids[inside], tokens.starts[inside], tokens.ends[inside], offsets)


def _main_passages(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """The passages of main text, by page, with `page` and `row`."""
    pages = documents.select("document").with_row_index("page").cast({"page": pl.Int32})
    named = passages.with_row_index("row").join(
        pages, on="document", how="inner", maintain_order="left"
    )
    return named.filter(
        pl.col("text").is_not_null(), _in_content(named.columns), ~_repeated(named.columns)
    ).sort("page", "row", maintain_order=True)


def _in_content(columns: Sequence[str]) -> pl.Expr:
    if "link_position" not in columns:
        return pl.lit(value=True)
    return (pl.col("link_position").cast(pl.String) == "content").fill_null(value=True)


def _repeated(columns: Sequence[str]) -> pl.Expr:
    if "repeated" in columns:
        return pl.col("repeated").fill_null(value=False)
    return pl.col("page").n_unique().over("text") >= REPEATED_ON
