"""Reach: one page's worth of work, or the whole site's."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from linkequity.app.auditing.document import TOP_LANDINGS
from linkequity.model.engine import spreading
from linkequity.model.equity import reach
from tiny import facts_of, site

# The worked example: menus link everything, and the service page gets the backlink.
FIRM = """
navigation: [/, /tax-advisory, /about, /contact, /blog/]
footer: [/privacy]
pages:
  /: {}
  /tax-advisory: {links: [ONWARD]}
  /about: {}
  /contact: {}
  /privacy: {}
  /blog/: {links: [/blog/a, /blog/b, /blog/c]}
  /blog/a: {links: [INWARD]}
  /blog/b: {links: [INWARD]}
  /blog/c: {links: [INWARD]}
backlinks: [{to: /tax-advisory, from: "https://industry.org/", rating: 60}]
"""
POSTS = "/blog/a, /blog/b, /blog/c"
STAGES = {
    "alone": ("", "", 1, True),
    "posts that only link in": ("", "/tax-advisory", 1, True),
    "two-way links": (POSTS, "/tax-advisory", 4, False),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_backlink_lifts_as_many_pages_as_content_links_lead_to(stage: str) -> None:
    """One page alone, one with posts that only link in, four with two-way links."""
    onward, inward, lifted, stranded = STAGES[stage]
    text = FIRM.replace("ONWARD", onward).replace("INWARD", inward)
    landing = facts_of(site(text)).landings.row(0, named=True)
    assert landing["pages_lifted"] == lifted
    assert landing["stranded"] is stranded
    assert (landing["reach"] == pytest.approx(1)) is stranded
    assert landing["pages_lifted_with_menus"] > 4


def test_what_is_stranded_is_in_the_ledger() -> None:
    """The equity of landing pages that lift nobody else, together."""
    facts = facts_of(site(FIRM.replace("ONWARD", "").replace("INWARD", "")))
    assert facts.ledger.stranded == facts.ledger.from_backlinks > 0


def test_blocks_give_what_one_by_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Landing pages solved in blocks of any width have the same reach."""
    facts = facts_of(site(FIRM.replace("ONWARD", POSTS).replace("INWARD", "/tax-advisory")))
    pages = np.flatnonzero(facts.content)
    together = reach.measure_each(facts.content_system, pages, facts.content)
    monkeypatch.setattr(spreading, "BLOCK_CELLS", 12)
    alone = reach.measure_each(facts.content_system, pages, facts.content)
    assert [one.pages_lifted for one in alone] == [one.pages_lifted for one in together]
    assert [one.reach for one in alone] == pytest.approx([one.reach for one in together], rel=1e-5)
    assert len(together) == len(pages) > 6


@pytest.mark.parametrize("system", ["system", "content_system"])
def test_parcels_spread_as_they_do_alone_by_elimination(system: str) -> None:
    """What many parcels make of every page is what elimination finds, to the tolerance."""
    facts = facts_of(site(FIRM.replace("ONWARD", POSTS).replace("INWARD", "/tax-advisory")))
    solved = getattr(facts, system)
    shares = facts.transition.shares if system == "system" else facts.transition.content
    parcels = np.random.default_rng(1).random((40, solved.pages))
    found = np.array(list(spreading.spread(solved, csr_array(parcels), 1e-5)))
    exact = np.linalg.solve(np.eye(solved.pages) - 0.85 * shares.toarray().T, parcels.T).T
    assert np.abs(found - exact).sum(axis=1).max() <= 1e-5 * parcels.sum(axis=1).max()


def test_only_content_pages_are_lifted() -> None:
    """Tags, legal pages and noindex pages that a landing page links to are nobody's gain."""
    onward = "/blog/a, /tag/tax, /imprint, /quiet"
    pages = "  /tag/tax: {}\n  /imprint: {}\n  /quiet: {noindex: true}\nbacklinks"
    text = FIRM.replace("ONWARD", onward).replace("INWARD", "").replace("backlinks", pages)
    landing = facts_of(site(text)).landings.row(0, named=True)
    assert landing["pages_lifted"] == 2
    assert landing["reach"] < 2


def test_landing_pages_beyond_those_measured_whole_are_as_stranded_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """How many pages each lifts does not depend on how it was found; the rest is null."""
    text = FIRM.replace("ONWARD", POSTS).replace("INWARD", "/tax-advisory")
    more = "".join(
        f', {{to: {page}, from: "https://o.org{page}"}}' for page in ("/blog/a", "/", "/about")
    )
    text = text.replace("rating: 60}]", "rating: 60}" + more + "]")
    whole = facts_of(site(text)).landings
    monkeypatch.setattr(reach, "ALWAYS_WHOLE", 1)
    monkeypatch.setattr(reach, "WHOLE_LINKS", 0)
    near = facts_of(site(text)).landings
    same = ["url", "equity", "pages_lifted", "stranded"]
    assert near.select(same).equals(whole.select(same))
    assert near["reach"].is_null().to_list() == [False, True, True, True]
    assert near["reach"][0] == pytest.approx(whole["reach"][0])
    assert not whole["reach"].has_nulls()
    assert near["pages_lifted_with_menus"].null_count() == 3


def test_all_landing_pages_that_results_show_are_measured_whole() -> None:
    """The result document has no landing page of which anything is not known."""
    assert TOP_LANDINGS <= reach.ALWAYS_WHOLE
