"""What the two words beside a name say of its being a link: "refer to", "see the", "… service"."""

from dataclasses import dataclass

import numpy as np

from linkequity.advice.ranking.known.site import Floats, Rows
from linkequity.advice.ranking.known.view import DOUBT, View


@dataclass(frozen=True)
class Beside:
    """The words one and two `step`s away, before a name (−1) or after it (+1).

    `alone`: by the nearer word what it says by itself. `pairs`: sorted keys of two words, farther ·
    words + nearer, `chances` what each says: the logarithm of how much likelier a link in running
    text stands there than a name that is not a link, drawn to that of the nearer word alone.
    """

    view: View
    step: int
    alone: Floats
    pairs: Rows
    chances: Floats

    @classmethod
    def of(cls, view: View) -> tuple["Beside", "Beside"]:
        """What stands before names, and after them."""
        (first, last), (begun, ended) = view.linked_spans, view.unlinked_spans
        before, after = view.chances_around
        return cls._side(view, -1, before, first, begun), cls._side(view, 1, after, last, ended)

    @classmethod
    def _side(cls, view: View, step: int, alone: Floats, links: Rows, others: Rows) -> "Beside":
        linked, free = _pairs(view, step, links), _pairs(view, step, others)
        pairs, row = np.unique(np.concatenate([linked, free]), return_inverse=True)
        seen = np.bincount(row[: len(linked)], minlength=len(pairs))
        unseen = np.bincount(row[len(linked) :], minlength=len(pairs))
        prior = (len(linked) + 1) / (len(free) + 1)
        expected = DOUBT * prior * np.exp(alone[pairs % _words(view)])
        chances = np.log((seen + expected) / (unseen + DOUBT) / prior)
        return cls(view, step, alone, pairs, chances.astype(np.float32))

    def at(self, places: Rows) -> Floats:
        """What stands beside each of these tokens says; of two words never seen the nearer."""
        wanted = _pairs(self.view, self.step, places)
        nearer: Floats = self.alone[wanted % _words(self.view)]
        if not len(self.pairs):
            return nearer
        place = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        return np.where(self.pairs[place] == wanted, self.chances[place], nearer)


def _words(view: View) -> int:
    return len(view.index.site.token_idf) + 1


def _pairs(view: View, step: int, places: Rows) -> Rows:
    """The key of the two words beside each token."""
    farther, nearer = (view.words_at(places + many * step, places) for many in (2, 1))
    keys: Rows = farther * _words(view) + nearer
    return keys
