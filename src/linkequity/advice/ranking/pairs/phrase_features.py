"""What the names say: which of a target's names stand unlinked in the source, and how surely."""

from dataclasses import dataclass

import numpy as np

from linkequity.advice.ranking.known.names import SHARED_NAMES
from linkequity.advice.ranking.known.site import Flags, Floats, Ids, Rows, Site, spread
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.beside import Beside


@dataclass(frozen=True)
class Mentions:
    """Free places of names in some sources, one row a place and a page it may mean, by pair.

    `place`: row among the sources; `target`: page; `name`: row of Names; `at`: first token;
    `belief`: how likely such a place is a link to that page, roughly; within a pair the most
    likely first. `begins`: the first row of each pair, and the number of rows at the end.
    """

    place: Rows
    target: Rows
    name: Rows
    at: Rows
    belief: Floats
    begins: Rows


@dataclass(frozen=True)
class Evidence:
    """Of each of `mentions`: what the words before, after, at its beginning and at its end say of
    its being a link; of all that its place may mean its share of belief, and how near it comes to
    what is believed most.
    """

    mentions: Mentions
    before: Floats
    after: Floats
    first_word: Floats
    last_word: Floats
    share: Floats
    lead: Floats

    @property
    def fit(self) -> Floats:
        """What all the words say together."""
        total: Floats = self.before + self.after + self.first_word + self.last_word
        return total


@dataclass(frozen=True)
class Beliefs:
    """By name. `anchored`: how often a page with the phrase links it to this page; `common`: how
    often it means this page; `linked`: how often the phrase is a link; `told`: how often a page
    with the phrase links to the page it names; `belief` of all of them. `before`, `after`: what the
    words beside a name say.
    """

    anchored: Floats
    common: Floats
    linked: Floats
    told: Floats
    belief: Floats
    before: Beside
    after: Beside

    @classmethod
    def of(cls, view: View) -> "Beliefs":
        """Shares, with half a page's doubt added."""
        names, occurrences = view.index.names, view.index.occurrences
        phrase = names.phrase_of
        says = names.title + 0.5 * names.heading * (names.title < 1)
        votes = view.name_in_text + 0.5 * view.name_in_lists + says
        common = votes / np.maximum(view.by_phrase(votes)[phrase], 1e-6)
        pages_with = occurrences.pages_with[phrase] + 0.5
        linked = view.by_phrase(view.name_in_text)[phrase] / pages_with
        told = view.told / pages_with
        used = view.by_phrase(view.name_in_text)[phrase]
        anchored = linked * view.name_in_text / np.maximum(used, 1)
        length = np.minimum(names.length[phrase], 5)
        belief = common * (linked + 0.05 + 0.15 * names.title**2) * (1 + 0.3 * length) + 0.3 * told
        return cls(anchored, common, linked, told, belief.astype(np.float32), *Beside.of(view))


def find_mentions(view: View, beliefs: Beliefs, sources: Rows) -> Mentions:
    """All free places of names in these sources that name another page, not linked yet."""
    index = view.index
    site, names, occurrences = index.site, index.names, index.occurrences
    rows, place = spread(occurrences.begins, sources)
    free = _free(view, rows)
    rows, place = rows[free], place[free]
    phrase = occurrences.phrase[rows]
    few = view.meanings[phrase] <= SHARED_NAMES
    rows, place, phrase = rows[few], place[few], phrase[few]
    name, owner = spread(names.begins, phrase)
    place, at = place[owner], occurrences.first[rows[owner]]
    target = names.page[name].astype(np.int64)
    other = target != sources[place]
    other &= view.alive[name]
    other &= ~view.knows(site.pair_keys(sources[place], target))
    place, target, name, at = place[other], target[other], name[other], at[other]
    belief = beliefs.belief[name]
    order = np.lexsort((at, -belief, target, place))
    place, target, name, at = place[order], target[order], name[order], at[order]
    fresh = np.ones(len(place), dtype=np.bool_)
    fresh[1:] = (place[1:] != place[:-1]) | (target[1:] != target[:-1])
    begins = np.append(np.flatnonzero(fresh), len(place))
    return Mentions(place, target, name, at, belief[order], begins)


def _free(view: View, rows: Rows) -> Flags:
    """Whether no token of each occurrence is part of a visible link."""
    occurrences, names = view.index.occurrences, view.index.names
    first = occurrences.first[rows]
    end = first + names.length[occurrences.phrase[rows]]
    free: Flags = view.linked_tokens[end] == view.linked_tokens[first]
    return free


def phrase_features(
    view: View,
    beliefs: Beliefs,
    evidence: Evidence,
    sources: Rows,
    pairs: tuple[Rows, Rows],
) -> dict[str, Floats]:
    """A column a feature, a row a pair (place among sources, target); all 0 without a mention."""
    columns = _by_group(view, beliefs, evidence, sources)
    return of_pairs(evidence.mentions, len(view.index.site), columns, pairs)


def of_pairs(
    mentions: Mentions, pages: int, columns: dict[str, Floats], pairs: tuple[Rows, Rows]
) -> dict[str, Floats]:
    """Columns of groups of mentions as columns of pairs (place among sources, target)."""
    place, target = pairs
    group, there = _group_of(mentions, pages, place, target)
    found = {}
    for name, column in columns.items():
        values = np.zeros(len(place), dtype=np.float32)
        values[there] = column[group[there]]
        found[name] = values
    return found


