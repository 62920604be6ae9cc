"""Laws of areas: all equity that is kept is there, once, whatever is gathered."""

import pytest

from linkequity.app.auditing import areas as module
from linkequity.app.auditing.areas import OTHERS, areas
from linkequity.model.facts import Facts
from tiny import facts_of, site, url

PAGES = """
start: /
navigation: [/, /a/, /b/, /c/]
pages:
  /: {}
  /a/: {links: [/a/x, /a/y]}
  /a/x: {}
  /a/y: {}
  /b/: {links: [/b/x]}
  /b/x: {}
  /c/: {links: [/c/x]}
  /c/x: {}
  /d/gone: {status: 404, known_from: [sitemap]}
"""
SEARCH = "search: [{url: /a/x, impressions: 90}, {url: /b/x, impressions: 10}]"


def facts(more: str = "") -> Facts:
    return facts_of(site(PAGES + more))


@pytest.mark.parametrize(("segments", "pages"), [(16, 90), (2, 3), (1, 0)])
def test_all_equity_is_there_once(
    segments: int, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few segments and pages are named, the rest stands beside them."""
    monkeypatch.setattr(module, "SEGMENTS", segments)
    monkeypatch.setattr(module, "PAGES", pages)
    known = facts()
    found = areas(known)
    assert sum(area.equity for area in found) == pytest.approx(known.ledger.kept)
    assert sum(area.pages for area in found) == 8
    assert len({area.url for area in found if area.url}) == min(pages, 8)
    assert len({area.segment for area in found} - {OTHERS}) <= segments


def test_areas_come_by_segment_the_strongest_page_first() -> None:
    """A segment's areas stand together, its rest last."""
    found = areas(facts())
    segments = [area.segment for area in found]
    assert segments == sorted(segments, key=segments.index)
    for segment in set(segments):
        equities = [a.equity for a in found if a.segment == segment and a.url]
        assert equities == sorted(equities, reverse=True)


def test_demand_is_a_share_of_what_content_pages_keep() -> None:
    """Nine in ten impressions make nine tenths of the equity; who has none is wanted by nobody."""
    known = facts(SEARCH)
    demand = {area.url: area.demand for area in areas(known) if area.url}
    kept = sum(row["equity"] for row in known.pages.to_dicts() if row["content_kind"] == "content")
    assert demand[url("/a/x")] == pytest.approx(0.9 * kept)
    assert demand[url("/a/y")] == 0


def test_without_search_data_nobody_knows_the_demand() -> None:
    """No figure where nothing was counted."""
    assert {area.demand for area in areas(facts())} == {None}
