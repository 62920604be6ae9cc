"""How well places are found for hidden links, source and target being given."""

from dataclasses import dataclass

import numpy as np

from benchmarks.linkbench_hiding import HiddenLinks, Place
from linkequity.advice.ranking.known.site import Site
from linkequity.advice.ranking.placing.places import Placement, Placer, overlap

ENOUGH = 0.5


@dataclass(frozen=True)
class Placed:
    """Shares of the pairs whose place is known: right sentence, half of the anchor text in common;
    the right sentence where the anchor text was known, and where not.
    """

    pairs: int
    sentence: float
    anchor_overlap: float
    sentence_known: float
    sentence_unknown: float


def place_hidden(placer: Placer, site: Site, hidden: HiddenLinks) -> Placed:
    """Ask for a place for each hidden pair."""
    known = known_anchors(site)
    rows = []
    for (source, target), places in hidden.hidden.items():
        if places:
            at = placer.place(source, target)
            first = int(site.passages[source])
            sentence, shared = _judge(at, first, places)
            says = any((target, _said(site, first, place)) in known for place in places)
            rows.append((sentence, shared >= ENOUGH, says))
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    told = table[:, 2] > 0
    return Placed(
        len(rows),
        _mean(table[:, 0]),
        _mean(table[:, 1]),
        _mean(table[told, 0]),
        _mean(table[~told, 0]),
    )


def _mean(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    return float(values.mean()) if len(values) else 0.0


def _judge(at: Placement | None, first: int, places: list[Place]) -> tuple[bool, float]:
    """Whether the sentence holds a true anchor text, and how much of one the span meets."""
    if at is None:
        return False, 0.0
    here = [place for place in places if first + place.block == at.passage]
    right = any(at.sentence_start < p.end and at.sentence_end > p.start for p in here)
    start, end = np.array([at.anchor_start]), np.array([at.anchor_end])
    shares = [float(overlap(start, end, p.start, p.end)[0]) for p in here]
    return right, max(shares, default=0.0)


def known_anchors(site: Site) -> set[tuple[int, str]]:
    """Target and words of every title and every visible anchor text."""
    links = site.links
    named = {
        (
            int(links.target[row]),
            _words(site, int(links.passage[row]), int(links.start[row]), int(links.end[row])),
        )
        for row in np.flatnonzero(links.placed).tolist()
    }
    titles = site.titles
    return named | {
        (page, " ".join(map(str, titles.ids[titles.of(page)].tolist())))
        for page in range(len(site))
    }


def _said(site: Site, first: int, place: Place) -> str:
    return _words(site, first + place.block, place.start, place.end)


def _words(site: Site, passage: int, start: int, end: int) -> str:
    """The words between two characters of a passage, as numbers in a row."""
    part = site.tokens.of(passage)
    inside = (site.tokens.starts[part] >= start) & (site.tokens.ends[part] <= end)
    return " ".join(map(str, site.tokens.ids[part][inside].tolist()))
