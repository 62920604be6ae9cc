"""What a ranker knows of a site whatever links are visible: names, where they occur, likeness."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from linkequity.advice.ranking.known.folders import Folders
from linkequity.advice.ranking.known.mutual import Mutual
from linkequity.advice.ranking.known.names import Anchors, Names, find_anchors, find_names
from linkequity.advice.ranking.known.occurrences import Occurrences, find_occurrences
from linkequity.advice.ranking.known.similar import most_similar, top_of_rows
from linkequity.advice.ranking.known.site import Rows, Site, Sparse, spread
from linkequity.advice.ranking.known.written import Written

SIMILAR: Final = 150
NEIGHBOURS: Final = 30


@dataclass(frozen=True)
class Index:
    """A site with its names, their places and the pages like each page (rows of `similar`)."""

    site: Site
    anchors: Anchors
    names: Names
    occurrences: Occurrences
    similar: Sparse

    @classmethod
    def of(cls, site: Site) -> "Index":
        """Read a site once."""
        anchors = find_anchors(site)
        names = find_names(site, anchors)
        return cls(site, anchors, names, find_occurrences(site, names), most_similar(site, SIMILAR))

    @cached_property
    def neighbours(self) -> Sparse:
        """The few pages most like each page."""
        return top_of_rows(self.similar, NEIGHBOURS)

    @cached_property
    def written(self) -> Written:
        """Its words as rows to compare with."""
        return Written(self.site)

    @cached_property
    def mutual(self) -> Mutual:
        """How alike pages are from both sides."""
        return Mutual(self.similar)

    @cached_property
    def folders(self) -> Folders:
        """The folders of all pages."""
        return Folders.of(self.site.urls)

    @cached_property
    def told(self) -> tuple[Rows, Rows]:
        """Linked pairs whose source says a name of the target somewhere: the name, the pair."""
        site, names, occurrences = self.site, self.names, self.occurrences
        page = site.page_of_token[occurrences.first].astype(np.int64)
        many = max(len(names.phrases), 1)
        once = np.unique(page * many + occurrences.phrase)
        page, phrase = once // many, once % many
        found_names, found_pairs = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for begin in range(0, len(once), 1 << 20):
            part = slice(begin, begin + (1 << 20))
            name, owner = spread(names.begins, phrase[part])
            keys = site.pair_keys(page[part][owner], names.page[name])
            place = np.minimum(np.searchsorted(site.pairs, keys), max(len(site.pairs) - 1, 0))
            linked = site.pairs[place] == keys if len(site.pairs) else np.zeros(len(keys), bool)
            found_names.append(name[linked])
            found_pairs.append(place[linked])
        return np.concatenate(found_names), np.concatenate(found_pairs)
