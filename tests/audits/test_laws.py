"""What holds of every audit on any site."""

import math
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tiny
from linkequity.audits.registry import AUDITS, find
from linkequity.audits.runner import STATUS_ORDER, run

PATHS = [f"/{name}" for name in ("", "a", "b", "c", "blog/", "blog/x", "tag/y", "old", "gone")]
LINKS = st.fixed_dictionaries(
    {
        "to": st.sampled_from([*PATHS, "https://x.org/", "mailto:a@b.c", "#top"]),
        "position": st.sampled_from(["content", "navigation", "footer"]),
        "rel": st.sampled_from(["", "", "", "nofollow", "ugc"]),
        "anchor_text": st.sampled_from(["read more", "tax", "", "»"]),
        "repeated": st.booleans(),
    }
)
FATES = st.sampled_from(
    [{}, {}, {}, {}, {"status": 404}, {"status": 403}, {"noindex": True}, {"nofollow": True},
     {"blocked": True}, {"not_crawled": True}, {"failed": "timeout"}, {"redirect": "/a"},
     {"redirect": "/old"}, {"redirect": "https://x.org/"}, {"canonical": "/b"}]
)  # fmt: skip
BACKLINKS = st.fixed_dictionaries(
    {
        "to": st.sampled_from(PATHS),
        "from": st.sampled_from(["https://x.org/1", "https://y.org/1"]),
        "rating": st.one_of(st.none(), st.floats(0, 100)),
    }
)


@st.composite
def tiny_sites(draw: st.DrawFn) -> tiny.Site:
    pages = {
        path: {**draw(FATES), "links": draw(st.lists(LINKS, max_size=5)), "known_from": ["sitemap"]}
        for path in PATHS
    }
    pages["/"] |= {"status": 200}
    made = {
        "pages": pages,
        "navigation": draw(st.lists(st.sampled_from(PATHS), max_size=3)),
        "backlinks": draw(st.lists(BACKLINKS, max_size=4)),
        "complete": draw(st.booleans()),
    }
    return msgspec.convert(made, tiny.Site)


@settings(max_examples=15, deadline=None)
@given(tiny_sites())
def test_of_any_site_no_audit_fails_and_every_result_keeps_its_word(site: tiny.Site) -> None:
    facts = tiny.facts_of(site)
    results = run(facts, AUDITS)
    assert {r.audit.id for r in results} == {a.id for a in AUDITS}
    assert [r.note for r in results if r.status == "error"] == []
    places = [
        (STATUS_ORDER.index(r.status), r.audit.meta.passes, -r.equity_at_stake) for r in results
    ]
    assert places == sorted(places)
    known = set(facts.pages.get_column("url")) | set(facts.links["target"].drop_nulls())
    known.add("https://example.com/robots.txt")
    for result in results:
        _keeps_its_word(result, known)


def _keeps_its_word(result, known: set[str]) -> None:
    stakes = [finding.equity_at_stake for finding in result.findings]
    assert all(math.isfinite(stake) and stake >= 0 for stake in stakes)
    assert stakes == sorted(stakes, reverse=True)
    urls = [finding.url for finding in result.findings]
    assert len(set(urls)) == len(urls)
    assert known.issuperset(urls)
    proved = any(finding.verdict == "proved" for finding in result.findings)
    assert (result.status == "fail") == proved
    for finding in result.findings:
        msgspec.json.encode(finding.evidence)
        assert all(len(v) <= 21 for v in finding.evidence.values() if isinstance(v, list))


@settings(max_examples=15, deadline=None)
@given(tiny_sites())
def test_the_leaks_that_audits_find_are_those_of_the_ledger(site: tiny.Site) -> None:
    facts = tiny.facts_of(site)
    stakes = {result.audit.id: result.equity_at_stake for result in run(facts, AUDITS)}
    leaked = facts.ledger.leaked
    near = {"rel": 1e-6, "abs": 1e-6}
    broken = stakes["broken-internal-links"] - leaked["broken"] - leaked["uncertain"]
    assert -1e-6 <= broken <= leaked["nofollow"] + 1e-6  # a nofollowed link may be broken too
    assert stakes["nofollowed-internal-links"] == pytest.approx(leaked["nofollow"], **near)
    unmet = facts.ledger.lost_at_door + facts.ledger.unread_at_door
    at_the_door = stakes["backlinks-lost-at-the-door"] + stakes["noindex-pages-with-backlinks"]
    assert at_the_door == pytest.approx(unmet, **near)
    assert stakes["linked-noindex-pages"] == pytest.approx(leaked["noindex"], **near)
    assert stakes["linked-blocked-pages"] == pytest.approx(leaked["blocked"], **near)
    assert stakes["stranded-backlink-equity"] == pytest.approx(facts.ledger.stranded, **near)


def test_what_backlinks_lose_is_counted_once_where_an_equivalent_is_proved() -> None:
    """The two audits share the loss: what one proves to live on elsewhere the other leaves out."""
    path = Path(__file__).parents[1] / "sites" / "lost-backlinks-with-a-live-equivalent.yaml"
    for site in list(tiny.sites(path).values())[1:]:
        facts = tiny.facts_of(site)
        lost, equivalent = run(
            facts,
            [find("backlinks-lost-at-the-door"), find("lost-backlinks-with-a-live-equivalent")],
        )
        stakes = [
            finding.equity_at_stake
            for result in (lost, equivalent)
            for finding in result.findings
            if finding.verdict == "proved"
        ]
        assert sum(stakes) == pytest.approx(facts.ledger.lost_at_door)
