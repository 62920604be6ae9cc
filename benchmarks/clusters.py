"""Clusters against the categories that editors gave the articles of an encyclopaedia.

BENCH_DATA/linkbench/wikispeedia.jsonl.xz: articles with `cats`, paths of categories. Disagreement
is 1 − adjusted mutual information (Vinh, Epps and Bailey 2010) with the first category of each
article, cut at its second level and whole: 1 by chance, 0 for the same groups. Compared are topics
before small groups are dropped; the articles count as one language, which they are.
"""

import lzma
import os
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import polars as pl
from scipy.sparse import csr_array

from benchmarks.figure import Figure
from linkequity.model.clusters.communities import topics_of
from linkequity.model.clusters.network import weave
from linkequity.text.corpus import read_corpus
from linkequity.text.vectors import Dense, Vectors

TARGET = 0.40
NAMES = ("clusters-wikispeedia-second-level", "clusters-wikispeedia-finest", "clusters-wikispeedia")


class Block(msgspec.Struct):
    """A block of text."""

    t: str


class Article(msgspec.Struct):
    """An article, the ids it links to, the paths of its categories: `subject.Science.Physics`."""

    id: int
    title: str
    blocks: list[Block]
    out: list[int]
    cats: list[str]


def figures() -> Iterator[Figure]:
    """Disagreement with the editors' categories, and CPU seconds from latent topics on."""
    file = Path(os.environ.get("BENCH_DATA", "")) / "linkbench" / "wikispeedia.jsonl.xz"
    if not file.is_file():
        yield from (Figure(name, None, "1-AMI") for name in NAMES)
        return
    with lzma.open(file) as stream:
        articles = [msgspec.json.decode(line, type=Article) for line in stream]
    views, linked = _latent_topics(articles), _links(articles)
    began = time.process_time()
    groups = topics_of(weave(views, linked).weights)
    spent = time.process_time() - began
    yield Figure(NAMES[0], _disagreement(articles, groups, 3), "1-AMI", target=TARGET)
    yield Figure(NAMES[1], _disagreement(articles, groups, 9), "1-AMI", target=TARGET)
    yield Figure(f"{NAMES[2]}-cpu", spent, "s")


def _latent_topics(articles: list[Article]) -> list[Dense]:
    names = [str(article.id) for article in articles]
    documents = pl.DataFrame(
        {"document": names, "title": [a.title for a in articles], "language": ["en"] * len(names)}
    )
    rows = [(str(a.id), block.t) for a in articles for block in a.blocks]
    passages = pl.DataFrame(rows, schema=["document", "text"], orient="row")
    vectors = Vectors.of(read_corpus(documents, passages))
    return [vectors.page_topics, vectors.opening_topics]


def _links(articles: list[Article]) -> csr_array:
    row = {article.id: number for number, article in enumerate(articles)}
    pairs = {(row[a.id], row[target]) for a in articles for target in a.out if target in row}
    source, target = np.array(sorted(pairs)).T
    shape = (len(articles), len(articles))
    return csr_array((np.ones(len(source)), (source, target)), shape=shape)


def _disagreement(
    articles: list[Article], groups: "np.ndarray[tuple[int], np.dtype[np.int64]]", depth: int
) -> float | None:
    """1 − AMI with categories cut at a depth; None where scikit-learn is not there."""
    try:
        from sklearn.metrics import adjusted_mutual_info_score  # noqa: PLC0415
    except ImportError:
        return None
    named = [number for number, article in enumerate(articles) if article.cats]
    truth = [".".join(articles[number].cats[0].split(".")[:depth]) for number in named]
    return 1 - float(adjusted_mutual_info_score(truth, groups[named]))
