"""Laws of positions decided over the whole site, and of templates."""

from pathlib import Path

import pytest

from answers import HOME, MANIFEST, snapshot_of, where, write_parts
from linkequity.snapshot.tables import LINKS, PASSAGES, TEMPLATES
from linkequity.sources.freeze import freeze

WORDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima".split()


def sentence(page: int, target: str) -> str:
    """A paragraph that no other page has, with a link in it."""
    words = " ".join(WORDS[(page * 5 + i * (page + 2)) % len(WORDS)] for i in range(12))
    return (
        f"<p>{page} {words} <a href={target}>{WORDS[page % 12]} {page}</a> and so it goes on.</p>"
    )


def site(pages: int, html: str) -> dict[str, str]:
    """Pages of one template; `{n}` is the page's number and `{text}` its own paragraph."""
    return {
        f"p{n}": html.replace("{text}", sentence(n, f"/own{n}")).replace("{n}", str(n))
        for n in range(pages)
    }


def positions(folder: Path, pages: dict[str, str], target: str) -> set[str]:
    found = where(snapshot_of(folder, pages), target)
    assert found.height
    return set(found["link_position"].cast(str))


def test_a_list_of_links_that_every_page_has_is_navigation_without_any_landmark(
    tmp_path: Path,
) -> None:
    menu = "<div><a href=/about>About us</a><a href=/tax>Tax</a></div><section>{text}</section>"
    snapshot = snapshot_of(tmp_path, site(8, menu))
    found = where(snapshot, "about")
    assert set(found["link_position"].cast(str)) == {"navigation"}
    assert set(found["position_evidence"]) == {"the same link on 8 of 8 pages"}
    assert found["repeated"].all()


def test_a_list_of_links_below_the_text_of_every_page_is_footer(tmp_path: Path) -> None:
    html = "<section>{text}</section><div><a href=/legal>Legal</a><a href=/jobs>Jobs</a></div>"
    assert positions(tmp_path, site(8, html), "legal") == {"footer"}


def test_a_unique_link_in_a_sentence_is_content_even_in_a_container_of_all_pages(
    tmp_path: Path,
) -> None:
    html = "<div class=box><p><a href=/about>About us</a></p>{text}</div>"
    snapshot = snapshot_of(tmp_path, site(8, html))
    for page in range(8):
        found = where(snapshot, f"own{page}")
        assert found["link_position"].to_list() == ["content"]
        assert found["repeated"].to_list() == [False]
    assert set(where(snapshot, "about")["link_position"].cast(str)) == {"navigation"}


def test_a_sentence_in_main_that_repeats_stays_content_and_is_repeated(tmp_path: Path) -> None:
    call = "<p>Would you like to know more about it all? <a href=/contact>Talk to us</a> today.</p>"
    snapshot = snapshot_of(tmp_path, site(8, f"<main>{{text}}{call}</main>"))
    found = where(snapshot, "contact")
    assert set(found["link_position"].cast(str)) == {"content"}
    assert found["repeated"].all()


@pytest.mark.parametrize(("pages", "repeated"), [(2, False), (3, True)])
def test_three_pages_make_a_block_repeated_and_two_do_not(
    tmp_path: Path, pages: int, repeated: bool
) -> None:
    html = "<main>{text}</main>"
    shared = "<p>The very same words on a few of the pages: <a href=/x>read on</a>.</p>"
    made = site(9, html)
    for n in range(pages):
        made[f"p{n}"] += shared
    assert set(where(snapshot_of(tmp_path, made), "x")["repeated"]) == {repeated}


def test_a_list_inside_main_that_every_page_has_is_boilerplate(tmp_path: Path) -> None:
    html = "<main><ul class=docs><li><a href=/a>Intro<li><a href=/b>Setup</ul>{text}</main>"
    assert positions(tmp_path, site(8, html), "a") == {"sidebar"}


def test_previous_and_next_are_a_slot_wherever_they_lead(tmp_path: Path) -> None:
    html = "<section>{text}</section><div><a href=/q{n}>Previous</a> | <a href=/r{n}>Next</a></div>"
    snapshot = snapshot_of(tmp_path, site(8, html))
    found = where(snapshot, "q3")
    assert found["link_position"].to_list() == ["footer"]
    assert found["position_evidence"].to_list() == ["slot on 100% of pages"]


def test_ten_times_read_more_is_a_list_and_no_slot(tmp_path: Path) -> None:
    teasers = "".join(f"<p class=more><a href=/post{{n}}-{i}>Read more</a></p>" for i in range(9))
    assert positions(tmp_path, site(8, f"<section>{{text}}</section>{teasers}"), "post3-4") == {
        "content"
    }


