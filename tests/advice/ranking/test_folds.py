"""A fold knows nothing of the links it hides."""

import numpy as np
import pytest

from linkequity.advice.ranking import folds as module
from linkequity.advice.ranking.folds import FOLDS, folds, lessons, teachable
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.pairs.features import Featuring, Pairs
from linkequity.advice.ranking.placing.places import Placer
from linkequity.advice.ranking.reading_lessons import learn_reading
from small_handbook import build, without, write_pages

PAGES = write_pages(60, 3)
INDEX = Index.of(build(PAGES))
SOURCES = np.arange(60)
READER = learn_reading(INDEX, 0).together


def one_fold() -> tuple[View, set[tuple[int, int]]]:
    view = next(iter(folds(INDEX, 1)))
    keys = INDEX.site.pairs[view.hidden]
    return view, {(int(key) // 60, int(key) % 60) for key in keys}


def all_pairs(view: View) -> Pairs:
    return Featuring(view, READER).pairs(SOURCES)


def leaks(view: View, never: View) -> list[str]:
    """The features that differ between hidden links and links that never were."""
    found, expected = all_pairs(view), all_pairs(never)
    if len(found.source) != len(expected.source) or (found.target != expected.target).any():
        return ["candidates"]
    apart = np.abs(found.features - expected.features).max(axis=0) > 1e-4
    return [name for name, differs in zip(found.names, apart, strict=True) if differs]


def test_a_hidden_link_leaves_no_trace() -> None:
    """Candidates and features of a fold equal those of a site in which its links never were."""
    view, hidden = one_fold()
    assert len(hidden) > 15
    never = View.whole(Index.of(build(without(PAGES, hidden))))
    assert leaks(view, never) == []


def test_a_planted_leak_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that only hidden links use, if they stayed names, would show in the comparison."""
    view, hidden = one_fold()
    never = View.whole(Index.of(build(without(PAGES, hidden))))
    everything = property(lambda seen: np.ones(len(seen.index.names.page), dtype=np.bool_))
    monkeypatch.setattr(View, "alive", everything)
    assert "phrase_means" in leaks(view, never)


def test_every_teachable_pair_is_hidden_once() -> None:
    """Folds are a partition."""
    times = np.sum([view.hidden for view in folds(INDEX, 2)], axis=0)
    assert (times[teachable(INDEX)] == 1).all()
    assert times.sum() == len(teachable(INDEX))
    assert len(list(folds(INDEX, 2))) == FOLDS


def test_a_large_site_teaches_as_much_in_one_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    """With links enough a tenth is hidden once, and up to SOURCES pages of it are learned from."""
    monkeypatch.setattr(module, "MANY", len(teachable(INDEX)))
    (view,) = folds(INDEX, 2)
    assert view.hidden.sum() == -(-len(teachable(INDEX)) // FOLDS)
    hidden = np.unique(INDEX.site.pairs[view.hidden] // 60)
    assert len(hidden) >= len(lessons(INDEX, 2).sizes) > len(hidden) / 2


def test_places_are_exact_and_free() -> None:
    """An anchor text is what stands between its characters, inside its sentence, in no heading and
    no link."""
    placer = Placer(Featuring(View.whole(INDEX)), None)
    site = INDEX.site
    for source, target in ((0, 5), (7, 31), (20, 2), (59, 44)):
        place = placer.place(source, target)
        assert place is not None
        text = site.texts[place.passage]
        assert text[place.anchor_start : place.anchor_end] == place.anchor_text
        assert place.sentence_start <= place.anchor_start < place.anchor_end <= place.sentence_end
        assert site.page_of[place.passage] == source
        assert not site.heading[place.passage]
        assert ". " not in place.anchor_text
        here = site.links.passage == place.passage
        start, end = site.links.start[here], site.links.end[here]
        assert not ((start < place.anchor_end) & (end > place.anchor_start)).any()
