"""Laws of links: every one a row, resolved, described, with the words around it."""

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from answers import HOME, links


def only(body: str, **given: object) -> dict[str, object]:
    (link,) = links(body, **given)
    return link


PIECES = ["<a href=/x>", "</a>", "<area href=/y>", "<p>", "</p>", "<div>", "<table><td>", "<svg>"]
PIECES += ["<template>", "</template>", "<noscript>", "</noscript>", "word ", "<a>", "<a href=''>"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_a_and_area_with_href_is_exactly_one_row(html: str) -> None:
    tree = turbohtml.parse(html)
    expected = [a.attr("href") or "" for a in tree.select("a[href],area[href]")]
    inert = [a.attr("href") or "" for a in tree.select("template a[href],template area[href]")]
    assert len(links(html)) == len(expected) - len(inert)


def test_the_links_of_a_template_element_are_inert() -> None:
    html = "<template><a href=/x>x</a><template><a href=/y>y</a></template></template>"
    assert links(html + "<a href=/z>z</a>")[0]["href"] == "/z"
    assert len(links(html)) == 0


def test_the_links_of_a_declared_shadow_root_count() -> None:
    html = "<div><template shadowrootmode=open><a href=/x>x</a></template></div>"
    assert only(html)["href"] == "/x"


def test_the_links_of_noscript_count() -> None:
    assert only("<noscript><a href=/x>x</a></noscript>")["target"] == HOME + "x"


def test_an_a_without_href_is_no_link() -> None:
    assert links("<a name=top>x</a>") == []


@pytest.mark.parametrize(
    ("href", "target", "internal"),
    [
        ("b", HOME + "shop/b", True),
        ("/b?utm_medium=x&q=1#part", HOME + "b?q=1", True),
        ("https://www.example.com/b", "https://www.example.com/b", True),
        ("//other.example/b", "https://other.example/b", False),
        ("mailto:a@example.com", None, False),
        ("http://[broken", None, False),
    ],
)
def test_a_link_is_resolved_and_its_href_kept_as_written(
    href: str, target: str | None, internal: bool
) -> None:
    link = only(f'<a href="{href}">x</a>', url=HOME + "shop/a")
    assert (link["href"], link["target"], link["internal"]) == (href, target, internal)


def test_the_first_base_is_what_links_are_resolved_by() -> None:
    html = "<base href=/docs/><base href=/no/><a href=a>x</a><a href=/b>x</a>"
    assert [link["target"] for link in links(html)] == [HOME + "docs/a", HOME + "b"]


def test_white_space_of_the_anchor_text_is_folded() -> None:
    assert only("<a href=/x> tax\n <b>advice</b></a>")["anchor_text"] == "tax advice"


def test_alt_text_stands_in_only_where_there_is_no_visible_text() -> None:
    image = only("<a href=/x><img alt='Our  team'></a>")
    assert (image["anchor_text"], image["alt_text"]) == ("", "Our team")
    assert only("<a href=/x><img alt=Team> Team</a>")["alt_text"] is None
    assert only("<a href=/x><svg><title>Team</title></svg></a>")["alt_text"] == "Team"
    assert only("<map><area href=/x alt=Team></map>")["alt_text"] == "Team"


def test_rel_tokens_are_three_booleans_and_kept_as_written() -> None:
    link = only("<a href=/x rel=' UGC  nofollow '>x</a>")
    assert (link["nofollow"], link["ugc"], link["sponsored"]) == (True, True, False)
    assert link["rel"] == "UGC nofollow"


def test_the_words_around_are_those_of_this_link_and_not_of_its_namesake() -> None:
    first, second = links("<p>One <a href=/a>here</a> two <a href=/b>here</a> three</p>")
    assert (first["text_before"], first["text_after"]) == ("One", "two here three")
    assert (second["text_before"], second["text_after"]) == ("One here two", "three")


def test_the_words_around_are_at_most_100_characters_of_whole_words() -> None:
    link = only("<p>" + "alpha " * 50 + "<a href=/x>x</a>" + " omega" * 50 + "</p>")
    for words in (str(link["text_before"]), str(link["text_after"])):
        assert 90 <= len(words) <= 100
        assert set(words.split()) <= {"alpha", "omega"}


def test_words_of_neighbouring_blocks_are_not_around_a_link() -> None:
    link = only("<p>before</p><p>in <a href=/x>x</a> it</p><p>after</p>")
    assert (link["text_before"], link["text_after"]) == ("in", "it")


def test_a_link_around_whole_blocks_has_their_text_and_first_passage() -> None:
    link = only("<p>intro</p><a href=/x><h3>Card</h3><p>More of it</p></a>")
    assert link["anchor_text"] == "Card More of it"
    assert link["passage"] == 1


def test_the_container_path_is_the_same_whatever_is_active_or_numbered() -> None:
    menu = "<ul class=menu>{}</ul>"
    plain = only(menu.format("<li class='item item-7'><a href=/x>x</a></li>"))
    active = only(menu.format("<li class='item active current-item'><a href=/x>x</a></li>"))
    assert plain["container_path"] == "body>ul.menu>li.item"
    assert plain["container_hash"] == active["container_hash"]


def test_links_know_how_much_other_text_their_block_has() -> None:
    assert only("<p>0123456789 <a href=/x>x</a></p>")["beside"] == 11
    assert only("<li><a href=/x>x</a></li>")["beside"] == 0
