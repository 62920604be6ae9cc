"""Clusters found: which pages take part, in which group each is, and what stands in its middle.

A page takes part if it is indexable content with FEWEST_WORDS words or more; the start page is
about the whole site and stays out. Each language is looked at for itself. Groups of fewer than
FEWEST_PAGES pages are none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.model.clusters.communities import Groups, sub_topics_of, topics_of
from linkequity.model.clusters.describing import Ground, describe
from linkequity.model.clusters.network import weave
from linkequity.model.clusters.tables import CLUSTER_PAGES
from linkequity.model.graph import Graph
from linkequity.model.site_text import SiteText

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FEWEST_WORDS: Final = 40
FEWEST_PAGES: Final = 3


@dataclass(frozen=True)
class Clusters:
    """The clusters of a site. `pages`: CLUSTER_PAGES, a row a page."""

    pages: pl.DataFrame


@dataclass(frozen=True)
class Found:
    """Groups before they have names: of each page, by page_id, its topic and sub-topic, or −1."""

    topic: Groups
    sub_topic: Groups


def content_links(graph: Graph) -> csr_array:
    """Pages × pages: 1 where a content link of the page's own leads from one to the other."""
    pages = len(graph.pages)
    own = (
        graph.links.filter(
            pl.col("link_position") == "content",
            ~pl.col("repeated").fill_null(value=False),
            pl.lit(graph.linking.gather(graph.links["source_id"])).fill_null(value=False),
            pl.col("target_id") != pl.col("source_id"),
        )
        .select("source_id", "target_id")
        .unique()
        .sort("source_id", "target_id")
    )
    ends = own["source_id"].to_numpy(), own["target_id"].to_numpy()
    return csr_array((np.ones(len(own)), ends), shape=(pages, pages))


def find_clusters(text: SiteText, graph: Graph, content: Flags, site: str) -> Clusters:
    """The clusters among the `content` pages of a site."""
    linked = content_links(graph)
    taking_part = content & (_words(text) >= FEWEST_WORDS)
    if graph.start >= 0:
        taking_part[graph.start] = False
    found = _find(text, linked, taking_part)
    return Clusters(_named(Ground(text, graph, linked, site), found))


def _named(ground: Ground, found: Found) -> pl.DataFrame:
    """CLUSTER_PAGES of the groups found."""
    topics = describe(ground, found.topic, _numbered(ground.text.corpus.languages), "cluster")
    within = describe(ground, found.sub_topic, found.topic, "sub_cluster")
    divided = within.select(sub_cluster="id", sub_label="label")
    return (
        pl.concat([topics.rename({"id": "cluster"}), divided], how="horizontal")
        .with_columns(page_id=pl.int_range(pl.len(), dtype=pl.Int32))
        .select(CLUSTER_PAGES.schema.names())
    )


def _numbered(languages: Sequence[str | None]) -> Groups:
    return np.unique([language or "" for language in languages], return_inverse=True)[1]


def _words(text: SiteText) -> Rows:
    return np.diff(text.corpus.tokens_by_page.offsets)


def _find(text: SiteText, linked: csr_array, taking_part: Flags) -> Found:
    """Topics and sub-topics, language by language."""
    topic, sub_topic = (np.full(len(taking_part), -1, dtype=np.int64) for _ in range(2))
    for rows in _by_language(text, taking_part):
        weights = weave(text.vectors.page_topics[rows], linked[rows][:, rows]).weights
        topics = topics_of(weights)
        topic[rows] = topics + topic.max() + 1
        sub_topic[rows] = sub_topics_of(weights, topics) + sub_topic.max() + 1
    topic, sub_topic = _large(topic), _large(sub_topic)
    return Found(topic, _large(np.where(_divided(topic, sub_topic), sub_topic, -1)))


def _divided(topic: Groups, sub_topic: Groups) -> Flags:
    """Whether the topic of each page has more than one sub-topic."""
    pages = pl.DataFrame({"topic": topic, "sub_topic": sub_topic})
    named = (pl.col("topic") >= 0) & (pl.col("sub_topic") >= 0)
    counted = pl.col("sub_topic").filter(named).n_unique().over("topic")
    return pages.select(divided=named & (counted > 1)).to_series().to_numpy()


def _by_language(text: SiteText, taking_part: Flags) -> Iterator[Rows]:
    spoken = np.array([language or "" for language in text.corpus.languages], dtype=np.str_)
    for language in np.unique(spoken[taking_part]):
        rows = np.flatnonzero(taking_part & (spoken == language))
        if len(rows) >= FEWEST_PAGES:
            yield rows


def _large(groups: Groups) -> Groups:
    """Groups of FEWEST_PAGES pages or more, numbered from 0; −1 for the rest."""
    named, which, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    kept = (sizes >= FEWEST_PAGES) & (named >= 0)
    numbers = np.where(kept, np.cumsum(kept) - 1, -1)
    numbered: Groups = numbers[which]
    return numbered
