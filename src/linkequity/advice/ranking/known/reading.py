"""Frames of pages, passages and links, or the vectors of a corpus, to a Site."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from linkequity.advice.ranking.known.site import Links, Site, Sparse
from linkequity.text.corpus import Corpus, read_corpus
from linkequity.text.vectors import Vectors

HEADING: Final = "^h[1-6]?$|^th$|^caption$|^dt$"
NO_WORD: Final = re.compile(r"[_\W]+")
EXTENSION: Final = re.compile(r" \w{2,4}$| index$")
CODE: Final = "^(pre|code|kbd|samp)$"


def read_site(documents: pl.DataFrame, passages: pl.DataFrame, links: Links) -> Site:
    """A site of these pages.

    `documents`: document, url, title, language. `passages`: document, tag, text, repeated (left
    out where true). `links`: pages are rows of `documents`, passages are rows of `passages`.
    """
    corpus = read_corpus(documents, passages)
    urls = documents["url"].fill_null("").to_list()
    return site_of_vectors(Vectors.of(corpus), urls, _moved(links, corpus, passages.height))


def site_of_vectors(vectors: Vectors, urls: Sequence[str], links: Links) -> Site:
    """A site of pages read already; passages of links are rows of the corpus's."""
    corpus = vectors.corpus
    titles = corpus.documents["title"].fill_null("").to_list()
    tags = corpus.passages["tag"].fill_null("p").str.to_lowercase()
    return Site(
        urls=urls,
        texts=corpus.passages["text"].to_list(),
        page_of=corpus.passages["page"].to_numpy(),
        heading=tags.str.contains(HEADING).to_numpy(),
        code=tags.str.contains(CODE).to_numpy(),
        tokens=corpus.tokens,
        titles=corpus.titles,
        paths=corpus.vocabulary.read([_path(url) for url in urls], corpus.languages),
        vocabulary=corpus.vocabulary,
        token_idf=corpus.idf,
        page_rows=_narrow(vectors.pages),
        passage_rows=_narrow(vectors.passages),
        title_rows=_narrow(vectors.read(titles, corpus.languages)),
        topics=vectors.page_topics,
        links=links,
        languages=corpus.languages,
    )


def _path(url: str) -> str:
    """The words of a URL's path, host and last extension left out."""
    path = url.split("://", 1)[-1].partition("/")[2] if "://" in url else url
    return EXTENSION.sub("", NO_WORD.sub(" ", unquote(path.split("?")[0])))


def _narrow(rows: csr_array) -> Sparse:
    """Values in single precision, columns in order."""
    narrow = rows.astype(np.float32)
    narrow.sort_indices()
    return narrow


def _moved(links: Links, corpus: Corpus, rows: int) -> Links:
    """Links whose passages are rows of the corpus; places in passages left out are not known."""
    now = np.full(rows + 1, -1, dtype=np.int32)
    now[corpus.passages["row"].to_numpy()] = np.arange(corpus.passages.height)
    return replace(links, passage=now[links.passage])
