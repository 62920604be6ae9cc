"""Where in a source a link to a target could stand: spans of free words, with what speaks for each.

A span lies within one sentence, outside of headings, code and existing links.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.site import Flags, Floats, Ids, Rows, Sparse, spread
from linkequity.advice.ranking.pairs.features import Featuring
from linkequity.advice.ranking.pairs.phrase_features import capitals, neighbours
from linkequity.advice.ranking.placing.page_text import PageText
from linkequity.advice.ranking.placing.surroundings import SURROUNDINGS, surroundings

# Spans that are looked at closely; the true one is among these where its words say anything.
KEPT: Final = 160
# What the words at its edges say of a span, beside what its own words do.
LINKLY: Final = 0.07
SPAN_FEATURES: Final = (
    "belief anchored common linked told title_name heading_name name_in_text known "
    "title anchor heading terms title_density anchor_density terms_density "
    "words characters before after first_word last_word capital edge_title edge_anchor rarity "
    "gaps sentence_title sentence_anchor sentence_terms sentence_words place_in_sentence "
    "passage_cosine passage_place passage_linked whole_passage inviting "
    "title_share anchor_share belief_share terms_share passage_share rank "
    "path path_share lead lead_share sentence_title_share sentence_anchor_share "
    "sentence_terms_share"
).split() + list(SURROUNDINGS)


@dataclass(frozen=True)
class Spans:
    """Spans of one source for one target: tokens, the sentence of each (its first and last
    character in the passage), and features, a row a span.
    """

    first: Rows
    length: Rows
    passage: Rows
    sentence: Rows
    features: Floats
    known: Flags


def find_spans(featuring: Featuring, text: PageText, target: int) -> Spans:
    """The spans that say most, at most KEPT."""
    first, length = text.spans
    weights = _weights(featuring, text, target)
    said = {name: _sum(weight, first, length) for name, weight in weights.items()}
    named = _names(featuring, text, target)
    rough = 3 * named["belief"] + said["title"] + said["anchor"] + 0.5 * named["linked"]
    rough += 0.5 * said["heading"] + said["terms"] - 0.03 * length
    edges = _edges(featuring, text, first, length)
    rough += LINKLY * sum(edges.values())
    best = _largest(rough, KEPT)
    called = weights["title"] + weights["anchor"]
    columns = surroundings(featuring, text, target, best, (named["belief"], called))
    first, length = first[best], length[best]
    named = {name: column[best] for name, column in named.items()}
    said = {name: column[best] for name, column in said.items()}
    columns |= named | {name: column[best] for name, column in edges.items()}
    columns |= _described(featuring, text, target, weights, (first, length))
    columns |= said | _shares(said | named | columns)
    rank = np.empty(len(best))
    rank[np.argsort(-rough[best], kind="stable")] = np.arange(len(best))
    columns["rank"] = rank
    features = np.column_stack([columns[name] for name in SPAN_FEATURES]).astype(np.float32)
    sentence = text.bounds[text.sentence_of[first]] if len(first) else text.bounds[:0]
    passage = text.passage[first]
    return Spans(first + text.begin, length, passage, sentence, features, named["known"] > 0)


def _largest(values: Floats, count: int) -> Rows:
    """The places of the `count` largest values, in order of place; of equals the first."""
    if len(values) <= count:
        return np.arange(len(values))
    least = np.partition(values, len(values) - count)[len(values) - count]
    above, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
    return np.sort(np.concatenate([above, equal[: count - len(above)]]))


def _edges(featuring: Featuring, text: PageText, first: Rows, length: Rows) -> dict[str, Floats]:
    """How likely a link is by the words before and after each span, and its first and last."""
    view = featuring.view
    tokens = view.index.site.tokens
    at, last = first + text.begin, first + text.begin + length - 1
    passage = text.passage[first]
    before, after = view.chances_around
    opening, closing = view.chances_within
    return {
        "before": before[neighbours(tokens.ids, tokens.offsets, passage, at - 1)],
        "after": after[neighbours(tokens.ids, tokens.offsets, passage, last + 1)],
        "first_word": opening[tokens.ids[at] + 1],
        "last_word": closing[tokens.ids[last] + 1],
    }


def _weights(featuring: Featuring, text: PageText, target: int) -> dict[str, Floats]:
    """Of each token its weight in the target's signatures and among its terms."""
    weights = {
        name: row_values(rows, target, text.ids)
        for name, rows in featuring.words.signatures.items()
    }
    weights["terms"] = row_values(featuring.view.index.site.page_rows, target, text.ids)
    weights["lead"] = row_values(featuring.view.index.written.leads, target, text.ids)
    return weights


def row_values(matrix: Sparse, row: int, columns: Ids) -> Floats:
    """Entries of one row at these columns; columns of the matrix sorted."""
    part = slice(int(matrix.indptr[row]), int(matrix.indptr[row + 1]))
    there, values = matrix.indices[part], matrix.data[part]
    if not len(there):
        return np.zeros(len(columns), dtype=np.float32)
    place = np.minimum(np.searchsorted(there, columns), len(there) - 1)
    return np.where(there[place] == columns, values[place], 0).astype(np.float32)


def _sum(weights: Floats, first: Rows, length: Rows) -> Floats:
    total = np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)])
    added: Floats = total[first + length] - total[first]
    return added


