"""`python -m benchmarks.tipr WORKSPACE…`: who hoards, by the flow and by averaged ranks (TIPR).

TIPR averages the rank of a page by PageRank of plain links and its rank by backlinks; a page that
ranks high so, and low by CheiRank (PageRank of the links turned round), is called a hoarder. Sites
without imported backlinks are given generated ones, on a tenth of their pages, the same every time.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.stats import rankdata, spearmanr

from linkequity.app.verbs import facts_of
from linkequity.app.workspace import Workspace
from linkequity.model.equity.views import hoarders
from linkequity.model.facts import Facts
from linkequity.snapshot.tables import BACKLINKS

Vector = npt.NDArray[np.float64]
STRONG, PASSING, TOP = 0.75, 0.5, 20


@dataclass(frozen=True)
class Comparison:
    """How both readings of one site differ; `both` of `ours` and `theirs` hoarders are the same.

    `theirs_that_pass_on`: those by TIPR whose content carries more than most pages' does.
    """

    pages: int
    agreement: float
    strong_in_both: float
    ours: int
    theirs: int
    both: int
    theirs_that_pass_on: int


def compare(facts: Facts) -> Comparison:
    """The ranking of content pages, and the first TOP hoarders, both ways."""
    content = facts.content
    links = plain_links(facts)
    tipr = mean_rank(pagerank(links)[content], facts.pages["backlinks"].to_numpy()[content])
    equity = facts.flow.kept[content]
    urls = np.array(facts.graph.pages["url"])[content]
    chei = rankdata(-pagerank(links.T.tocsr())[content])
    strong = tipr <= np.quantile(tipr, 1 - STRONG)
    weak = chei >= np.quantile(chei, PASSING)
    order = np.argsort(tipr - chei)
    theirs = [str(urls[n]) for n in order if strong[n] and weak[n]][:TOP]
    ours = hoarders(facts)["url"].head(TOP).to_list()
    carried = np.asarray(facts.transition.content.sum(axis=1))[content]
    passing = dict(zip(urls, carried, strict=True))
    return Comparison(
        pages=len(urls),
        agreement=float(spearmanr(-tipr, equity).statistic),
        strong_in_both=float((equity >= np.quantile(equity, STRONG))[strong].mean()),
        ours=len(ours),
        theirs=len(theirs),
        both=len(set(ours) & set(theirs)),
        theirs_that_pass_on=sum(bool(passing[url] > np.median(carried)) for url in theirs),
    )


def plain_links(facts: Facts) -> csr_array:
    """One for each pair of pages that any followed link connects, wherever it stands."""
    shares = facts.transition.shares.copy()
    shares.sum_duplicates()
    shares.data = np.ones_like(shares.data)
    return csr_array(shares)


def pagerank(links: csr_array) -> Vector:
    """PageRank by repetition, what dead ends hold spread over all pages."""
    size = links.shape[0]
    out = np.asarray(links.sum(axis=1), dtype=np.float64)
    per_link = np.divide(1.0, out, out=np.zeros(size), where=out > 0)
    rank = np.full(size, 1 / size)
    for _ in range(100):
        held = rank[out == 0].sum() / size
        rank = 0.15 / size + 0.85 * (links.T @ (rank * per_link) + held)
    return np.asarray(rank)


def mean_rank(one: Vector, two: Vector) -> Vector:
    """The mean of both ranks, 1 for the most."""
    return np.asarray((rankdata(-one) + rankdata(-two)) / 2)


def with_backlinks(facts: Facts) -> Facts:
    """The same site with generated backlinks, where none were imported."""
    if not facts.backlinks.is_empty():
        return facts
    chance = np.random.default_rng(1)
    urls = facts.graph.pages["url"].filter(facts.graph.folding.kind == "indexable").to_list()
    landed = chance.choice(len(urls), max(1, len(urls) // 10), replace=False)
    rows = [
        {
            "referring_page": f"https://site{number}.example/{n}",
            "referring_domain": f"site{number}.example",
            "target": urls[place],
            "domain_rating": float(np.clip(chance.lognormal(3, 0.7), 0, 95)),
            "vendor": "generic",
        }
        for number, place in enumerate(landed)
        for n in range(1 + int(chance.pareto(1.5)))
    ]
    tables = replace(facts.tables, backlinks=BACKLINKS.frame(rows))
    return Facts(tables, facts.settings, facts.manifest)


def main(folders: list[str]) -> int:
    """Print one comparison for each workspace."""
    for folder in folders:
        workspace = Workspace(Path(folder))
        found = compare(with_backlinks(facts_of(workspace.latest(), workspace)))
        print(folder, found, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
