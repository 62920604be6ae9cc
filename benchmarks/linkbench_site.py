"""Documents of the hidden-link benchmark as the site a ranker reads."""

from itertools import accumulate

import numpy as np
import polars as pl

from benchmarks.linkbench_files import Block, Document
from benchmarks.linkbench_hiding import HiddenLinks, Instance
from linkequity.advice.ranking.known.reading import read_site
from linkequity.advice.ranking.known.site import Links, Site


def site_of(hidden: HiddenLinks) -> Site:
    """The site as it looks once the hidden links are gone."""
    documents = hidden.documents
    blocks = [document.blocks or [] for document in documents]
    first = list(accumulate((len(b) for b in blocks), initial=0))
    rows = range(len(documents))
    pages = pl.DataFrame(
        {
            "document": [str(row) for row in rows],
            "url": [d.url or "" for d in documents],
            "title": [_title(d) for d in documents],
            "language": pl.Series([None] * len(documents), dtype=pl.String),
        }
    )
    passages = pl.DataFrame(
        {
            "document": [str(row) for row in rows for _ in blocks[row]],
            "tag": [block.k or "p" for b in blocks for block in b],
            "text": [block.t or "" for b in blocks for block in b],
        },
        schema={"document": pl.String, "tag": pl.String, "text": pl.String},
    ).with_columns(repeated=False)
    return read_site(pages, passages, _links(hidden.links, first))


def _title(document: Document) -> str:
    """The title; without one the first heading."""
    named = (block for block in document.blocks or () if is_heading(block))
    return document.title or next((block.t or "" for block in named), "")


def is_heading(block: Block) -> bool:
    return (block.k or "").startswith("h")


def _links(links: list[Instance], first: list[int]) -> Links:
    def column(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.array(values, dtype=np.int32)

    placed = [(first[k.source] + k.place.block if k.place else -1) for k in links]
    return Links(
        column([k.source for k in links]),
        column([k.target for k in links]),
        column(placed),
        column([k.place.start if k.place else 0 for k in links]),
        column([k.place.end if k.place else 0 for k in links]),
        np.array([k.contextual for k in links], dtype=np.bool_),
    )
