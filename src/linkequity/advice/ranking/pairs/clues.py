"""What speaks for a link at one place of a name: its words, what is around it, and both pages."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from linkequity.advice.ranking.known.passage_kernel import products
from linkequity.advice.ranking.known.site import Flags, Floats, Rows
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.phrase_features import (
    Beliefs,
    Evidence,
    Mentions,
    capitals,
    links_in_passage,
)

Columns: TypeAlias = dict[str, Rows | Floats | Flags]

# Of each pair of pages so many places, those believed most, are looked at closely.
CLOSELY: Final = 8
FAR: Final = 50


@dataclass(frozen=True)
class Clues:
    """`rows`: those of the mentions that are looked at, in order; `columns`: by what speaks for
    them, a number each.
    """

    mentions: Mentions
    rows: Rows
    columns: Columns

    @property
    def names(self) -> tuple[str, ...]:
        """What each column is."""
        return tuple(self.columns)

    @property
    def table(self) -> Floats:
        """A row a mention."""
        table: Floats = np.column_stack(list(self.columns.values())).astype(np.float32)
        return table


def find_clues(view: View, beliefs: Beliefs, evidence: Evidence, sources: Rows) -> Clues:
    """The clues of the places of each pair that are believed most."""
    mentions = evidence.mentions
    pair = np.repeat(np.arange(len(mentions.begins) - 1), np.diff(mentions.begins))
    rows = np.flatnonzero(np.arange(len(pair)) - mentions.begins[pair] < CLOSELY)
    columns = (
        _of_names(view, beliefs, mentions, rows)
        | _of_words(view, evidence, rows)
        | _of_places(view, mentions, sources, rows, pair[rows])
        | _of_pages(view, mentions, sources, rows, pair[rows])
    )
    return Clues(mentions, rows, columns)


def _of_names(view: View, beliefs: Beliefs, mentions: Mentions, rows: Rows) -> Columns:
    """How surely the name means the page, and how often it is a link."""
    index = view.index
    name = mentions.name[rows]
    phrase = index.names.phrase_of[name]
    return {
        "belief": mentions.belief[rows],
        "anchored": beliefs.anchored[name],
        "common": beliefs.common[name],
        "linked": beliefs.linked[name],
        "told": beliefs.told[name],
        "title": index.names.title[name],
        "heading": index.names.heading[name],
        "in_text": view.name_in_text[name],
        "in_lists": view.name_in_lists[name],
        "words": index.names.length[phrase],
        "pages": index.occurrences.pages_with[phrase],
        "means": view.meanings[phrase],
    }


def _of_words(view: View, evidence: Evidence, rows: Rows) -> Columns:
    """The words beside the place, and its own."""
    mentions = evidence.mentions
    site, names = view.index.site, view.index.names
    at = mentions.at[rows]
    length = names.length[names.phrase_of[mentions.name[rows]]]
    last = at + length - 1
    rarity = np.zeros(len(rows))
    for step in range(int(length.max(initial=0))):
        there = length > step
        rarity[there] += site.token_idf[site.tokens.ids[at[there] + step]]
    return {
        "before": evidence.before[rows],
        "after": evidence.after[rows],
        "first_word": evidence.first_word[rows],
        "last_word": evidence.last_word[rows],
        "share": evidence.share[rows],
        "lead": evidence.lead[rows],
        "capital": capitals(site, at),
        "last_capital": capitals(site, last),
        "rarity": rarity,
    }


def _of_places(view: View, mentions: Mentions, sources: Rows, rows: Rows, pair: Rows) -> Columns:
    """Where on the page the place is, and which mention of the target."""
    site, names = view.index.site, view.index.names
    at = mentions.at[rows]
    length = names.length[names.phrase_of[mentions.name[rows]]]
    passage = site.passage_of_token[at]
    page = sources[mentions.place[rows]]
    offsets = site.tokens.offsets
    size = np.maximum(offsets[passage + 1] - offsets[passage], 1)
    first = np.minimum.reduceat(mentions.at, mentions.begins[:-1]) if len(mentions.at) else at
    many = np.maximum(site.passages[page + 1] - site.passages[page], 1)
    return {
        "passage_place": (passage - site.passages[page]) / many,
        "passage_size": size,
        "share_of_passage": length / size,
        "passage_links": links_in_passage(view, passage),
        "since_first": at - first[pair],
        "mentions": np.diff(mentions.begins)[pair],
        "starts": np.minimum(at - offsets[passage], FAR),
        "ends": np.minimum(offsets[passage + 1] - at - length, FAR),
    }


def _of_pages(view: View, mentions: Mentions, sources: Rows, rows: Rows, pair: Rows) -> Columns:
    """What passage, page and target have in common, and how often the target is linked."""
    site = view.index.site
    target = mentions.target[rows]
    passage = site.passage_of_token[mentions.at[rows]].astype(np.int64)
    begins = mentions.begins[:-1]
    source, named = sources[mentions.place[begins]], mentions.target[begins]
    linked = np.bincount(view.in_text.indices, minlength=len(site))
    topics = np.einsum("ij,ij->i", site.topics[source], site.topics[named])
    return {
        "passage_cosine": products(site.passage_rows, site.page_rows, passage, target),
        "cosine": products(site.page_rows, site.page_rows, source, named)[pair],
        "topics": topics[pair],
        "linked_by": linked[target],
    }
