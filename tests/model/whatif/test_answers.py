"""Answers from the facts at hand are those of the edited site solved again."""

from dataclasses import asdict

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linkequity.base.errors import ScenarioInvalid
from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from linkequity.model.whatif.answers import MOST_PAGES, answer
from linkequity.model.whatif.edits import (
    AddBacklink,
    AddLink,
    AddPage,
    AddTemplateLink,
    Edit,
    LoseBacklink,
    MoveLink,
    Noindex,
    Redirect,
    RemoveLink,
    ReweighLink,
)
from linkequity.model.whatif.names import Scenario
from linkequity.model.whatif.outcome import Outcome
from linkequity.model.whatif.scenario import apply
from random_sites import POSITIONS, facts_of, plain_graphs, sites
from tiny import facts_of as tiny_facts
from tiny import site, url

graphs = st.one_of(sites(), plain_graphs().map(lambda plain: plain.tables))
RELS = ("followed", "nofollow", "ugc", "sponsored")


@st.composite
def few_pages(draw: st.DrawFn, facts: Facts) -> list[Edit]:
    """Edits of the links of one page or a few, and of backlinks."""
    urls = facts.graph.pages["url"].to_list()
    speaking = [urls[n] for n in np.flatnonzero(facts.graph.linking.to_numpy())]
    assume(speaking)
    edited = draw(st.lists(st.sampled_from(speaking), min_size=1, max_size=3, unique=True))
    edits = [edit for source in edited for edit in draw(of_one_page(facts, source))]
    for target in draw(st.lists(st.sampled_from(urls), max_size=1)):
        edits.append(Edit(add_backlink=AddBacklink(target=target, rating=50)))
    domains = facts.tables.backlinks.filter(~pl.col("lost"))["referring_domain"].unique().sort()
    for domain in draw(st.lists(st.sampled_from(domains.to_list() or [""]), max_size=1)):
        if domain:
            edits.append(Edit(lose_backlink=LoseBacklink(referring_domain=domain)))
    assume(edits)
    return edits


@st.composite
def of_one_page(draw: st.DrawFn, facts: Facts, source: str) -> list[Edit]:
    """Edits of the links of a page."""
    urls, edits = facts.graph.pages["url"].to_list(), []
    linked = facts.links.filter(pl.col("source") == source, pl.col("target").is_in(urls))
    for target in draw(
        st.lists(
            st.sampled_from(linked["target"].unique().sort().to_list() or [""]),
            max_size=2,
            unique=True,
        )
    ):
        pair = {"source": source, "target": target}
        if target:
            edits.append(
                draw(
                    st.sampled_from(
                        [
                            Edit(remove_link=RemoveLink(**pair)),
                            Edit(
                                move_link=MoveLink(
                                    **pair, position=draw(st.sampled_from(POSITIONS))
                                )
                            ),
                            Edit(reweigh_link=ReweighLink(**pair, rel=draw(st.sampled_from(RELS)))),
                        ]
                    )
                )
            )
    for target in draw(st.lists(st.sampled_from(urls), max_size=2)):
        position = draw(st.sampled_from(POSITIONS))
        edits.append(Edit(add_link=AddLink(source=source, target=target, position=position)))
    return edits


@settings(max_examples=12, deadline=None)
@given(graphs, st.data())
def test_the_facts_at_hand_answer_as_the_edited_site_does(
    tables: SiteTables, data: st.DataObject
) -> None:
    """Equity of every page to 1e-12 of what enters; ledger, backlinks, reach and links alike."""
    facts = facts_of(tables)
    scenario = Scenario(tuple(data.draw(few_pages(facts))))
    try:
        edited = Outcome.of(apply(facts, scenario))
    except ScenarioInvalid:
        # An edit before may have taken the link away that this one is about.
        with pytest.raises(ScenarioInvalid):
            answer(facts, scenario)
        return
    at_hand = answer(facts, scenario)
    assert at_hand
    same(at_hand, edited)


def same(one: Outcome, other: Outcome) -> None:
    total = other.ledger.equity_in or 1.0
    np.testing.assert_allclose(one.equity, other.equity, rtol=0, atol=1e-12 * total)
    books, again = asdict(one.ledger), asdict(other.ledger)
    assert books.pop("leaked") == pytest.approx(again.pop("leaked"), abs=1e-11 * total)
    assert books == pytest.approx(again, abs=1e-11 * total)
    assert one.backlinks.equals(other.backlinks)
    reached, reached_again = one.reach(one.backlinks), other.reach(other.backlinks)
    assert (reached is None) == (reached_again is None)
    if reached and reached_again:
        assert asdict(reached) == pytest.approx(asdict(reached_again), rel=1e-9)
    for page in range(len(one.content)):
        alone = np.arange(len(one.content)) == page
        for flow, flow_again in ((one.in_content, other.in_content),):
            assert (flow.linked_from(alone) == flow_again.linked_from(alone)).all()
            assert (flow.linking_to(alone) == flow_again.linking_to(alone)).all()


SITE = """
navigation: [/, /a]
pages:
  /: {links: [/b]}
  /a: {links: [/b]}
  /b: {links: [/]}
backlinks: [{to: /b, from: https://x.org/1, rating: 50}]
"""
SOLVED_AGAIN = {
    "a redirect": [Edit(redirect=Redirect(source="/a", target="/b"))],
    "a new page": [Edit(add_page=AddPage(url="/c"))],
    "noindex": [Edit(noindex=Noindex(url="/a")), Edit(add_link=AddLink(source="/b", target="/a"))],
}


@pytest.mark.parametrize("case", SOLVED_AGAIN)
def test_edits_of_pages_themselves_are_solved_again(case: str) -> None:
    """Where what a page is changes, or pages are added, there is no answer at hand."""
    assert answer(tiny_facts(site(SITE)), Scenario(tuple(SOLVED_AGAIN[case]))) is None


def test_edits_of_many_pages_are_solved_again() -> None:
    """A template of more pages than are solved one by one has no answer at hand."""
    links = ", ".join(f"/p{n}" for n in range(MOST_PAGES + 1))
    pages = "".join(f"  /p{n}: {{}}\n" for n in range(MOST_PAGES + 1))
    facts = tiny_facts(site(f"pages:\n  /: {{links: [{links}]}}\n{pages}"))
    few, many = (AddTemplateLink(target="/", pages=[pattern]) for pattern in ("/p1*", "/p*"))
    assert answer(facts, Scenario((Edit(add_template_link=few),)))
    assert answer(facts, Scenario((Edit(add_template_link=many),))) is None


def test_what_the_edits_cannot_reach_is_not_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A landing page that no content link leads on from stays as stranded as it was."""
    facts = tiny_facts(site(SITE.replace("/b: {links: [/]}", "/b: {}")))
    assert facts.landings["stranded"].to_list() == [True]
    measured: list[int] = []
    monkeypatch.setattr(
        "linkequity.model.whatif.answers.others_lifted",
        lambda links, system, pages, *_: measured.extend(pages) or pl.Series([], dtype=pl.Int64),
    )
    after = answer(facts, Scenario((Edit(add_link=AddLink(source="/a", target="/")),)))
    assert after
    assert not measured
    assert after.ledger.stranded == facts.ledger.stranded > 0
    assert url("/b") in after.pages["url"]