def _names(featuring: Featuring, text: PageText, target: int) -> dict[str, Floats]:
    """What the names of the target, and links of any page, say about each span."""
    view, beliefs = featuring.view, featuring.beliefs
    names, occurrences = view.index.names, view.index.occurrences
    rows, _ = spread(occurrences.begins, np.array([text.page]))
    phrase = occurrences.phrase[rows]
    name, owner = spread(names.begins, phrase)
    here = (names.page[name] == target) & view.alive[name]
    keys, order = text.sorted_spans
    columns = {
        "belief": beliefs.belief,
        "anchored": beliefs.anchored,
        "common": beliefs.common,
        "told": beliefs.told,
        "title_name": names.title,
        "heading_name": names.heading,
        "name_in_text": np.log1p(view.name_in_text),
        "known": (names.title >= 1) | (view.name_in_text + view.name_in_lists > 0),
    }
    row, at = name[here], owner[here]
    found = {
        kind: _put(
            keys,
            order,
            occurrences.first[rows[at]] - text.begin,
            names.length[phrase[at]],
            column[row],
        )
        for kind, column in columns.items()
    }
    chance = view.phrase_linked[phrase]
    begin = occurrences.first[rows] - text.begin
    found["linked"] = _put(keys, order, begin, names.length[phrase], chance)
    return found


def _put(keys: Rows, order: Rows, first: Rows, length: Rows, values: Floats) -> Floats:
    """Values of the spans that are named by first token and length; 0 for the others."""
    placed = np.zeros(len(keys), dtype=np.float32)
    if not len(keys):
        return placed
    wanted = (first << 8) + length
    place = np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)
    same = keys[order[place]] == wanted
    placed[order[place[same]]] = values[same]
    return placed


def _described(
    featuring: Featuring,
    text: PageText,
    target: int,
    weights: dict[str, Floats],
    spans: tuple[Rows, Rows],
) -> dict[str, Floats]:
    """The words of a span, around it, its sentence and its passage."""
    view = featuring.view
    site = view.index.site
    first, length = spans
    at = first + text.begin
    passage = text.passage[first]
    tokens = site.tokens
    offsets = tokens.offsets
    here = slice(text.begin, text.begin + len(text.ids))
    starts, ends = tokens.starts[here].astype(np.int64), tokens.ends[here].astype(np.int64)
    gap = np.ones(len(text.ids))
    gap[1:] = starts[1:] - ends[:-1]
    odd = np.concatenate([[0], np.cumsum(gap != 1)])
    sentence = text.sentence_of[first]
    count = np.bincount(text.sentence_of, minlength=len(text.bounds))
    begins = np.searchsorted(text.sentence_of, np.arange(len(text.bounds)))
    many = max(int(site.passages[text.page + 1] - site.passages[text.page]), 1)
    fit = (site.passage_rows[passage] @ site.page_rows[[target]].T).toarray().ravel()
    taken = view.linked_tokens[offsets[passage + 1]] - view.linked_tokens[offsets[passage]]
    size = np.maximum(offsets[passage + 1] - offsets[passage], 1)
    linked = view.phrase_linked_by_passage
    return {
        "words": length,
        "characters": ends[first + length - 1] - starts[first],
        "capital": capitals(site, at),
        "edge_title": _at_edges(weights["title"], first, length),
        "edge_anchor": _at_edges(weights["anchor"], first, length),
        "rarity": _sum(site.token_idf[text.ids], first, length),
        "gaps": odd[first + length] - odd[first + 1],
        "sentence_title": _by_sentence(text, weights["title"])[sentence],
        "sentence_anchor": _by_sentence(text, weights["anchor"])[sentence],
        "sentence_terms": _by_sentence(text, weights["terms"])[sentence],
        "sentence_words": count[sentence],
        "place_in_sentence": (first - begins[sentence]) / np.maximum(count[sentence], 1),
        "passage_cosine": fit,
        "passage_place": (passage - site.passages[text.page]) / many,
        "passage_linked": taken / size,
        "whole_passage": length == size,
        "inviting": linked[passage],
    }


def _at_edges(weights: Floats, first: Rows, length: Rows) -> Rows:
    """How many of the first and the last word carry weight."""
    edges: Rows = (weights[first] > 0).astype(np.int64) + (weights[first + length - 1] > 0)
    return edges


def _by_sentence(text: PageText, weights: Floats) -> Floats:
    """Sums over the tokens of each sentence."""
    sums = np.bincount(text.sentence_of, weights=weights, minlength=len(text.bounds))
    return sums.astype(np.float32)


def _shares(columns: dict[str, Floats]) -> dict[str, Floats]:
    length = np.maximum(columns["words"], 1)
    dense = {f"{name}_density": columns[name] / length for name in ("title", "anchor", "terms")}
    shares = {
        f"{name}_share": columns[source] / max(float(columns[source].max(initial=0)), 1e-9)
        for name, source in (
            ("title", "title"),
            ("anchor", "anchor"),
            ("belief", "belief"),
            ("terms", "terms"),
            ("path", "path"),
            ("lead", "lead"),
            ("sentence_title", "sentence_title"),
            ("sentence_anchor", "sentence_anchor"),
            ("sentence_terms", "sentence_terms"),
            ("passage", "passage_cosine"),
        )
    }
    return dense | shares
