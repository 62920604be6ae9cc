"""Corpora made up for tests: pages of some topics, each with words of its own."""

import numpy as np
import polars as pl

from linkequity.text.corpus import Corpus, read_corpus

Page = tuple[str, str | None, str, list[str]]


def corpus_of(pages: list[Page]) -> Corpus:
    """A corpus of (name, language, title, passages)."""
    schema = {"document": pl.String, "language": pl.String, "title": pl.String}
    documents = pl.DataFrame([page[:3] for page in pages], schema=schema, orient="row")
    rows = [(page[0], text) for page in pages for text in page[3]]
    passages = pl.DataFrame(
        rows, schema={"document": pl.String, "text": pl.String}, orient="row"
    ).with_columns(repeated=False)
    return read_corpus(documents, passages)


def word(number: int) -> str:
    """A word that no stemmer touches: consonants, each number one."""
    letters = "bcdfgklmnp"
    return "".join(letters[int(digit)] for digit in f"{number:04d}") + "ax"


SMALL_WORDS = {"en": "the and of to", "de": "der die und das"}


def topical(pages: int = 60, topics: int = 4, seed: int = 1, language: str = "en") -> list[Page]:
    """Pages p0, p1 …: page i is on topic i % topics, half of its words from the topic's thirty."""
    random = np.random.default_rng(seed)
    made: list[Page] = []
    for page in range(pages):
        topic = page % topics
        texts = []
        for _ in range(3):
            own = 30 * topic + random.integers(0, 30, 15)
            any_topic = 1000 + random.integers(0, 400, 15)
            words = [word(int(n)) for n in random.permutation([*own, *any_topic])]
            texts.append(" ".join([SMALL_WORDS[language], *words]))
        made.append((f"p{page}", language, f"{word(30 * topic)} {word(2000 + page)}", texts))
    return made