def test_a_class_name_alone_proves_nothing_until_half_of_the_pages_bear_it_out(
    tmp_path: Path,
) -> None:
    pages = site(10, "<section>{text}</section>")
    pages["p0"] += "<div class=menu><a href=/dish>Dish of the day</a></div>"
    assert positions(tmp_path / "rare", pages, "dish") == {"content"}
    for n in range(10):
        pages[f"p{n}"] += f"<div class=menu><a href=/dish{n}>Dish {n}</a></div>"
    snapshot = snapshot_of(tmp_path / "common", pages)
    assert where(snapshot, "dish7")["position_evidence"].to_list() == [
        "class menu, on 10 of 10 pages"
    ]


def test_a_class_name_is_judged_by_its_element_however_deep_the_link_is(tmp_path: Path) -> None:
    pages = site(10, "<div class=sidebar><ul><li><a href=/top{n}>T{n}</a></ul></div>{text}")
    pages["p4"] = pages["p4"].replace("</ul>", "<ul><li><a href=/deep>Deep</a></ul></ul>", 1)
    assert positions(tmp_path, pages, "deep") == {"sidebar"}


def test_a_sentence_of_one_page_in_an_aside_is_content_and_its_list_is_sidebar(
    tmp_path: Path,
) -> None:
    pages = site(
        6, "<main>{text}</main><aside><ul><li><a href=/rel{n}>Related {n}</a></ul></aside>"
    )
    pages["p2"] += "<aside>" + sentence(7, "/note") + "</aside>"
    snapshot = snapshot_of(tmp_path, pages)
    found = where(snapshot, "note")
    assert found["link_position"].to_list() == ["content"]
    assert found["position_evidence"].to_list() == [
        "a sentence of this page alone, in landmark aside"
    ]
    assert where(snapshot, "rel3")["link_position"].to_list() == ["sidebar"]


def test_each_language_has_menus_of_its_own(tmp_path: Path) -> None:
    pages = {}
    for language in ("en", "de", "fr", "es"):
        menu = f"<html lang={language}><div><a href=/{language}/about>About {language}</a></div>"
        for path, html in site(6, menu + "<section>{text}</section>").items():
            pages[f"{language}/{path}"] = html
    found = where(snapshot_of(tmp_path, pages), "de/about")
    assert set(found["link_position"].cast(str)) == {"navigation"}
    assert set(found["position_evidence"]) == {"the same link on 6 of 6 pages"}


def test_a_post_copied_into_lists_of_posts_stays_unrepeated_on_its_own_page(
    tmp_path: Path,
) -> None:
    post = sentence(11, "/cited")
    pages = site(8, "<main><article class=single>{text}</article></main>")
    pages["p1"] += f"<main><article class=single>{post}</article></main>"
    for n in range(4):
        pages[f"tag{n}"] = f"<main><div class=list><article>{post}</article></div></main>"
    found = where(snapshot_of(tmp_path, pages), "cited").sort("source")
    assert found["repeated"].to_list() == [False, True, True, True, True]


def test_passages_of_menus_are_not_content_and_repeated_ones_are_marked(tmp_path: Path) -> None:
    html = "<div><a href=/about>About us</a></div><main>{text}<p>All rights reserved.</p></main>"
    passages = snapshot_of(tmp_path, site(8, html)).read(PASSAGES)
    by_text = {row["text"]: row for row in passages.iter_rows(named=True)}
    assert by_text["About us"]["link_position"] == "navigation"
    assert by_text["All rights reserved."]["repeated"] is True
    assert [row["repeated"] for text, row in by_text.items() if "goes on" in text] == [False] * 8


def test_templates_are_the_link_lists_that_three_pages_share(tmp_path: Path) -> None:
    html = "<nav><a href=/a>A</a> <a href=/b>B</a></nav><main>{text}</main>"
    pages = site(5, html)
    pages["p4"] = pages["p4"].replace("<a href=/b>B</a>", "<b>B</b>")
    templates = snapshot_of(tmp_path, pages).read(TEMPLATES)
    assert templates["target"].to_list() == [HOME + "a", HOME + "b"]
    assert templates["pages"].to_list() == [4, 4]
    assert templates["template"].n_unique() == 1
    assert set(templates["link_position"].cast(str)) == {"navigation"}


def test_positions_do_not_depend_on_how_pages_fall_into_parts(tmp_path: Path) -> None:
    pages = site(
        9, "<div><a href=/about>About</a></div>{text}<div class=menu><a href=/z>Z</a></div>"
    )
    whole = snapshot_of(tmp_path / "whole", pages)
    write_parts(tmp_path / "split" / "parts", pages, each=2)
    split = freeze(tmp_path / "split" / "parts", tmp_path / "split" / "snapshot", MANIFEST)
    for table in (LINKS, PASSAGES, TEMPLATES):
        assert whole.read(table).equals(split.read(table))


def test_a_site_of_one_page_keeps_what_the_page_says(tmp_path: Path) -> None:
    html = "<div class=menu><a href=/a>A</a></div><p>Text <a href=/b>B</a></p>"
    snapshot = snapshot_of(tmp_path, {"": html})
    assert where(snapshot, "a")["link_position"].to_list() == ["navigation"]
    assert where(snapshot, "b")["link_position"].to_list() == ["content"]
