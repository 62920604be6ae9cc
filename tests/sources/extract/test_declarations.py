"""Laws of what a page declares beside its text and links."""

import pytest

from answers import HOME, read
from linkequity.snapshot.declared import HREFLANGS, STRUCTURED_DATA, UNCRAWLABLE_LINKS
from linkequity.sources.extract.page import Row


def declared(html: str) -> dict[str, list[Row]]:
    return {table.name: rows for table, rows in read(html).declared.items()}


def test_other_languages_are_read_from_the_head_as_written_and_resolved() -> None:
    html = """<html><head><link rel=alternate hreflang=DE-at href=/de/>
    <link rel="alternate" hreflang=x-default href=https://b.test/>
    <link rel=alternate type=application/rss+xml href=/feed></head>
    <body><link rel=alternate hreflang=fr href=/fr/>"""
    rows = declared(html)[HREFLANGS.name]
    assert [(r["hreflang"], r["target"], r["internal"]) for r in rows] == [
        ("de-at", HOME + "de/", True),
        ("x-default", "https://b.test/", False),
    ]


def test_versions_on_this_site_are_to_be_asked_for_once_each_and_the_page_itself_is_not() -> None:
    html = """<head><link rel=alternate hreflang=de href=/de/>
    <link rel=alternate hreflang=en href=/><link rel=alternate hreflang=de-at href=/de/>
    <link rel=alternate hreflang=fr href=https://b.test/></head><a href=/de/>Deutsch</a>"""
    assert [(found.url, found.source) for found in read(html).found] == [
        (HOME + "de/", "link"),
        (HOME + "de/", "hreflang"),
    ]


@pytest.mark.parametrize(
    ("script", "types", "broken"),
    [
        ('{"@type": "Article", "author": {"@type": ["Person", "Thing"]}}', 3, False),
        ('[{"@graph": [{"@type": "FAQPage"}, {"@type": "FAQPage"}]}]', 1, False),
        ('{"@type": "Article",}', 0, True),
        ("//<![CDATA[\n{}\n//]]>", 0, False),
        ('<!--\n{"@type": "Product"}\n-->', 1, False),
        ('<!-- {"@type": "Product"} //-->', 1, False),
        ("[" * 5000 + "]" * 5000, 0, True),
    ],
)
def test_structured_data_names_its_types_or_why_it_cannot_be_parsed(
    script: str, types: int, broken: bool
) -> None:
    rows = declared(f"<script type='application/ld+json'>{script}</script>")[STRUCTURED_DATA.name]
    assert [len(row["types"]) for row in rows] == [types]  # type: ignore[arg-type]
    assert bool(rows[0]["error"]) is broken


def test_microdata_is_one_row_with_its_types() -> None:
    html = """<div itemscope itemtype="https://schema.org/Product"><span itemprop=offers
    itemscope itemtype=http://schema.org/Offer></span></div>"""
    rows = declared(html)[STRUCTURED_DATA.name]
    assert [(row["format"], row["types"]) for row in rows] == [("microdata", ["Product", "Offer"])]


def test_a_link_that_only_a_script_makes_is_kept_with_its_words() -> None:
    html = """<a onclick="go('/a')">To A</a><a name=top></a><a>Current</a><a data-href=/b>B</a>
    <a href=/c onclick="track()">C</a>"""
    rows = declared(html)[UNCRAWLABLE_LINKS.name]
    assert [(row["tag"], row["text"]) for row in rows] == [("a", "To A"), ("a", "B")]


def test_a_button_and_what_opens_in_place_are_no_links() -> None:
    html = """<a role=button onclick="toggle(this)">More</a><a aria-expanded=false @click=o>O</a>
    <a data-bs-toggle=tab onclick="tab()">T</a><a role=link onclick="go('/a')">A</a>
    <button onclick="useMyLocation(1)">Near</button><i onclick="if (location == 1) x()">i</i>"""
    rows = declared(html)[UNCRAWLABLE_LINKS.name]
    assert [(row["tag"], row["text"]) for row in rows] == [("a", "A")]


def test_another_element_counts_only_where_its_handler_goes_somewhere() -> None:
    html = """<button class="x" onclick="window.location.href='/a'">A</button>
    <button onclick="toggleMenu()">Menu</button><div onclick='location = "/b"'>B</div>
    <form onclick="location='/c'"></form>"""
    rows = declared(html)[UNCRAWLABLE_LINKS.name]
    assert [row["tag"] for row in rows] == ["button", "div"]


def test_markup_made_to_hang_a_reader_is_read_in_time() -> None:
    hostile = "<div " + "onclick " * 100_000 + "<" * 100_000 + 'onclick="location=1'
    assert declared(hostile)[UNCRAWLABLE_LINKS.name] == []
