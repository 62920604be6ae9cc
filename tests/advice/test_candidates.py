"""Which links could be added, and what adding each would change."""

import polars as pl
import pytest

from linkequity.advice.candidates import Candidates, find_candidates, name_candidates
from linkequity.model.facts import Facts
from linkequity.model.whatif.changes import LinkChanges, row_changes
from linkequity.model.whatif.scoring import score_candidates
from tiny import facts_of, site, url

SITE = """
navigation: [/, /blog/a]
pages:
  /: {links: [/blog/]}
  /blog/: {links: [/blog/a, /blog/b, /tag/x/]}
  /blog/a: {links: [{to: /blog/b, position: sidebar, rel: nofollow}]}
  /blog/b: {nofollow: true}
  /blog/c: {links: [/blog/b, /old], known_from: [sitemap]}
  /old: {redirect: /blog/a}
  /tag/x/: {}
  /blog/gone: {status: 404, known_from: [sitemap]}
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(site(SITE))


def pairs(facts: Facts, found: Candidates) -> set[tuple[str, str]]:
    urls = facts.graph.pages["url"].str.strip_prefix("https://example.com")
    rows = found.table.select("source_id", "target_id").iter_rows()
    return {(urls[u], urls[v]) for u, v in rows}


def named(*rows: tuple[str, str]) -> pl.DataFrame:
    columns = {"source": [u for u, _ in rows], "target": [v for _, v in rows]}
    return pl.DataFrame(columns).with_columns(
        anchor_text=pl.lit("text"), relevance=pl.lit(None, pl.Float64)
    )


def test_content_pages_of_a_segment_that_are_not_linked_yet(facts: Facts) -> None:
    """Menu links do not stand in the way; content links do, redirected ones too."""
    assert pairs(facts, find_candidates(facts)) == {
        ("/blog/", "/blog/c"),
        ("/blog/a", "/blog/"),
        ("/blog/a", "/blog/b"),
        ("/blog/a", "/blog/c"),
        ("/blog/c", "/blog/"),
    }


def test_what_cannot_be_linked_is_counted_by_reason(facts: Facts) -> None:
    """A list by hand may name anything; each pair is taken up or counted, once."""
    found = name_candidates(
        facts,
        named(
            ("/blog/a", "/blog/c"),
            ("/old", url("/blog/c")),
            ("/blog/c", "/old"),
            ("/blog/a", "/nowhere"),
            ("/blog/a", "/tag/x/"),
            ("/blog/b", "/blog/c"),
            ("/blog/a", "/blog/a"),
        ),
    )
    assert pairs(facts, found) == {("/blog/a", "/blog/c")}
    assert found.left_out == {
        "no such page": 1,
        "not an indexable content page": 1,
        "a page that says nofollow": 1,
        "the same page": 1,
        "linked already": 1,
        "named twice": 1,
    }
    assert found.table["anchor_text"].to_list() == ["text"]


def test_a_link_beside_one_that_counts_changes_only_the_difference(facts: Facts) -> None:
    """A menu link lends its weight; an unfollowed one is replaced, and no longer leaks."""
    found = name_candidates(facts, named(("/blog/c", "/"), ("/blog/a", "/blog/b")))
    beside_menu, beside_unfollowed = sorted(
        found.table.select("passed", "leaked").rows(), key=lambda row: -row[1]
    )
    assert beside_menu == (pytest.approx(0.75 - 0.2), 0.0)
    assert beside_unfollowed == (0.75, -0.3)


def test_scores_are_first_order_of_each_pair_alone(facts: Facts) -> None:
    """The vectors say of a million pairs what the edit says of one: d·x_u·δ·h."""
    found, standing = find_candidates(facts), facts.standing
    scores = score_candidates(standing, found.pairs)
    for row, score in zip(found.table.iter_rows(named=True), scores, strict=True):
        change = [(row["source_id"], row["target_id"], row["passed"], row["leaked"])]
        rows = row_changes(facts.system, LinkChanges.of(change))
        passed_on = rows.delta(facts.system, standing.x[rows.pages])
        assert score == pytest.approx(facts.system.damping * passed_on @ standing.h, rel=1e-9)


def test_large_segments_put_their_best_forward() -> None:
    """Below the limit, the strongest donors meet the pages of the highest value."""
    links = "".join(f"  /blog/{n}: {{links: [/blog/{n % 5}]}}\n" for n in range(5, 40))
    homes = "".join(f"  /blog/{n}: {{}}\n" for n in range(5))
    hub = ", ".join(f"/blog/{n}" for n in range(40))
    facts = facts_of(site(f"pages:\n  /: {{links: [{hub}]}}\n{homes}{links}"))
    found = find_candidates(facts, limit=101).table
    assert 0 < found.height <= 101
    pages = facts.pages.filter(pl.col("segment") == "/blog/")
    best = {
        column: set(pages.sort(column, "page_id", descending=[True, False])["page_id"].head(10))
        for column in ("donor_strength", "value")
    }
    assert set(found["source_id"]) <= best["donor_strength"]
    assert set(found["target_id"]) <= best["value"]
