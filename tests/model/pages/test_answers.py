"""What answer engines meet: eligibility as documented, evidence as counted, no score."""

import polars as pl
import pytest

import tiny
from linkequity.model.pages.answers import QUOTED, STATISTIC, answer_readiness

ROBOTS = """
robots: "User-agent: PerplexityBot\\nDisallow: /shut\\nUser-agent: CCBot\\nDisallow: /"
pages:
  /: {links: [/rich, /shut, /silent, /moved/, /away, /hidden]}
  /rich:
    links:
      - https://www.x.org/1
      - https://x.org/2
      - https://y.org/
      - {to: https://z.org, position: footer}
    text:
      - Sales rose by 12% in a year, and by 3 % in May.
      - The firm earned $5 more, says the report.
      - There were 12 people in 2024.
      - She said “links are the oldest kind of recommendation” and left.
      - The so-called “green label” is not one.
    code: ['say("this is 100% of all there is to say")']
  /shut: {words: 5, json_ld_error: a comma too many}
  /silent: {meta_robots: "index, nosnippet"}
  /moved: {redirect: /moved/}
  /moved/: {canonical: /moved}
  /away: {canonical: https://other.org/}
  /hidden: {noindex: true}
"""


@pytest.fixture(scope="module")
def pages() -> dict[str, dict[str, object]]:
    rows = answer_readiness(tiny.facts_of(tiny.site(ROBOTS)), 100)
    return {str(row["url"]).removeprefix(tiny.ORIGIN): row for row in rows.to_dicts()}


def test_statistics_quotations_and_sources_are_counted_in_the_main_text(pages) -> None:
    """A bare number is no statistic, two words in quotation marks are none, a footer no source."""
    rich = pages["/rich"]
    assert (rich["statistics"], rich["quotations"], rich["sources"]) == (2, 1, 2)


def test_crawlers_for_answers_are_named_apart_from_those_for_training(pages) -> None:
    assert pages["/shut"]["shut_out"] == ["PerplexityBot"]
    assert pages["/rich"]["shut_out"] == []
    assert pages["/rich"]["shut_out_of_training"] == ["CCBot"]


def test_a_page_without_text_in_its_html_or_with_broken_data_says_so(pages) -> None:
    assert (pages["/shut"]["in_html"], pages["/rich"]["in_html"]) == (False, True)
    assert pages["/shut"]["structured_data_broken"]


def test_a_forbidden_snippet_is_seen(pages) -> None:
    assert [path for path, page in pages.items() if not page["snippet"]] == ["/silent"]


def test_a_canonical_is_stable_where_it_leads_back_to_the_page(pages) -> None:
    assert [path for path, page in pages.items() if not page["stable_canonical"]] == ["/away"]


def test_only_indexable_content_is_listed_the_strongest_first(pages) -> None:
    equities = [page["equity"] for page in pages.values()]
    assert "/hidden" not in pages
    assert equities == sorted(equities, reverse=True)


def test_no_more_pages_are_read_than_asked_for() -> None:
    assert answer_readiness(tiny.facts_of(tiny.site(ROBOTS)), 2).height == 2


@pytest.mark.parametrize(
    "text",
    ["grew by 12 %", "1,5 Mio. Euro", "売上は3億円", "约30万人", "млн 5 and 7 млн", "$ 12", "40％"],
)
def test_shares_money_and_millions_are_statistics_in_many_languages(text: str) -> None:
    assert pl.select(pl.lit(text).str.contains(STATISTIC)).item()


@pytest.mark.parametrize("text", ["in 2019 we met", "chapter 3", "版本 2.0", "five of us"])
def test_years_and_numbers_of_chapters_are_no_statistics(text: str) -> None:
    assert not pl.select(pl.lit(text).str.contains(STATISTIC)).item()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("「この製品はとても使いやすいと思います」と語った", True),
        ("「東京」へ行く", False),
        ("She said “it saved us two whole days” of work", True),
        ("the so-called “best practice”", False),
        ("Er sagte: „Das ist der beste Weg dorthin“, und ging", True),
        ("wie „Schule“, in dem viel Neues gezeigt wird, oder “Hof”", False),
        ('the "spec", which is far longer than the "draft"', False),
        ("Elle dit : « la maison est vide depuis deux ans »", True),
        ("le « club », souvenez-vous que tout le monde (la « base »)", False),
    ],
)
def test_a_quotation_is_more_than_a_name_with_spaces_and_without(text: str, quoted: bool) -> None:
    assert pl.select(pl.lit(text).str.contains(QUOTED)).item() is quoted
