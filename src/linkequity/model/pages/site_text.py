"""The text of a site: its main passages as a corpus by page_id, relevance as its links have it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl

from linkequity.model.links.graph import Graph
from linkequity.model.site import SiteTables
from linkequity.text.corpus import Corpus, read_corpus
from linkequity.text.relevance import OwnLinks, Relevance
from linkequity.text.vectors import Vectors

# A link without a word around it or in it has not been read.
HAS_WORDS: Final = r"\w"


@dataclass(frozen=True)
class SiteText:
    """What is written on a site, read when asked for.

    `languages`: what each page is read in, where that was found before.
    """

    graph: Graph
    tables: SiteTables
    languages: pl.Series | None = None

    @cached_property
    def corpus(self) -> Corpus:
        """Row i is page i; pages that are folded into others or were not read have no text."""
        speaks = self.graph.linking
        documents = self.graph.pages.select(
            "language", document="url", title=pl.when(speaks).then("title")
        )
        speaking = documents.filter(speaks).select("document").lazy()
        passages = self.tables.passages.select(
            "passage", "tag", "text", "link_position", "repeated", document="url"
        )
        known = None if self.languages is None else self.languages.to_list()
        return read_corpus(documents, passages.join(speaking, "document", "semi").collect(), known)

    @cached_property
    def read(self) -> pl.DataFrame:
        """The content links whose words can be compared with their target's.

        Columns: `link` (row of LINKS), `text` (the words before, in and after it), `source_id`,
        `target_id`.
        """
        ids = self.graph.links.select("source_id", "target_id", "link_position", "repeated")
        texts = ids.with_columns(
            text=self.tables.links.select(_words_around()).to_series(),
            speaks=self.graph.linking.gather(ids["source_id"]),
            has_text=self.has_text.gather(ids["target_id"]),
        )
        return (
            texts.with_row_index("link")
            .filter(
                pl.col("link_position") == "content",
                ~pl.col("repeated").fill_null(value=False),
                pl.col("source_id") != pl.col("target_id"),
                "speaks",
                "has_text",
                pl.col("text").str.contains(HAS_WORDS),
            )
            .select("link", "text", "source_id", "target_id")
        )

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of its pages, rows by page_id."""
        return Vectors.of(self.corpus)

    @cached_property
    def relevance(self) -> Relevance | None:
        """Relevance, by the links that were read; None for a site without any text."""
        if self.tables.passages.head(1).collect().is_empty() or self.corpus.passages.is_empty():
            return None
        languages = self.corpus.documents["language"].gather(self.read["source_id"])
        sources, targets = (
            self.read[name].cast(pl.Int64).to_numpy() for name in ("source_id", "target_id")
        )
        own = OwnLinks(self.read["text"], languages, sources, targets)
        return Relevance(self.vectors, own)

    @property
    def has_text(self) -> pl.Series:
        """Whether each page has a word of text or title."""
        corpus = self.corpus
        words = np.diff(corpus.tokens_by_page.offsets) + np.diff(corpus.titles.offsets)
        return pl.Series(words > 0)


def _words_around() -> pl.Expr:
    """The words before a link, in it, and after it."""
    anchor, alt = (
        pl.when(pl.col(c).str.len_bytes() > 0).then(c) for c in ("anchor_text", "alt_text")
    )
    said = pl.coalesce(anchor, alt)
    return pl.concat_str("text_before", said, "text_after", separator=" ", ignore_nulls=True)