def _group_of(mentions: Mentions, pages: int, place: Rows, target: Rows) -> tuple[Rows, Flags]:
    first = mentions.begins[:-1]
    keys = mentions.place[first] * pages + mentions.target[first]
    wanted = place * pages + target
    if not len(keys):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.bool_)
    group = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return group, keys[group] == wanted


def _by_group(view: View, beliefs: Beliefs, evidence: Evidence, sources: Rows) -> dict[str, Floats]:
    mentions = evidence.mentions
    index, begins = view.index, mentions.begins
    site, names = index.site, index.names
    first = begins[:-1]
    name, at = mentions.name[first], mentions.at[first]
    phrase = names.phrase_of[name]
    passage = site.passage_of_token[at]
    page = sources[mentions.place[first]]
    begin = site.passages[page]
    count = np.maximum(site.passages[page + 1] - begin, 1)
    fit = evidence.fit
    weighed = fit + np.log(mentions.belief + 1e-3)
    size = np.diff(site.tokens.offsets)[passage]
    columns = {
        "belief": mentions.belief[first],
        "belief_all": np.add.reduceat(mentions.belief, first),
        "mentions": np.log1p(np.diff(begins)),
        "anchored": np.maximum.reduceat(beliefs.anchored[mentions.name], first),
        "common": beliefs.common[name],
        "linked": beliefs.linked[name],
        "told": beliefs.told[name],
        "told_best": np.maximum.reduceat(beliefs.told[mentions.name], first),
        "name_title": names.title[name],
        "name_title_best": np.maximum.reduceat(names.title[mentions.name], first),
        "name_heading": np.maximum.reduceat(names.heading[mentions.name], first),
        "name_in_text": np.log1p(view.name_in_text[name]),
        "name_in_lists": np.log1p(view.name_in_lists[name]),
        "names_in_text": np.log1p(np.maximum.reduceat(view.name_in_text[mentions.name], first)),
        "phrase_length": names.length[phrase],
        "phrase_longest": np.maximum.reduceat(names.length[names.phrase_of[mentions.name]], first),
        "phrase_pages": np.log1p(index.occurrences.pages_with[phrase]),
        "phrase_means": np.log1p(view.meanings[phrase]),
        "phrase_place": (passage - begin) / count,
        "phrase_share_of_passage": names.length[phrase] / np.maximum(size, 1),
        "passage_size": np.log1p(size),
        "before": evidence.before[first],
        "after": evidence.after[first],
        "first_word": evidence.first_word[first],
        "last_word": evidence.last_word[first],
        "fit": fit[first],
        "around_best": np.maximum.reduceat(evidence.before + evidence.after, first),
        "fit_best": np.maximum.reduceat(fit, first),
        "weighed_best": np.maximum.reduceat(weighed, first) + 20.0,
        "place_share": np.maximum.reduceat(evidence.share, first),
        "place_lead": np.maximum.reduceat(evidence.lead, first),
        "capital": capitals(site, at) & (at > site.tokens.offsets[passage]),
        "passage_links": links_in_passage(view, passage),
    }
    return {name: column.astype(np.float32) for name, column in columns.items()}


def weigh(view: View, beliefs: Beliefs, mentions: Mentions) -> Evidence:
    """What stands around and within each mention, and what else its place may mean."""
    names, tokens = view.index.names, view.index.site.tokens
    last = mentions.at + names.length[names.phrase_of[mentions.name]] - 1
    opening, closing = view.chances_within
    return Evidence(
        mentions,
        beliefs.before.at(mentions.at),
        beliefs.after.at(last),
        opening[tokens.ids[mentions.at] + 1],
        closing[tokens.ids[last] + 1],
        *_among_rivals(mentions, len(tokens.ids)),
    )


def _among_rivals(mentions: Mentions, tokens: int) -> tuple[Floats, Floats]:
    """Of all that each place may mean: the mention's share of belief, and how near it comes to the
    one believed most.
    """
    keys = mentions.place * (tokens + 1) + mentions.at
    places, place = np.unique(keys, return_inverse=True)
    total = np.bincount(place, weights=mentions.belief, minlength=len(places))
    most = np.zeros(len(places), dtype=np.float32)
    np.maximum.at(most, place, mentions.belief)
    return (
        mentions.belief / np.maximum(total[place], 1e-9),
        mentions.belief / np.maximum(most[place], 1e-9),
    )


def neighbours(ids: Ids, offsets: Rows, passage: Ids, at: Rows) -> Rows:
    """1 + the word at each place, 0 where that lies outside of the passage."""
    inside = (at >= offsets[passage]) & (at < offsets[passage + 1])
    return np.where(inside, ids[np.clip(at, 0, max(len(ids) - 1, 0))].astype(np.int64) + 1, 0)


def capitals(site: Site, at: Rows) -> Flags:
    """Whether tokens begin with a capital."""
    passages, starts = site.passage_of_token[at], site.tokens.starts[at]
    letters = [site.texts[p][s] for p, s in zip(passages.tolist(), starts.tolist(), strict=True)]
    return np.array([letter.isupper() for letter in letters], dtype=np.bool_)


def links_in_passage(view: View, passage: Ids) -> Floats:
    """How much of the passage is links already."""
    offsets = view.index.site.tokens.offsets
    taken = view.linked_tokens[offsets[passage + 1]] - view.linked_tokens[offsets[passage]]
    share: Floats = taken / np.maximum(offsets[passage + 1] - offsets[passage], 1)
    return share
