"""The flow of a site too large to hold: its link table is read in pieces and never kept.

    built = build(Snapshot.open(path), Settings().weights)
    flow = built.system.forward(built.baseline)

The same pages, folding, weights and blocks as `Facts`, which also keeps every link with its words
for audits to cite. Here a piece of the table is resolved to integer ids, taken apart and dropped;
what stays are the pages' URLs and the factored links, some ten bytes a link in content.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from linkequity.base.errors import SnapshotInvalid
from linkequity.base.settings import Weights
from linkequity.model.engine.parcel import Flags, LinkRows, Vector
from linkequity.model.engine.system import System
from linkequity.model.engine.templates import Factoring
from linkequity.model.links.graph import Graph, build_graph
from linkequity.model.links.topics import TOPIC
from linkequity.model.links.weights import holding, possible_rows
from linkequity.model.pages.folding import own_kind
from linkequity.model.site import SiteTables
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import Snapshot
from linkequity.snapshot.tables import BACKLINKS, LINKS, PAGES, REDIRECTS, SEARCH

# What addresses and folding read of a page beside its kind, and weighing of a link.
PAGE_COLUMNS: Final = ("url", "redirect_to", "declared_canonical", "nofollow")
LINK_COLUMNS: Final = (
    "source",
    "target",
    "internal",
    "nofollow",
    "ugc",
    "sponsored",
    "link_position",
    "repeated",
    "container_hash",
)
# Links at a time: some 500 MB while their URLs are looked up.
PIECE: Final = 2_000_000


@dataclass(frozen=True)
class Built:
    """A site's system, without its links.

    `graph`: pages and folding, its links empty; vectors are by its page_id. `baseline`: what each
    page brings by existing, in page units. `links`: rows read.
    """

    graph: Graph
    system: System
    baseline: Vector
    links: int


def build(snapshot: Snapshot, weights: Weights) -> Built:
    """The system of a snapshot under these weights; memory grows with pages, not with links.

    Raises SnapshotInvalid where the links of one page do not lie together.
    """
    read = dict.fromkeys([*PAGE_COLUMNS, *own_kind().meta.root_names()])
    pages = snapshot.scan(PAGES).select(list(read)).collect()
    return build_from(pages, pieces(snapshot.scan(LINKS)), snapshot.manifest, weights)


def build_from(
    pages: pl.DataFrame, links: Iterable[pl.DataFrame], manifest: Manifest, weights: Weights
) -> Built:
    """The same from PAGES (columns that folding reads) and pieces of LINKS, each of whole pages."""
    graph = _without_links(pages, manifest)
    factoring, added, rows = Factoring(holding(graph, weights)), np.zeros(len(pages), bool), 0
    for piece in links:
        rows += len(piece)
        _add(factoring, added, possible_rows(graph.with_links(piece), weights).rows)
    indexable = (graph.folding.kind == "indexable").to_numpy().astype(np.float64)
    system = System.factored(factoring, weights.damping)
    return Built(graph, system, weights.baseline * indexable, rows)


def pieces(links: pl.LazyFrame, size: int = PIECE) -> Iterator[pl.DataFrame]:
    """A link table in pieces of about `size` links, cut between pages."""
    read = [name for name in links.collect_schema() if name in {*LINK_COLUMNS, TOPIC}]
    links, first = links.select(read), 0
    rest = links.clear().collect()
    while True:
        piece = links.slice(first, size).collect()
        first += len(piece)
        whole = pl.concat([rest, piece])
        if len(piece) < size:
            yield whole
            return
        others = (whole["source"] != whole["source"][-1]).arg_true()
        cut = int(others[-1]) + 1 if len(others) else 0
        if cut:
            yield whole[:cut]
        rest = whole[cut:]


def _without_links(pages: pl.DataFrame, manifest: Manifest) -> Graph:
    empty = SiteTables(
        pages=pages,
        links=LINKS.empty().select(LINK_COLUMNS),
        redirects=REDIRECTS.empty(),
        backlinks=BACKLINKS.empty(),
        search=SEARCH.empty(),
    )
    return build_graph(empty, manifest)


def _add(factoring: Factoring, added: Flags, rows: LinkRows) -> None:
    """Take a piece apart; `rows` has all pages, most without links."""
    linking = np.flatnonzero(np.diff(rows.pointers))
    if added[linking].any():
        raise SnapshotInvalid(
            "the links of one page lie in several places",
            where=LINKS.name,
            hint="Crawl the site again, or sort the table by source.",
        )
    added[linking] = True
    ends = np.append(rows.pointers[linking], rows.pointers[-1])
    factoring.add_pages(linking.astype(np.uint32), rows._replace(pointers=ends))
