"""Group engine: what-if on a site of 100,000 pages with some 56 links each, one edit of 1,000,000.

Candidates scored a core-second; one page's edit exactly; the best 50 of 400,000 candidates
together, beside solving the site again for every candidate, as anyone could do with the same
solver: once, and at each step, which is what choosing them together takes.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import polars as pl

from benchmarks.engine_site import Site
from benchmarks.figure import Figure
from linkequity.advice.budget import Budget, Greedy, Rules
from linkequity.advice.candidates import SCHEMA, Candidates
from linkequity.model.engine.system import System
from linkequity.model.engine.templates import Factoring
from linkequity.model.whatif.changes import LinkChanges, RowChanges, row_changes
from linkequity.model.whatif.edited import Edited
from linkequity.model.whatif.lifts import PageEdits, Standing
from linkequity.model.whatif.scoring import Pairs, score_candidates
from linkequity.model.whatif.stepwise import Visits

PAGES = 100_000
LARGE = 1_000_000
SCORED = 20_000_000
CANDIDATES = 400_000
LINKS = 50
SAMPLED = 5
TARGETS = 200
WEIGHT = 0.75


def figures() -> Iterator[Figure]:
    """All figures, on a hub-and-spoke site and a siloed one."""
    for kind, siloed in (("hub", False), ("siloed", True)):
        site = Site(PAGES, siloed)
        standing = stand(site)
        yield from scoring(kind, standing)
        yield from one_edit(f"100k-{kind}", standing)
        yield from best_links(kind, standing, site)
        yield from one_edit(f"1m-{kind}", stand(Site(LARGE, siloed)))


def stand(site: Site) -> Standing:
    """The site solved both ways; 200 pages matter."""
    factoring = Factoring(np.ones(site.pages, dtype=bool))
    for first, rows in site.parcels():
        factoring.add(first, rows)
    system = System.factored(factoring, 0.85)
    worth = np.zeros(site.pages)
    worth[np.random.default_rng(3).choice(site.pages, TARGETS, replace=False)] = 1.0
    x, h = system.forward(site.source()).vector, system.adjoint(worth).vector
    return Standing.of(system, x, worth, h)


def scoring(kind: str, standing: Standing) -> Iterator[Figure]:
    """CPU time of a candidate, in order of source, as tables of candidates are."""
    rng = np.random.default_rng(5)
    source, target = rng.integers(0, PAGES, (2, SCORED), dtype=np.int32)
    source.sort()
    pairs = Pairs(source, target, np.full(SCORED, WEIGHT), np.zeros(SCORED))
    score_candidates(standing, pairs)
    seconds = min(cpu(lambda: score_candidates(standing, pairs)) for _ in range(5))
    yield Figure(f"score-100k-{kind}", seconds / SCORED * 1e9, "ns a candidate", 10.0)


def one_edit(name: str, standing: Standing) -> Iterator[Figure]:
    """CPU time until every page's change is known after an edit of one page."""
    changes = edit(standing, 1, int(np.flatnonzero(standing.worth)[0]))
    system, x = standing.system, standing.x
    PageEdits.of(system, changes, x)
    seconds = min(cpu(lambda: PageEdits.of(system, changes, x).change(x)) for _ in range(3))
    yield Figure(f"edit-one-page-{name}", seconds, "s", 1.0)


def best_links(kind: str, standing: Standing, site: Site) -> Iterator[Figure]:
    """The choice under all gates; its share of the time that re-solving takes; its error."""
    candidates = draw(standing)
    rules = Rules(links=LINKS, least_gain=0.0)
    began = time.process_time()
    chosen = Greedy(standing, candidates, rules, Visits(standing.system)).run()
    seconds = time.process_time() - began
    again = resolving(standing, site, candidates)
    steps = max(1, len(chosen.links))
    yield Figure(f"best-{steps}-of-400k-{kind}", seconds, "s")
    yield Figure(
        f"best-{steps}-of-400k-{kind}-vs-resolving-each-once",
        seconds / (again * CANDIDATES),
        "of its CPU time",
    )
    yield Figure(
        f"best-{steps}-of-400k-{kind}-vs-resolving-each-at-each-step",
        seconds / (again * CANDIDATES * steps),
        "of its CPU time",
        1e-4,
    )
    yield Figure(
        f"best-{steps}-of-400k-{kind}-error",
        error(standing, site, candidates, chosen),
        "of J",
        1e-10,
    )


def draw(standing: Standing) -> Candidates:
    """The pages that matter, from as many pages each as make 400,000: the strongest donors."""
    system = standing.system
    strength = standing.x / (system.totals + 1)
    donors = np.argsort(-strength)[: CANDIDATES // TARGETS]
    targets = np.flatnonzero(standing.worth)
    source, target = (grid.ravel().astype(np.int32) for grid in np.meshgrid(donors, targets))
    table = pl.DataFrame({"source_id": source, "target_id": target}).filter(
        pl.col("source_id") != pl.col("target_id")
    )
    empty = {"anchor_text": pl.lit(None), "relevance": pl.lit(None)}
    whole = table.with_columns(passed=pl.lit(WEIGHT), leaked=pl.lit(0.0), **empty)
    return Candidates(whole.select(SCHEMA.names()).cast(SCHEMA).sort("source_id", "target_id"), {})


def resolving(standing: Standing, site: Site, candidates: Candidates) -> float:
    """CPU seconds to solve again for one candidate: from where the site stood, or from nothing.

    The faster of the two; nothing is built anew, and from nothing the edit itself is left out.
    """
    source = site.source()
    rows = candidates.table.sample(SAMPLED, seed=1).select("source_id", "target_id").rows()
    sites = [Edited(standing.system, edit(standing, u, v)) for u, v in rows]
    warm = [cpu(partial(each.forward, source, start=standing.x)) for each in sites]
    cold = [cpu(partial(standing.system.forward, source)) for _ in sites]
    return float(min(np.median(warm), np.median(cold)))


def error(standing: Standing, site: Site, candidates: Candidates, chosen: Budget) -> float:
    """How far J after all links is from that of the edited site solved from nothing."""
    table = candidates.table.select("source_id", "target_id", "passed", "leaked")
    rows = [table.row(link.candidate) for link in chosen.links]
    changes = row_changes(standing.system, LinkChanges.of(rows))  # type: ignore[arg-type]
    x = Edited(standing.system, changes).forward(site.source()).vector
    truth = 0.15 * float(standing.worth @ x)
    return abs(chosen.before + chosen.lift - truth) / truth


def edit(standing: Standing, source: int, target: int) -> RowChanges:
    """One new link."""
    return row_changes(standing.system, LinkChanges.of([(source, target, WEIGHT, 0.0)]))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    began = time.process_time()
    work()
    return time.process_time() - began
