"""The best links together: exact, under the gates, and honest about what the gates cost."""

from collections import Counter
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from linkequity.advice.budget import Budget, Rules, choose
from linkequity.advice.candidates import Candidates, find_candidates
from linkequity.model.facts import Facts
from linkequity.model.whatif.changes import LinkChanges, row_changes
from linkequity.model.whatif.edited import edit_pages
from tiny import facts_of, site

POSTS = 12
MENU = "navigation: [/, /blog/, /shop/]\n"
OPEN = Rules(per_source=None, per_target=None, largest_loss=None, relevance=None)


def blog(settings: str = "{priority: {/blog/3: 2, /blog/7: 1}}") -> Facts:
    """A blog whose posts link on in a ring, with backlinks to a few of them."""
    posts = "".join(
        f"  /blog/{n}: {{links: [/blog/{(n + 1) % POSTS}, /blog/{(5 * n + 2) % POSTS}, "
        f"'https://x.org/{n}']}}\n"
        for n in range(POSTS)
    )
    pages = f"pages:\n  /: {{}}\n  /blog/: {{links: [/blog/0]}}\n  /shop/: {{}}\n{posts}"
    backlinks = "backlinks:\n" + "".join(
        f"  - {{to: /blog/{n}, from: 'https://d{n}.org/', rating: {40 + n}}}\n" for n in (1, 5, 9)
    )
    return facts_of(site(f"{MENU}{pages}{backlinks}settings: {settings}\n"))


@pytest.fixture(scope="module")
def facts() -> Facts:
    return blog()


@pytest.fixture(scope="module")
def candidates(facts: Facts) -> Candidates:
    return find_candidates(facts)


def together(facts: Facts, candidates: Candidates, chosen: Budget) -> float:
    """Target equity gained by the chosen links, made at once and solved again."""
    table = candidates.table.select("source_id", "target_id", "passed", "leaked")
    rows = [table.row(link.candidate) for link in chosen.links]
    changes = row_changes(facts.system, LinkChanges.of(rows))  # type: ignore[arg-type]
    return 0.15 * edit_pages(facts.standing, changes).gain


@pytest.mark.parametrize("rules", [Rules(), OPEN, Rules(links=3), Rules(least_gain=0.5)])
def test_the_lift_is_that_of_all_links_made_together(
    facts: Facts, candidates: Candidates, rules: Rules
) -> None:
    """Gains of the steps sum to the lift, and the lift to what solving again says."""
    chosen = choose(facts.standing, candidates, rules)
    assert chosen.lift == pytest.approx(together(facts, candidates, chosen), rel=1e-9)
    assert sum(link.gain for link in chosen.links) == pytest.approx(chosen.lift, rel=1e-9)
    assert chosen.lift > 0
    assert chosen.before == pytest.approx(0.15 * facts.standing.total)


def test_each_step_takes_the_candidate_that_gains_most(
    facts: Facts, candidates: Candidates
) -> None:
    """No other candidate, solved for exactly, would have gained more as the first link."""
    first = choose(facts.standing, candidates, replace(OPEN, links=1)).links[0]
    rows = candidates.table.select("source_id", "target_id", "passed", "leaked").rows()
    gains = [
        edit_pages(facts.standing, row_changes(facts.system, LinkChanges.of([row]))).gain
        for row in rows
    ]
    assert first.gain == pytest.approx(0.15 * max(gains), rel=1e-9)
    assert first.candidate == int(np.argmax(gains))


def test_no_page_gives_or_gets_more_than_its_share(facts: Facts, candidates: Candidates) -> None:
    """At most 3 links from one page and 5 to one, unless the gates stand open."""
    chosen = choose(facts.standing, candidates, Rules(largest_loss=None, least_gain=0.0))
    assert max(Counter(link.source_id for link in chosen.links).values()) <= 3
    assert max(Counter(link.target_id for link in chosen.links).values()) <= 5
    ungated = choose(facts.standing, candidates, replace(OPEN, links=12))
    assert max(Counter(link.target_id for link in ungated.links).values()) > 5


