"""Group engine: what an ensemble of models costs, beside solving each model by itself.

Sites of 100,000 pages with 49 links in menus and 7 in content on each page: hub-and-spoke, where
content links go anywhere, and siloed, where nine in ten stay among a hundred pages.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from benchmarks.figure import Figure
from linkequity.base.settings import Settings
from linkequity.model.engine.system import System
from linkequity.model.fact_tables import TargetKind
from linkequity.model.facts import Facts
from linkequity.model.links.graph import Graph
from linkequity.model.links.topics import TOPIC_TYPE
from linkequity.model.links.weights import weigh
from linkequity.model.pages.addresses import Addresses
from linkequity.model.pages.folding import Folding
from linkequity.model.robustness.ensemble import Ensemble
from linkequity.model.robustness.knobs import Model, draw
from linkequity.model.site import LINK_COLUMNS, SiteTables
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.tables import BACKLINKS, LINKS, PAGES, REDIRECTS, SEARCH, Position

PAGES_MADE = 100_000
MODELS = 64
# Solved one by one they take minutes: so many are, and counted up.
SAMPLED = 4
MENUS = (("header", 5), ("navigation", 30), ("footer", 14))
IN_CONTENT = 7
SILO = 100
SEED = 1


@dataclass(frozen=True)
class Cost:
    """CPU seconds of one thread."""

    seconds: float
    answer: npt.NDArray[np.float64]


def figures(pages: int = PAGES_MADE) -> Iterator[Figure]:
    """The ensemble against as many solves of one model each: scipy's, and our own solver's."""
    for shape in ("hub", "siloed"):
        facts = made(shape, pages)
        models = draw(facts.settings.weights, MODELS, SEED)
        place_backlinks_once(facts)
        together = measured(lambda f=facts, m=models: Ensemble(f, m).x)
        alone = [one_by_one(facts, model) for model in models[1 : 1 + SAMPLED]]
        times = MODELS / SAMPLED
        scipy, own, weighing = (
            times * sum(getattr(each, name) for each in alone)
            for name in ("scipy", "own", "weighing")
        )
        apart = max(
            float(np.abs(each.answer - together.answer[:, 1 + n]).max())
            for n, each in enumerate(alone)
        )
        name = f"ensemble-64-{pages // 1000}k-{shape}"
        yield Figure(name, together.seconds, "CPU s")
        yield Figure(f"{name}-vs-64-scipy-solves", together.seconds / scipy, "ratio", 0.5)
        ours = together.seconds / (own + weighing)
        yield Figure(f"{name}-vs-64-own-weigh-and-solve", ours, "ratio", 0.5)
        yield Figure(f"{name}-vs-64-own-solves-alone", together.seconds / own, "ratio")
        yield Figure(f"{name}-apart-from-scipy", apart / pages, "of what enters", 1e-10)


def place_backlinks_once(facts: Facts) -> None:
    """An audit has done that before it asks any model."""
    assert facts.backlinks.is_empty()


@dataclass(frozen=True)
class Alone:
    """CPU seconds of one model by itself: weighing, our solver, scipy's power iteration."""

    weighing: float
    own: float
    scipy: float
    answer: npt.NDArray[np.float64]


def measured(work: Callable[[], npt.NDArray[np.float64]]) -> Cost:
    """CPU time of some work; building what all models share is part of it."""
    began = time.process_time()
    answer = work()
    return Cost(time.process_time() - began, answer)


def one_by_one(facts: Facts, model: Model) -> Alone:
    """Weigh the links of one model and solve it, twice."""
    began = time.process_time()
    system = System.of(weigh(facts.graph, model.weights))
    weighing = time.process_time() - began
    shares = weigh(facts.graph, model.weights).shares
    source = model.weights.baseline * facts.indexable
    own = measured(lambda: system.forward(source).vector)
    scipy = measured(lambda: power(shares, source, model.weights.damping))
    return Alone(weighing, own.seconds, scipy.seconds, scipy.answer)


def power(
    shares: csr_array, source: npt.NDArray[np.float64], damping: float
) -> npt.NDArray[np.float64]:
    """x = s + d·Pᵀx by repetition, to the ensemble's tolerance."""
    backward, x = shares.T.tocsr(), source
    while True:
        following = source + damping * (backward @ x)
        if np.abs(following - x).sum() <= 1e-10 * source.sum():
            return following
        x = following


def made(shape: str, pages: int) -> Facts:
    """The facts of a site of one shape, as far as an ensemble reads them."""
    urls = [f"https://example.com/p{n:07d}" for n in range(pages)]
    tables = SiteTables(
        pages=PAGES.frame([]),
        links=LINKS.empty().select(LINK_COLUMNS),
        redirects=REDIRECTS.empty(),
        backlinks=BACKLINKS.empty(),
        search=SEARCH.empty(),
    )
    facts = Facts(tables, Settings(), _manifest(urls[0]))
    facts.__dict__["graph"] = _graph(shape, urls)
    return facts


def _graph(shape: str, urls: list[str]) -> Graph:
    number = np.arange(len(urls))
    named = pl.DataFrame({"url": urls, "page_id": number.astype(np.int32)})
    kind = pl.Series(["indexable"], dtype=TargetKind).new_from_index(0, len(urls))
    folding = Folding(kind, number, kind, 0 * number, number, named["url"])
    addresses = Addresses(named, "https://example.com", "example.com", subdomains=False)
    return Graph(
        named.select("url", title=pl.lit("")), _links(shape, len(urls)), folding, addresses, 0
    )


def _links(shape: str, pages: int) -> pl.DataFrame:
    chance = np.random.default_rng(SEED)
    menus = sum(number for _, number in MENUS)
    target = np.empty((pages, menus + IN_CONTENT), dtype=np.int32)
    target[:, :menus] = np.arange(menus) * (pages // menus)
    target[:, menus:] = chance.integers(0, pages, (pages, IN_CONTENT))
    if shape == "siloed":
        near = chance.random((pages, IN_CONTENT)) < 0.9
        inside = np.arange(pages)[:, np.newaxis] // SILO * SILO
        inside = inside + chance.integers(0, SILO, (pages, IN_CONTENT))
        target[:, menus:] = np.where(near, inside, target[:, menus:])
    position = [name for name, number in MENUS for _ in range(number)] + ["content"] * IN_CONTENT
    hash_of = {name: n for n, name in enumerate(dict.fromkeys(position), start=1)}
    source = np.repeat(np.arange(pages, dtype=np.int32), menus + IN_CONTENT)
    ends = target.reshape(-1)
    places = np.tile(np.arange(len(position)), pages)
    return pl.DataFrame({"source_id": source, "target_id": ends, "clicked_id": ends}).with_columns(
        target_kind=pl.lit("indexable", TargetKind),
        link_position=pl.Series(position, dtype=Position).gather(places),
        repeated=pl.lit(value=False),
        target_key=pl.col("target_id").cast(pl.Int64),
        followed=pl.lit(value=True),
        topic=pl.lit(None, TOPIC_TYPE),
        container_hash=pl.Series(np.array([hash_of[p] for p in position], dtype=np.uint64)).gather(
            places
        ),
    )


def _manifest(start: str) -> Manifest:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return Manifest(
        site="example.com",
        start_url=start,
        source="crawl",
        started_at=noon,
        finished_at=noon,
        complete=True,
    )
