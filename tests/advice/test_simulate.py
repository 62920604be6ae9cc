"""What-if from a file: the answer, and what is refused."""

from pathlib import Path

import msgspec
import pytest

from linkequity.advice.scenario_files import read_scenario
from linkequity.advice.simulate import BacklinkReach, Simulation, simulate
from linkequity.base.errors import FileUnreadable, ScenarioInvalid
from linkequity.model.facts import Facts
from tiny import facts_of, site, url

# The worked example: an accounting firm, its service page, and three posts on the same topic.
FIRM = """
navigation: [/, /tax-advisory, /about, /contact, /blog/]
footer: [/privacy]
pages:
  /: {}
  /tax-advisory: {}
  /about: {}
  /contact: {}
  /privacy: {}
  /gone: {status: 404, known_from: [sitemap]}
  /blog/: {links: [/blog/a, /blog/b, /blog/c]}
  /blog/a: {POST}
  /blog/b: {POST}
  /blog/c: {POST}
"""
BACKLINK = '[[edit]]\nadd_backlink = { to = "/tax-advisory", rating = 60, position = "content" }\n'
BACK = "".join(
    f'[[edit]]\nadd_link = {{ from = "/tax-advisory", to = "/blog/{post}" }}\n' for post in "abc"
)
ALONE = FIRM.replace("POST", "")
ONE_WAY = FIRM.replace("POST", "links: [/tax-advisory]")


def answer(facts: Facts, folder: Path, text: str) -> Simulation:
    file = folder / "scenario.toml"
    file.write_text(text)
    return simulate(facts, read_scenario(file))


STAGES = {
    "alone": (ALONE, BACKLINK, 1, "Nothing flows out: /tax-advisory has no content link"),
    "one way": (ONE_WAY, BACKLINK, 1, "the 3 pages with content links to it only link in"),
    "two-way": (ONE_WAY, BACK + BACKLINK, 4, "links to 3 content pages in the text"),
}


@pytest.mark.parametrize("stage", STAGES)
def test_the_worked_example(stage: str, tmp_path: Path) -> None:
    """One page alone, one with posts that only link in, four with two-way links; and why."""
    firm, edits, lifted, why = STAGES[stage]
    simulation = answer(facts_of(site(firm)), tmp_path, edits)
    assert simulation.pages_lifted == lifted
    assert why in simulation.why
    assert simulation.backlink_reach.before == pytest.approx(1)
    assert simulation.backlink_reach.after == pytest.approx(1 if lifted == 1 else 2.9, abs=0.05)


def test_the_answer_is_the_documented_document(tmp_path: Path) -> None:
    """Before and after with ledgers, pages that change with the largest gain first, and no more."""
    simulation = answer(facts_of(site(ONE_WAY)), tmp_path, BACK)
    document = msgspec.json.decode(msgspec.json.encode(simulation))
    assert document["edits"][0] == {
        "add_link": {
            "from": "/tax-advisory",
            "to": "/blog/a",
            "position": "content",
            "anchor_text": "",
            "relevance": None,
        }
    }
    assert {"equity_in", "from_baseline", "from_backlinks", "lost_at_door", "kept", "leaked"} <= (
        document["before"]["ledger"].keys()
    )
    assert document["pages_lifted"] is None
    assert document["holds_in"] is None
    changes = [page["change"] for page in document["pages"]]
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > 0 > changes[-1]
    for page in document["pages"]:
        assert page["after"] - page["before"] == pytest.approx(page["change"])
    assert url("/gone") not in {page["url"] for page in document["pages"]}


def test_a_backlink_to_a_dead_page_brings_nothing(tmp_path: Path) -> None:
    """It lifts no page, and the answer says what the page is."""
    simulation = answer(facts_of(site(ALONE)), tmp_path, BACKLINK.replace("/tax-advisory", "/gone"))
    assert simulation.pages_lifted == 0
    assert simulation.why == "Nothing comes in: /gone is broken."
    assert simulation.pages == []
    assert simulation.backlink_reach == BacklinkReach(before=0, after=0)
    assert simulation.after.ledger.lost_at_door > 0


def test_what_a_scenario_adds_is_told_apart_from_what_was_there(tmp_path: Path) -> None:
    """Pages lifted and reach are those of the scenario's backlinks, whatever lands elsewhere."""
    firm = f"{ONE_WAY}backlinks: [{{to: /blog/, from: 'https://x.org/', rating: 60}}]"
    simulation = answer(facts_of(site(firm)), tmp_path, BACKLINK)
    assert simulation.pages_lifted == 1
    assert simulation.backlink_reach.after == pytest.approx(1)


