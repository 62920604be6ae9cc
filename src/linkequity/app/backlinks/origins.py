"""The document of `linkequity origins`: whose equity some pages keep."""

from collections.abc import Sequence

import msgspec
import numpy as np
import polars as pl

from linkequity.model.equity.origins import By, origins
from linkequity.model.facts import Facts
from linkequity.model.whatif.names import Names, Scenario


class OriginDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One origin: a referring domain, a backlink (with `landing`) or a segment.

    `origin` is None for what the site's own pages bring by existing.
    """

    origin: str | None
    landing: str | None
    equity: float
    share: float


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages keep together, in page units, and its origins, which sum to it."""

    by: By
    pages: list[str]
    equity: float
    origins: list[OriginDoc]


def build_origins(facts: Facts, pages: Sequence[str], by: By) -> Origins:
    """The origins of the pages so named; of the whole site where none is named.

    Raises ScenarioInvalid where a name means no page of this site.
    """
    names = Names(facts, Scenario(()), where="the pages asked about")
    urls = [names.known(page) for page in pages]
    share = _share(facts, urls)
    found = origins(facts, share, by)
    return Origins(
        by=by,
        pages=urls,
        equity=float((facts.flow.kept * facts.indexable) @ share),
        origins=[OriginDoc(**row) for row in found.iter_rows(named=True)],
    )


def _share(facts: Facts, urls: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """1 for each page that a URL ends at; for all pages where there is no URL."""
    if not urls:
        return np.ones(len(facts.indexable))
    share = np.zeros(len(facts.indexable))
    ends = facts.graph.folding.end[facts.graph.addresses.exact(pl.Series(urls)).to_numpy()]
    share[ends[ends >= 0]] = 1.0
    return share
