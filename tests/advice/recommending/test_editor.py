"""Which links an editor proposes, and which never: on a small site that speaks of its own pages."""

import random
from dataclasses import replace

import numpy as np
import pytest

from linkequity.advice.recommending.editor import Editor, Proposals, Wish
from linkequity.model.facts import Facts
from small_handbook import FILLER, THINGS
from tiny import facts_of, site

GERMAN = (
    "Der Garten im Sommer ist für alle da, und wir sprechen über die Rechnung und den Vertrag. "
    "Nicht nur die Menschen in der Stadt, auch wir lesen das gern."
)

# A page, one that it speaks of and does not link to, and one in another language.
NAMES = (THINGS[0], THINGS[2], "deutsch")


def written(number: int) -> str:
    """A page on one thing that speaks of the guides of the two things after it."""
    chance = random.Random(number)
    thing, *others = (THINGS[(number + step) % len(THINGS)] for step in range(3))
    said = [
        f"{' '.join(chance.choices(FILLER, k=8)).capitalize()} {thing} {chance.choice(FILLER)}. "
        f"Everything else about it is in our {other} guide for members of the {thing} club."
        for other in others
    ]
    return "".join(f"\n      - {line}" for line in said)


def handbook() -> str:
    """Pages linked in a ring, one by one, beside some that nobody should link to."""
    pages = [
        f"  /{thing}: {{title: {thing.capitalize()} guide, language: en, links: "
        f"[/{THINGS[(n + 1) % len(THINGS)]}], text: [{', '.join(repr(t) for t in lines(n))}]}}"
        for n, thing in enumerate(THINGS)
    ]
    return "\n".join(
        [
            "navigation: [/, /quiet, /old, /deutsch]",
            "pages:",
            "  /: {title: Handbook, language: en, links: ["
            + ", ".join(f"/{t}" for t in THINGS)
            + "]}",
            *pages,
            f"  /quiet: {{title: Tax guide, noindex: true, text: ['{' '.join(lines(0))}']}}",
            "  /old: {redirect: /tax}",
            f"  /deutsch: {{title: Tax guide, language: de, text: ['{GERMAN}']}}",
        ]
    )


def lines(number: int) -> list[str]:
    """The paragraphs of a page."""
    return [line.strip(" -") for line in written(number).splitlines() if line.strip()]


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(site(handbook()))


@pytest.fixture(scope="module")
def editor(facts: Facts) -> Editor:
    return Editor(facts)


@pytest.fixture(scope="module")
def proposals(editor: Editor) -> Proposals:
    return editor.propose(Wish())


def paths(facts: Facts, found: Proposals) -> list[tuple[str, str]]:
    urls = facts.graph.pages["url"].str.strip_prefix("https://example.com")
    return [(urls[u], urls[v]) for u, v in found.candidates.table[:, :2].iter_rows()]


def test_a_link_stands_in_words_that_name_its_target(facts: Facts, proposals: Proposals) -> None:
    """Each page says "<thing> guide" of the page two things on, which it does not link to yet."""
    named = {
        pair: wording.anchor_text
        for pair, wording in zip(paths(facts, proposals), proposals.wordings, strict=True)
        if not wording.new_text
    }
    assert len(named) >= len(THINGS) // 4
    for (source, target), anchor_text in named.items():
        assert anchor_text in (f"{target[1:]} guide", target[1:])
        assert THINGS.index(target[1:]) == (THINGS.index(source[1:]) + 2) % len(THINGS)


def test_what_is_linked_or_no_page_of_its_own_is_never_proposed(
    facts: Facts, proposals: Proposals
) -> None:
    """Not to noindex, redirected, linked or foreign-language pages, nor to the start page."""
    found = paths(facts, proposals)
    ring = {(f"/{t}", f"/{THINGS[(n + 1) % len(THINGS)]}") for n, t in enumerate(THINGS)}
    assert not ring & {*found}
    assert not {"/", "/quiet", "/old", "/deutsch"} & {target for _, target in found}
    assert len({*found}) == len(found)


def test_the_sentence_holds_the_anchor_text_where_it_says(proposals: Proposals) -> None:
    """A sentence that is there is in its passage; one that is to be added is marked."""
    for wording in proposals.wordings:
        start = wording.anchor_start
        assert wording.sentence[start:].startswith(wording.anchor_text)
        assert wording.new_text != (wording.sentence in wording.passage_text)


def test_only_what_was_asked_for(editor: Editor, proposals: Proposals) -> None:
    """To a page, from a page, and never what was refused."""
    source, target = proposals.candidates.table.select("source_id", "target_id").row(0)
    into = editor.propose(Wish(targets=np.array([target])))
    assert (source, target) in ids(into)
    assert {v for _, v in ids(into)} == {target}
    refused = Wish(targets=np.array([target]), refused=frozenset({(source, target)}))
    assert (source, target) not in ids(editor.propose(refused))
    assert {u for u, _ in ids(editor.propose(Wish(sources=np.array([source]))))} == {source}


def test_a_title_that_two_pages_share_is_no_anchor_text(editor: Editor) -> None:
    """No sentence is proposed that could mean another page."""
    titles = editor.titles
    urls = editor.facts.graph.pages["url"].to_list()
    first, second, third = (urls.index(f"https://example.com/{thing}") for thing in THINGS[:3])
    assert editor.to_be_written(first, third) is not None
    alike = Editor(editor.facts)
    alike.titles = [titles[third] if page == second else t for page, t in enumerate(titles)]
    assert alike.to_be_written(first, third) is None


def test_a_sentence_is_added_where_a_paragraph_about_the_target_ends(editor: Editor) -> None:
    """Never after items of lists or captions, nor on a page that has nothing to do with it."""
    urls = editor.facts.graph.pages["url"].to_list()
    first, third, foreign = (urls.index(f"https://example.com/{name}") for name in NAMES)
    wording = editor.to_be_written(first, third)
    assert wording is not None
    assert wording.new_text
    assert THINGS[2] in wording.passage_text
    assert editor.to_be_written(foreign, third) is None
    phrasing = editor.naming.phrasing
    in_lists = replace(phrasing, closed=np.ones_like(phrasing.closed))
    listed = Editor(editor.facts)
    listed.naming = replace(editor.naming, phrasing=in_lists)
    assert listed.to_be_written(first, third) is None
    wanted = editor.wording(foreign, third)
    assert wanted is not None
    assert (wanted.passage, wanted.sentence, wanted.anchor_text) == (-1, "", editor.titles[third])
    near = editor.wording(first, third)
    assert near is not None
    assert editor.wording(first, third, taken={near.passage}) != near


def test_a_number_is_no_title_to_link_to(editor: Editor) -> None:
    """Archives by month and numbered pages are never called by their number."""
    urls = editor.facts.graph.pages["url"].to_list()
    first, third, _ = (urls.index(f"https://example.com/{name}") for name in NAMES)
    numbered = Editor(editor.facts)
    numbered.titles = ["12 - 1997" if page == third else t for page, t in enumerate(editor.titles)]
    assert numbered.to_be_written(first, third) is None


def ids(found: Proposals) -> set[tuple[int, int]]:
    return {*found.candidates.table.select("source_id", "target_id").iter_rows()}