def test_nobody_loses_more_than_a_tenth(facts: Facts, candidates: Candidates) -> None:
    """Losers are shown, and none has lost more than allowed; without the gate some have."""
    equity = 0.15 * facts.flow.x
    held = equity > 0
    gated = choose(facts.standing, candidates, Rules(per_target=None))
    assert (gated.change[held] / equity[held]).min() >= -0.1 - 1e-9
    assert gated.change.min() < 0
    without = choose(facts.standing, candidates, OPEN)
    assert (without.change[held] / equity[held]).min() < -0.1


def test_each_gate_says_what_it_costs(facts: Facts, candidates: Candidates) -> None:
    """The lift with one gate open is that of choosing without it; an unknown relevance costs 0."""
    rules = Rules(links=20)
    chosen = choose(facts.standing, candidates, rules)
    assert set(chosen.open_gates) == {"per_source", "per_target", "largest_loss"}
    for gate, lift in chosen.open_gates.items():
        alone = choose(facts.standing, candidates, rules.without(gate))
        assert lift == pytest.approx(alone.lift)


def test_it_stops_where_another_link_no_longer_pays(facts: Facts, candidates: Candidates) -> None:
    """The last gain is above the share of the first that was asked for."""
    chosen = choose(facts.standing, candidates, Rules(links=200, least_gain=0.3))
    assert chosen.stopped == "gain"
    gains = [link.gain for link in chosen.links]
    assert min(gains) > 0.3 * gains[0]
    assert choose(facts.standing, candidates, Rules(links=2)).stopped == "budget"
    nothing = Candidates(candidates.table.clear(), {})
    assert choose(facts.standing, nothing, Rules()).stopped == "candidates"


def test_only_the_most_relevant_tenth_is_chosen_from(facts: Facts, candidates: Candidates) -> None:
    """Where relevance is known, pairs below its 90th percentile are left out."""
    ranks = pl.Series(np.arange(candidates.table.height, dtype=np.float64))
    known = Candidates(candidates.table.with_columns(relevance=ranks), {})
    chosen = choose(facts.standing, known, Rules())
    assert min(link.candidate for link in chosen.links) >= 0.9 * (len(ranks) - 1) - 1
    assert "relevance" in chosen.open_gates


def test_what_no_longer_leaks_is_what_pages_keep_more(facts: Facts, candidates: Candidates) -> None:
    """A link takes from pages and from leaks: the sum of all changes is what leaks gave."""
    chosen = choose(facts.standing, candidates, Rules())
    assert chosen.recovered == pytest.approx(chosen.change.sum())
    assert chosen.recovered > 0


def test_links_that_hold_in_few_models_are_kept_apart(facts: Facts, candidates: Candidates) -> None:
    """The budget is met by others; what would have been chosen is told beside, with its price."""
    first = choose(facts.standing, candidates, Rules(links=2, least_gain=0.0))
    holds_in = np.ones(candidates.table.height)
    holds_in[first.links[0].candidate] = 0.79
    doubted = replace(candidates, holds_in=holds_in)
    again = choose(facts.standing, doubted, Rules(links=2, least_gain=0.0))
    assert len(again.links) == 2
    assert first.links[0].candidate not in {link.candidate for link in again.links}
    assert [link.candidate for link in again.less_sure] == [first.links[0].candidate]
    assert again.open_gates["holds_in"] == pytest.approx(first.lift)
    assert first.lift > again.lift


def test_words_that_are_there_come_before_sentences_to_write(
    facts: Facts, candidates: Candidates
) -> None:
    """A new sentence is chosen where it gains ten times as much; what that costs is told."""
    best = choose(facts.standing, candidates, replace(OPEN, links=1)).links[0].candidate
    new_text = np.arange(candidates.table.height) == best
    worded = replace(candidates, new_text=new_text)
    chosen = choose(facts.standing, worded, replace(OPEN, links=3))
    assert best not in {link.candidate for link in chosen.links}
    assert chosen.open_gates["in_text"] > chosen.lift
    only = replace(candidates, new_text=np.ones_like(new_text))
    alike = choose(facts.standing, only, replace(OPEN, links=3))
    plain = choose(facts.standing, candidates, replace(OPEN, links=3))
    assert [link.gain for link in alike.links] == pytest.approx([k.gain for k in plain.links])
