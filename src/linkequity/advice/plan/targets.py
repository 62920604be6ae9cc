"""Targets that the data suggests: priority pages, else demand on page two, else most valued."""

from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.advice.plan.gates import FEWEST_WORDS
from linkequity.base.errors import UsageError
from linkequity.base.urls import resolve
from linkequity.model.facts import Facts
from linkequity.model.pages.start_pages import start_pages

Flags = npt.NDArray[np.bool_]

SUGGESTED: Final = 3


def suggested_targets(facts: Facts) -> list[int]:
    """page_ids of the content pages that matter most, at most SUGGESTED; start pages aside.

    Where nothing says what matters, pillar pages of clusters first.
    """
    able = facts.content & ~start_pages(facts.graph)
    by_need = facts.worth.origin == "need"
    wanted = facts.value.delivered if by_need else facts.worth.weights
    worth = np.where(able, wanted, 0.0)
    if by_need:
        worth[~_worth_ranking(facts)] = 0.0
    order = np.argsort(-worth, kind="stable")[:SUGGESTED]
    return [int(page) for page in order if worth[page] > 0]


def _worth_ranking(facts: Facts) -> Flags:
    """Pages with a title and a text of their own; of clusters only the pillar pages, if any."""
    words = np.diff(facts.text.corpus.tokens_by_page.offsets)
    alone = facts.pages.select(pl.col("title").is_unique()).to_series().to_numpy()
    able: Flags = alone & (words >= FEWEST_WORDS)
    pillars = (facts.clusters.pages["pillar_rank"] == 1).fill_null(value=False).to_numpy()
    return able & pillars if (able & pillars).any() else able


def named_target(facts: Facts, name: str) -> int:
    """page_id of the page so named, by URL or path; UsageError where the site has none."""
    addresses = facts.graph.addresses
    url = resolve(addresses.origin + "/", name, facts.settings.crawl.url_policy)
    page = addresses.ids(pl.Series([url], dtype=pl.String))[0]
    if page is None:
        raise UsageError(
            f"no page {name} is known on {facts.manifest.site}",
            hint="`linkequity pages` lists all pages; give the path or the URL of one.",
        )
    return int(page)