def test_reach_without_new_backlinks_is_that_of_all(tmp_path: Path) -> None:
    """What the edits do for the backlinks the site has already."""
    firm = f"{ONE_WAY}backlinks: [{{to: /tax-advisory, from: 'https://x.org/'}}]"
    reach = answer(facts_of(site(firm)), tmp_path, BACK).backlink_reach
    assert (reach.before, reach.after) == (pytest.approx(1), pytest.approx(2.9, abs=0.05))


def test_links_that_get_hardly_anything_are_named_so(tmp_path: Path) -> None:
    """A page with one content link in a crowd of others lifts nobody, and knows why."""
    crowd = ", ".join(f"https://host{n}.org/" for n in range(99))
    firm = ALONE.replace("/tax-advisory: {}", f'/tax-advisory: {{links: [/blog/a, "{crowd}"]}}')
    firm = firm.replace('"', "")
    assert "none gets 1%" in answer(facts_of(site(firm)), tmp_path, BACKLINK).why


def test_moves_without_backlinks_are_summed_up(tmp_path: Path) -> None:
    """Winners and losers together, and what leaks more or less."""
    why = answer(facts_of(site(ALONE)), tmp_path, '[[edit]]\nnoindex = { url = "/privacy" }').why
    assert "leaks grow by" in why
    assert "page loses" in why or "pages lose" in why


def test_what_changes_nothing_says_so(tmp_path: Path) -> None:
    """A second link beside a content link moves no equity."""
    edit = '[[edit]]\nadd_link = { from = "/blog/a", to = "/tax-advisory", position = "footer" }'
    simulation = answer(facts_of(site(ONE_WAY)), tmp_path, edit)
    assert simulation.pages == []
    assert "move no equity" in simulation.why


def test_json_says_the_same_as_toml(tmp_path: Path) -> None:
    """What a simulation echoes can be read again as a scenario."""
    facts = facts_of(site(ONE_WAY))
    first = answer(facts, tmp_path, BACK + BACKLINK)
    again = tmp_path / "again.json"
    again.write_bytes(msgspec.json.encode({"edit": first.edits}))
    assert simulate(facts, read_scenario(again)) == first


REFUSED = {
    "[[edit]\n": "cannot be read",
    "edits = []": "a list of edits named `edit`",
    "edit = []": "a list of edits named `edit`",
    "edit = 3": "a list of edits named `edit`",
    "edit = [3]": "Expected `object`",
    "[[edit]]\n": "has 0 of the edits",
    '[[edit]]\nnoindex = { url = "/" }\nadd_page = { url = "/x" }': "has 2 of the edits",
    '[[edit]]\nnoindx = { url = "/" }': "unknown field `noindx`",
    '[[edit]]\nadd_link = { from = "/" }': "missing required field `to`",
    '[[edit]]\nadd_link = { from = "/", to = "/about", position = "body" }': "add_link.position",
    '[[edit]]\nadd_backlink = { to = "/", rating = -1 }': "add_backlink.rating",
    '[[edit]]\nadd_backlink = { to = "/", rating = nan }': "add_backlink.rating",
    '[[edit]]\nadd_backlink = { to = "/", rating = "high" }': "add_backlink.rating",
    '[[edit]]\nadd_link = { from = "/", to = "/abut" }': "no page /abut is known",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_wrong_scenario_is_refused_with_file_edit_and_reason(text: str, tmp_path: Path) -> None:
    """And says what was expected instead."""
    with pytest.raises(ScenarioInvalid) as refused:
        answer(facts_of(site(ALONE)), tmp_path, text)
    assert REFUSED[text] in str(refused.value)
    assert str(tmp_path / "scenario.toml") in refused.value.where
    assert text.count("[[edit]]") == 0 or refused.value.where.endswith("edit 1")
    assert refused.value.hint


def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path: Path) -> None:
    """Not there, a folder, or no text: no traceback."""
    with pytest.raises(FileUnreadable):
        read_scenario(tmp_path / "none.toml")
    with pytest.raises(FileUnreadable):
        read_scenario(tmp_path)
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\x00\xfe")
    with pytest.raises(ScenarioInvalid):
        read_scenario(binary)
