"""The start page, and those of languages: what every menu links to, about no subject of its own."""

from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.model.links.graph import Graph
from linkequity.model.pages.patterns import path

# `/fr/`, `/pt-br/`, `/zh_Hans/index.html`
LANGUAGE: Final = r"^/(?:([A-Za-z]{2})(?:[-_][A-Za-z]{2,4})?/?)?(?:index\.html?)?$"


def start_pages(graph: Graph) -> npt.NDArray[np.bool_]:
    """By page_id: where the site begins, as a whole or in the language that the page is in.

    A page at `/ai/` that says to be in English is about something; where a page does not say its
    language, its path does.
    """
    named = path(pl.col("url")).str.extract(LANGUAGE).str.to_lowercase()
    at_top = path(pl.col("url")).str.contains(LANGUAGE) & named.is_null()
    of_language = named.is_not_null() & (named == pl.col("language").fill_null(named))
    start = pl.int_range(pl.len()) == graph.start
    found: npt.NDArray[np.bool_] = (
        graph.pages.select(start | at_top | of_language).to_series().to_numpy()
    )
    return found
