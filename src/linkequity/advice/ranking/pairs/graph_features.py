"""What the links around two pages say about a link between them."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from linkequity.advice.ranking.known.folders import Folders
from linkequity.advice.ranking.known.similar import entries
from linkequity.advice.ranking.known.site import Floats, Ids, Rows, Sparse, scaled_rows
from linkequity.advice.ranking.known.view import View


class Neighbourhood:
    """Products of the visible links for some sources; pairs are (place among sources, target)."""

    def __init__(self, view: View, sources: Rows) -> None:
        index = view.index
        near = index.neighbours[sources]
        out, back, either = view.links[sources], view.back[sources], view.either[sources]
        self.adamic_adar = _sorted(either @ view.shared_rarely)
        self.similar_link = _sorted(near @ view.links)
        self.similar_link_in_text = _sorted(near @ view.in_text)
        self.links_to_similar = _sorted(out @ index.neighbours)
        self.out_out = _sorted(out @ view.shared_sources)
        self.out_back = _sorted(out @ view.targets_as_witnesses)
        self.back_out = _sorted(back @ view.shared_sources)
        coupled = _sorted(out @ view.targets_as_witnesses)
        self.coupled_link = _sorted(coupled @ view.shared_sources)
        self.likeness: Floats = np.asarray(near.sum(axis=1), dtype=np.float32).ravel()


def _sorted(matrix: Sparse) -> Sparse:
    matrix = matrix.tocsr()
    matrix.sort_indices()
    return matrix


@dataclass(frozen=True)
class FolderLinks:
    """`own`: the folder of each page; `linking`: folder × page, the share of the folder's pages
    that link to the page.
    """

    own: Ids
    linking: Sparse

    @classmethod
    def of(cls, view: View, folders: Folders) -> "FolderLinks":
        """Count the visible links."""
        pages, own = len(folders.own), folders.own
        ones = np.ones(pages, dtype=np.float32)
        shape = (int(own.max(initial=0)) + 1, pages)
        members = csr_array((ones, (own, np.arange(pages))), shape=shape)
        share = 1 / np.maximum(np.diff(members.indptr), 1)
        linking = scaled_rows((members @ view.links).tocsr(), share)
        linking.sort_indices()
        return cls(own, linking)


def graph_features(
    view: View, around: Neighbourhood, folders: FolderLinks, sources: Rows, pairs: tuple[Rows, Rows]
) -> dict[str, Floats]:
    """A column a feature, a row a pair (place among sources, target)."""
    place, target = pairs
    source = sources[place]
    found = {
        name: entries(getattr(around, name), place, target)
        for name in (
            "adamic_adar",
            "similar_link",
            "similar_link_in_text",
            "links_to_similar",
            "out_out",
            "out_back",
            "back_out",
            "coupled_link",
        )
    }
    found["folder_links"] = entries(folders.linking, folders.own[source], target)
    likeness = np.maximum(around.likeness[place], 1e-6)
    linked, linked_in_text = (
        np.diff(view.back.indptr),
        np.bincount(view.in_text.indices, minlength=len(view.index.site)),
    )
    outlinks, out_in_text = np.diff(view.links.indptr), np.diff(view.in_text.indptr)
    ones = {
        "similar_link_share": found["similar_link"] / likeness,
        "links_back": entries(view.links, target, source),
        "linked_by": np.log1p(linked[target]),
        "linked_by_in_text": np.log1p(linked_in_text[target]),
        "text_share_of_linked": linked_in_text[target] / (linked[target] + 1.0),
        "target_links": np.log1p(outlinks[target]),
        "source_links": np.log1p(outlinks[source]),
        "source_links_in_text": np.log1p(out_in_text[source]),
        "source_linked_by": np.log1p(linked[source]),
    }
    return found | {name: column.astype(np.float32) for name, column in ones.items()}
