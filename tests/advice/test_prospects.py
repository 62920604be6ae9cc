"""Gathering competitors' backlinks part by part."""

import polars as pl
import pytest

import tiny
from linkequity.advice import prospects
from linkequity.advice.prospects import Gathering
from linkequity.snapshot.tables import BACKLINKS

SITE = """
pages: {/: {title: Home, text: [tax advice for owners]}, /a: {title: Payroll, text: [payroll tax]}}
navigation: [/, /a]
backlinks: [{from: https://friend.org/x, to: /}]
"""


def export(competitor: str, domains: int) -> pl.DataFrame:
    return BACKLINKS.frame(
        [
            {
                "referring_page": f"https://d{number}.org/{page}",
                "referring_domain": f"d{number}.org",
                "target": f"https://{competitor}.net/",
                "anchor_text": "payroll tax",
                "page_rating": float(page),
                "domain_rating": 50.0,
            }
            for number in range(domains)
            for page in range(4)
        ]
    )


def test_many_small_parts_give_what_one_large_part_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """How often the best are kept changes neither counts nor examples."""
    answers = []
    for gathered in (200_000, 7):
        monkeypatch.setattr(prospects, "GATHERED", gathered)
        gathering = Gathering(tiny.facts_of(tiny.site(SITE)))
        for name in ("one", "two"):
            rows = export(name, 9)
            for start in range(0, rows.height, 5):
                gathering.take(name, rows[start : start + 5])
        found = gathering.found()
        answers.append((found.prospects.rows(), found.links.drop("links").rows()))
    assert answers[0] == answers[1]
    assert [row[-3] for row in answers[0][0]] == [8] * 9


def test_no_more_than_so_many_links_of_a_domain_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory grows with domains, not with links; the best rated stay."""
    monkeypatch.setattr(prospects, "EXAMPLES", 2)
    gathering = Gathering(tiny.facts_of(tiny.site(SITE)))
    for name in ("one", "two"):
        gathering.take(name, export(name, 3))
    found = gathering.found()
    assert found.links.height == 3 * 2 * 2
    assert set(found.links["page_rating"]) == {2.0, 3.0}
    assert found.prospects["links"].to_list() == [8, 8, 8]


def test_links_to_ourselves_are_nobodys() -> None:
    """An export of our own backlinks given as a competitor's brings no prospect."""
    gathering = Gathering(tiny.facts_of(tiny.site(SITE)))
    own = export("one", 2).with_columns(target=pl.lit(tiny.url("/")))
    gathering.take("one", own)
    gathering.take("two", export("two", 2))
    assert gathering.found().prospects.is_empty()
    assert gathering.left_out["to this site itself"] == 8


def test_an_unrated_domain_counts_as_the_least_rated_of_its_pages() -> None:
    """Exports that rate pages alone say of a domain what its pages are worth, no more."""
    gathering = Gathering(tiny.facts_of(tiny.site(SITE)))
    for name in ("one", "two"):
        rows = export(name, 1).with_columns(
            pl.lit(None, pl.Float64).alias("domain_rating"),
            referring_page=pl.lit(f"https://d0.org/{name}/") + pl.int_range(pl.len()).cast(str),
            page_rating=pl.int_range(pl.len()) + 30.0,
        )
        gathering.take(name, rows)
    found = gathering.found().prospects.row(0, named=True)
    assert (found["referring_page"], found["page_rating"]) == (None, 30.0)


def test_one_export_given_for_two_competitors_is_noticed() -> None:
    """Two names whose backlinks lead to one site are named; two sites are not."""
    gathering = Gathering(tiny.facts_of(tiny.site(SITE)))
    for name, site in (("one", "acme"), ("two", "acme"), ("three", "best")):
        gathering.take(name, export(site, 2))
    assert gathering.found().same_site == [(["one", "two"], "acme.net")]
