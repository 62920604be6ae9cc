"""Gates: a target that is not ready locks all that follows."""

import pytest

import tiny
from linkequity.advice.plan.gates import ready, structure_gates, target_gates
from linkequity.advice.plan.targets import named_target, suggested_targets
from linkequity.base.errors import UsageError
from linkequity.model.facts import Facts

WORDS = "advice about tax for owners of a business before they sell it or hand it on " * 8


def facts_with(page: str, more: str = "") -> Facts:
    """A site whose /a is as `page` says."""
    return tiny.facts_of(
        tiny.site(f"""
pages:
  /: {{title: Home, links: [/a, /b, /c]}}
  /a: {{{page}}}
  /b: {{title: Payroll, text: [payroll]}}
  /c: {{title: Twin, text: [twin]}}
{more}
""")
    )


@pytest.mark.parametrize(
    ("page", "closed"),
    [
        (f"title: Tax, text: ['{WORDS}']", set()),
        (f"title: Tax, text: ['{WORDS}'], noindex: true", {"indexable"}),
        ("title: Tax, blocked: true", {"indexable"}),
        ("redirect: /b", {"canonical"}),
        ("title: Tax, canonical: /b", {"canonical"}),
        (f"title: Tax, text: ['{WORDS}'], canonical: 'https://other.net/a'", {"canonical"}),
        ("title: Tax, text: [short]", {"has-text"}),
        (f"title: Twin, text: ['{WORDS}']", {"unique"}),
    ],
)
def test_what_a_page_lacks_closes_its_gate_and_says_what_opens_it(
    page: str, closed: set[str]
) -> None:
    """One gate for each thing that is wrong; nothing else is closed."""
    facts = facts_with(page)
    gates = target_gates(facts, named_target(facts, "/a"))
    shut = [gate for gate in gates if gate.state == "closed"]
    assert {gate.id for gate in shut} == closed
    assert all(gate.opens_by and gate.found for gate in shut)
    assert ready(gates) == (not closed)


def test_shared_queries_close_the_gate_of_uniqueness() -> None:
    """Two pages for one query, by search data; without any it is unknown, and locks nothing."""
    search = """
search:
  - {url: /a, query: tax advice, impressions: 500, clicks: 5, search_position: 12}
  - {url: /c, query: tax advice, impressions: 400, clicks: 5, search_position: 15}
"""
    page = f"title: Advice on tax, text: ['{WORDS}']"
    alone = facts_with(page)
    unknown = {g.id: g.state for g in target_gates(alone, named_target(alone, "/a"))}
    assert unknown["unique"] == "unknown"
    shared = tiny.facts_of(
        tiny.site(f"""
pages:
  /: {{title: Home, links: [/a, /b, /c]}}
  /a: {{{page}}}
  /b: {{title: Payroll, text: [payroll]}}
  /c: {{title: More advice, text: [advice]}}
{search}
""")
    )
    found = {g.id: g for g in target_gates(shared, named_target(shared, "/a"))}
    assert found["unique"].state == "closed"
    assert "/c" in found["unique"].found


def test_structure_is_ready_with_three_pages_linked_both_ways() -> None:
    """Three that link in are not enough while the target links back to two."""
    assert not ready(structure_gates(3, 2, 3))
    assert not ready(structure_gates(2, 3, 3))
    assert ready(structure_gates(3, 3, 3))


def test_targets_are_those_that_matter_most() -> None:
    """Priority pages first; else demand; never the start page; an unknown name is refused."""
    named = facts_with("title: Tax", "settings: {priority: {/b: 2, /a: 1}}")
    urls = [str(named.graph.pages["url"][page]) for page in suggested_targets(named)]
    assert urls == [tiny.url("/b"), tiny.url("/a")]
    asked = facts_with("title: Tax", "search: [{url: /c, impressions: 9, search_position: 14}]")
    assert [str(asked.graph.pages["url"][p]) for p in suggested_targets(asked)] == [tiny.url("/c")]
    with pytest.raises(UsageError):
        named_target(asked, "/nothing")
