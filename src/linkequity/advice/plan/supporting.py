"""Supporting pages that are there: near to the target in topic, and with equity to pass on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.advice.recommending.editor import Editor
from linkequity.advice.recommending.wording import Wording
from linkequity.model.facts import Facts
from linkequity.model.pages.start_pages import start_pages

Ids = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

# With three, a backlink on the target does the work of four pages: the least that is worth it.
WANTED: Final = 3
# Nearer than nine of ten pairs of pages, as recommended links must be, for pages that a cluster or
# a link joins with the target; any other must be nearer: on a site of many topics the nearest pages
# at .95 were on other topics still.
JOINED: Final = 0.9
NEAR: Final = 0.97
# On a small site no pair stands out so much: there the nearest so many pages will do.
NEIGHBOURS: Final = 5
# With less than this share of the nearest one's score a page is on something else, whatever its
# rank: scores of pages without a word in common are a little above or below none.
FAINT: Final = 0.05
# The nearest so many are weighed against each other by strength.
POOL: Final = 15
# A page that shares so much of its paragraphs, labels aside, with another is a copy of it.
PARAGRAPH: Final = 60
SAME: Final = 0.5
# What the weakest donor of them counts beside the strongest: nearness comes first.
LEAST_STRENGTH: Final = 0.75


@dataclass(frozen=True)
class Around:
    """A target and the pages that could support it, the best first. All are page_ids.

    Those that link to it already come first: somebody found them fit, and half the work is done.

    `linking_in` link to it in content, `linked_back` are linked from it.
    """

    target: int
    pool: tuple[int, ...]
    nearness: dict[int, float]
    linking_in: frozenset[int]
    linked_back: frozenset[int]


@dataclass(frozen=True)
class Supporter:
    """A supporting page; `words_in`, `words_back`: of the links that are missing, if any were
    found. `nearness`: share of all pairs of pages that have less in common.
    """

    page: int
    nearness: float
    links_in: bool
    links_back: bool
    words_in: Wording | None = None
    words_back: Wording | None = None


def look_around(facts: Facts, editor: Editor, target: int) -> Around:
    """Which pages could support a target: near it, in its language."""
    others = np.flatnonzero(_able(facts, target))
    raw, near = _nearness(facts, editor, others, target)
    in_cluster = _of_cluster(facts, target)[others]
    linking_in, linked_back = content_neighbours(facts, target)
    joined = in_cluster | np.isin(others, [*(linking_in | linked_back)])
    usual = 1 - NEIGHBOURS / max(len(others), NEIGHBOURS)
    bar = np.where(joined, min(JOINED, usual), min(NEAR, usual))
    kept = np.flatnonzero((near >= bar) & (raw > FAINT * raw.max(initial=0.0)))
    kept = kept[np.argsort(-raw[kept], kind="stable")[:POOL]]
    worth = raw[kept] * _strength(facts, others[kept])
    waiting = ~np.isin(others[kept], [*linking_in])
    order = kept[np.lexsort((-worth, waiting))]
    return Around(
        target,
        tuple(int(page) for page in others[order]),
        {int(others[at]): float(near[at]) for at in kept},
        linking_in,
        linked_back,
    )


def choose_supporters(
    editor: Editor, around: Around, pinned: Sequence[int], wanted: int = WANTED
) -> list[Supporter]:
    """Those of an earlier plan, then the best of the pool that are no copies of another; with the
    words of missing links, those from the target each in a passage of its own.
    """
    chosen = list(dict.fromkeys(pinned))
    for page in around.pool:
        if len(chosen) < wanted and not _has_copy(editor, page, [around.target, *chosen]):
            chosen.append(page)
    taken = set[int]()
    supporters = []
    for page in chosen:
        found = _supporter(editor, around, page, taken)
        taken |= {found.words_back.passage} if found.words_back else set()
        supporters.append(found)
    return supporters


def _has_copy(editor: Editor, page: int, others: Sequence[int]) -> bool:
    """Whether one of the others is this page, or says half of what it says, word for word."""
    own = _paragraphs(editor, page)
    said = [own & _paragraphs(editor, other) for other in others]
    return page in others or any(len(same) > SAME * len(own) for same in said)


def _paragraphs(editor: Editor, page: int) -> frozenset[str]:
    begin, end = editor.site.passages[page : page + 2]
    return frozenset(text for text in editor.site.texts[begin:end] if len(text) >= PARAGRAPH)


def content_neighbours(facts: Facts, target: int) -> tuple[frozenset[int], frozenset[int]]:
    """Pages that link to a page in content, and pages it links to, by links that pass equity."""
    links = facts.transition.graph.links.select("source_id", "target_id", "link_position").filter(
        pl.Series(facts.transition.passes), pl.col("link_position") == "content"
    )
    into = links.filter(pl.col("target_id") == target, pl.col("source_id") != target)
    out = links.filter(pl.col("source_id") == target, pl.col("target_id") != target)
    return frozenset(into["source_id"].to_list()), frozenset(out["target_id"].to_list())


def _supporter(editor: Editor, around: Around, page: int, taken: set[int]) -> Supporter:
    links_in, links_back = page in around.linking_in, page in around.linked_back
    return Supporter(
        page,
        around.nearness.get(page, 0.0),
        links_in,
        links_back,
        None if links_in else editor.wording(page, around.target),
        None if links_back else editor.wording(around.target, page, taken),
    )


def _able(facts: Facts, target: int) -> Flags:
    languages = np.array([language or "" for language in facts.text.corpus.languages])
    able: Flags = facts.content & (languages == languages[target]) & ~start_pages(facts.graph)
    able[_above(facts, target)] = False
    return able


def _above(facts: Facts, target: int) -> Ids:
    """The target and the pages it lies below, by path: these lead to it, and to all beside it."""
    urls = facts.graph.pages["url"]
    lies_below = pl.lit(str(urls[target])).str.starts_with(pl.col("url").str.strip_chars_end("/"))
    above: Ids = np.flatnonzero(urls.to_frame("url").select(lies_below).to_series().to_numpy())
    return above


def _nearness(facts: Facts, editor: Editor, pages: Ids, target: int) -> tuple[Floats, Floats]:
    """Raw score and percentile of each page to the target; zeros for a site without text."""
    relevance, same = facts.text.relevance, np.full(len(pages), target, dtype=np.int64)
    if relevance is None or not len(pages):
        return np.zeros(len(pages)), np.zeros(len(pages))
    raw: Floats = relevance.score_pages(pages, same).astype(np.float64)
    near: Floats = editor.alike.percentiles(pages, same).astype(np.float64)
    return raw, near


def _of_cluster(facts: Facts, target: int) -> Flags:
    cluster = facts.clusters.pages["cluster"]
    own = cluster.gather([target])
    same: Flags = cluster.is_in(own.drop_nulls().implode()).fill_null(value=False).to_numpy()
    return same


def _strength(facts: Facts, pages: Ids) -> Floats:
    """LEAST_STRENGTH for the weakest donor of these, 1 for the strongest, by rank."""
    strength = facts.pages["donor_strength"].to_numpy()[pages]
    rank = np.argsort(np.argsort(strength, kind="stable"), kind="stable")
    return LEAST_STRENGTH + (1 - LEAST_STRENGTH) * rank / max(len(pages) - 1, 1)
