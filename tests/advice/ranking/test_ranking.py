"""What is ranked, by whom, and that it does not depend on the order of pages."""

import numpy as np
import pytest

from linkequity.advice.ranking import ranker
from linkequity.advice.ranking.folds import lessons
from linkequity.advice.ranking.fusion import Fusion
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.known.view import View
from linkequity.advice.ranking.logistic import fit_logistic
from linkequity.advice.ranking.pairs import features
from linkequity.advice.ranking.pairs.features import Featuring
from linkequity.advice.ranking.ranking import FACTORS, Ranking
from linkequity.advice.ranking.trees import Trees
from small_handbook import build, title_of, write_pages

PAGES = write_pages(60, 3)
SITE = build(PAGES)
SHOWN = ("cosine", "belief", "title_window", "anchored", "similar_link", "linked_by")


def known(order: list[int]) -> dict[tuple[str, str], list[float]]:
    """Features by titles, of the handbook with its pages in this order."""
    place = {page: row for row, page in enumerate(order)}
    pages = [
        [(text, [(a, b, place[t]) for a, b, t in links]) for text, links in PAGES[page]]
        for page in order
    ]
    names = [title_of(page) + f" {page}" for page in order]
    pairs = Featuring(View.whole(Index.of(build(pages, names)))).pairs(np.arange(60))
    columns = [pairs.names.index(name) for name in SHOWN]
    return {
        (names[s], names[t]): row
        for s, t, row in zip(
            pairs.source, pairs.target, pairs.features[:, columns].tolist(), strict=True
        )
    }


def test_the_order_of_pages_changes_nothing() -> None:
    """The same pairs are candidates, with the same features."""
    one, other = known(list(range(60))), known(list(np.random.default_rng(0).permutation(60)))
    assert one.keys() == other.keys()
    assert all(other[pair] == pytest.approx(row, abs=1e-4) for pair, row in one.items())


def test_nothing_is_advised_that_is_there() -> None:
    """No linked pair, no page to itself; at most as many as asked, and only those asked for."""
    ranking = Ranking(Index.of(SITE), Fusion(), 0)
    targets = np.arange(0, 60, 2)
    frame = ranking.rank(np.array([3, 4, 5]), targets, per_page=4)
    keys = SITE.pair_keys(frame["source_id"].to_numpy(), frame["target_id"].to_numpy())
    assert not np.isin(keys, SITE.pairs).any()
    assert (frame["source_id"] != frame["target_id"]).all()
    assert set(frame["source_id"]) <= {3, 4, 5}
    assert set(frame["target_id"]) <= set(targets.tolist())
    assert frame.group_by("source_id").len()["len"].max() <= 4
    assert frame.columns == ["source_id", "target_id", "score", *FACTORS]


def test_parcels_ranked_side_by_side_are_as_ranked_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same links with the same scores, in the order of sources; of no sources no links."""
    index = Index.of(SITE)
    whole = Ranking(index, Fusion(), 0).rank()
    monkeypatch.setattr(features, "CHUNK", 7)
    assert Ranking(index, Fusion(), 0).rank().equals(whole)
    assert Ranking(index, Fusion(), 0).rank(np.zeros(0, np.int64)).is_empty()


def test_without_lightgbm_the_same_features_still_teach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logistic regression puts hidden links above most others; of few links nothing is learned."""
    monkeypatch.setattr(ranker, "lightgbm_loads", lambda: False)
    index = Index.of(build(write_pages(40, 3)))
    assert isinstance(ranker.shipped(), Trees)
    taught = lessons(index, 0)
    score = fit_logistic(taught).scores(taught.names, taught.features)
    right = taught.found > 0
    assert score[right].mean() > np.quantile(score[~right], 0.9)
