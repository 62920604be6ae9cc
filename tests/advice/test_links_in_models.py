"""Advised links asked of many models: who holds where."""

import numpy as np

from linkequity.advice.candidates import find_candidates
from linkequity.advice.links_in_models import LinksInModels, Pool, last_taken
from linkequity.advice.taste import Taste
from linkequity.model.facts import Facts
from linkequity.model.links.weights import Vector
from tiny import facts_of, site

FIRM = """
navigation: [/, /blog/a, /blog/b, /blog/c, /blog/d]
pages:
  /: {links: [/blog/a, /blog/b]}
  /blog/a: {links: [/blog/b]}
  /blog/b: {links: [/blog/a]}
  /blog/c: {links: [/blog/a]}
  /blog/d: {}
backlinks: [{to: /blog/a, from: https://x.org/1, rating: 60}]
"""


def pool_of(facts: Facts) -> Pool:
    table = find_candidates(facts).table
    return Pool(table["source_id"].to_numpy(), table["target_id"].to_numpy(), 3, 5)


def asked(facts: Facts, links: int, models: int = 12) -> Vector:
    return LinksInModels(facts, models).holds_in(pool_of(facts), links)


def test_some_link_holds_in_most_models() -> None:
    """Some link advised alone holds in most models; shares are shares, and intervals in order."""
    facts = facts_of(site(FIRM))
    alone = asked(facts, 1)
    assert max(alone) > 0.5
    assert ((alone >= 0) & (alone <= 1)).all()
    pool = pool_of(facts)
    low, high = LinksInModels(facts, 12).intervals(pool.source, pool.target)
    assert (low <= high).all()


def test_more_advice_has_a_lower_bar() -> None:
    """A link that holds as one of few holds as one of many."""
    facts = facts_of(site(FIRM))
    assert (asked(facts, 2) >= asked(facts, 1)).all()


def test_the_bar_is_that_of_links_under_the_same_caps() -> None:
    """With one link to a target, the second best taken is the best of another target."""
    lift = np.array([5.0, 4.0, 3.0, -1.0])
    targets = np.array([7, 7, 8, 9])
    capped = Pool(np.arange(4), targets, None, 1)
    assert last_taken(capped, lift, 2) == 3.0
    assert last_taken(Pool(np.arange(4), targets, None, None), lift, 2) == 4.0
    assert last_taken(Pool(np.zeros(4, dtype=int), targets, 2, None), lift, 4) == 4.0


def test_the_bar_is_that_of_links_that_may_stand_beside_each_other() -> None:
    """What is taken leaves no room for the same words to another page: the next best is."""
    lift = np.array([5.0, 4.0, 3.0])
    source = target = np.arange(3)
    taste = Taste.of(target, ["tax", "tax", "payroll"], [("a", "a"), ("b", "b"), ("c", "c")])
    assert last_taken(Pool(source, target, None, None, taste), lift, 2) == 3.0
    fewer = taste.only(np.array([False, True, True]))
    assert last_taken(Pool(source[1:], target[1:], None, None, fewer), lift[1:], 2) == 3.0
