"""Clusters found: which pages take part, and in which group each is.

A page takes part if it is indexable content with FEWEST_WORDS words or more; the start page is
about the whole site and stays out, as do those of its languages (`/de/`). Each language is looked
at for itself. Groups of fewer than FEWEST_PAGES pages are none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.model.clusters.communities import Groups, sub_topics_of, topics_of
from linkequity.model.clusters.describing import Ground
from linkequity.model.clusters.labels import Heads, have_in_title, label_groups
from linkequity.model.clusters.neighbours import Neighbours
from linkequity.model.clusters.network import weave
from linkequity.model.clusters.pins import apply_pins
from linkequity.model.links.graph import Graph
from linkequity.model.pages.site_text import SiteText
from linkequity.model.pages.start_pages import start_pages

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FEWEST_WORDS: Final = 40
FEWEST_PAGES: Final = 3
SERIES: Final = 0.8
# A supporting page is asked to link to so many of the pages nearest to it.
NEAR: Final = 3


@dataclass(frozen=True)
class Found:
    """Of each page, by page_id, its topic and sub-topic, or −1; `near`: pairs of near pages."""

    topic: Groups
    sub_topic: Groups
    near: tuple[Rows, Rows]


def content_links(graph: Graph) -> csr_array:
    """Pages × pages: 1 where a followed content link of the page's own leads to the other."""
    own = (
        graph.links.with_columns(speaks=graph.linking.gather(graph.links["source_id"]))
        .filter(
            pl.col("link_position") == "content",
            ~pl.col("repeated").fill_null(value=False),
            "followed",
            "speaks",
            pl.col("target_id") != pl.col("source_id"),
        )
        .select("source_id", "target_id")
        .unique()
        .sort("source_id", "target_id")
    )
    ends = own["source_id"].to_numpy(), own["target_id"].to_numpy()
    pages = len(graph.pages)
    return csr_array((np.ones(len(own)), ends), shape=(pages, pages))


def find_groups(ground: Ground, content: Flags) -> Found:
    """Topics and sub-topics among the `content` pages, language by language, pins applied."""
    text, pins = ground.text, ground.pins
    taking_part = content & (np.diff(text.corpus.tokens_by_page.offsets) >= FEWEST_WORDS)
    taking_part &= ~start_pages(ground.graph)
    taking_part |= pins.pages
    topic, sub_topic = (np.full(len(taking_part), -1, dtype=np.int64) for _ in range(2))
    near = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for rows in _by_language(text.corpus.languages, taking_part):
        views = [view[rows] for view in (text.vectors.page_topics, text.vectors.opening_topics)]
        network = weave(views, ground.linked[rows][:, rows])
        topics = topics_of(network.weights)
        topic[rows] = topics + topic.max() + 1
        sub_topic[rows] = sub_topics_of(network.weights, topics) + sub_topic.max() + 1
        near.append(_near(network.neighbours, rows))
    topic = _of_one_name(text, _large(topic, pins.pages))
    topic = apply_pins(topic, pins, text.vectors.page_topics)
    topic = _large(topic, pins.pages)
    source, target = (np.concatenate([pair[side] for pair in near]) for side in (0, 1))
    return Found(topic, _within(topic, sub_topic), (source, target))


def _by_language(languages: list[str | None], taking_part: Flags) -> Iterator[Rows]:
    spoken = np.array([language or "" for language in languages], dtype=np.str_)
    for language in np.unique(spoken[taking_part]):
        rows = np.flatnonzero(taking_part & (spoken == language))
        if len(rows) >= FEWEST_PAGES:
            yield rows


def _near(neighbours: Neighbours, rows: Rows) -> tuple[Rows, Rows]:
    nearest = neighbours.rows[:, :NEAR]
    return np.repeat(rows, nearest.shape[1]), rows[nearest.ravel()]


def _large(groups: Groups, pinned: Flags) -> Groups:
    """Groups of FEWEST_PAGES pages, or with a pinned one, numbered from 0; −1 for the rest."""
    named, which, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    kept = (sizes >= FEWEST_PAGES) | (np.bincount(which, pinned, len(named)) > 0)
    kept &= named >= 0
    numbers: Groups = np.where(kept, np.cumsum(kept) - 1, -1)[which]
    return numbers


def _of_one_name(text: SiteText, topic: Groups) -> Groups:
    """Groups of one language that are called the same made one: a series whose words change.

    One word alone is met in many a title: it makes a series where nearly all titles have it.
    """
    rows = np.flatnonzero(topic >= 0)
    if not len(rows):
        return topic
    spoken = np.unique([language or "" for language in text.corpus.languages], return_inverse=True)
    language, heads = spoken[1][rows], Heads(text.vectors, rows)
    labels = label_groups(heads, topic[rows], language)
    titled = have_in_title(heads, topic[rows], labels)
    share = np.bincount(topic[rows], titled) / np.bincount(topic[rows])
    speaks = dict(zip(topic[rows].tolist(), language.tolist(), strict=True))
    first: dict[tuple[int, tuple[int, ...]], int] = {}
    same = [
        first.setdefault((speaks[group], label.features), group)
        if len(label.features) > 1 or share[group] >= SERIES
        else group
        for group, label in enumerate(labels)
    ]
    merged = topic.copy()
    merged[rows] = np.array(same, dtype=np.int64)[topic[rows]]
    return merged


def _within(topic: Groups, sub_topic: Groups) -> Groups:
    """Sub-topics of topics that divide into two or more, numbered from 0; −1 elsewhere."""
    both = np.where((topic >= 0) & (sub_topic >= 0), topic * len(topic) + sub_topic, -1)
    nobody = np.zeros(len(topic), dtype=bool)
    pages = pl.DataFrame({"topic": topic, "group": _large(both, nobody)})
    named = (pl.col("topic") >= 0) & (pl.col("group") >= 0)
    counted = pl.col("group").filter(named).n_unique().over("topic")
    divided = pages.select(divided=named & (counted > 1)).to_series().to_numpy()
    return _large(np.where(divided, pages["group"].to_numpy(), -1), nobody)
