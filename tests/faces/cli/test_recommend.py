"""`linkequity recommend`, as a person runs it, on the worked example."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from linkequity.app.links_to_add.decisions import decide
from running import Demo


@pytest.fixture(scope="module")
def answer(finished: Demo, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What it answers, asked once for all looks at it."""
    folder = tmp_path_factory.mktemp("lists")
    words = ("--csv", folder / "links.csv", "--markdown", folder / "links.md")
    found = finished.copied(folder / "demo").answer("recommend", "--budget", "4", *words)
    return found | {"folder": folder}


def test_the_best_links_together(answer: Any) -> None:
    """Each adds after those before it; together they lift what is said, and losers are shown."""
    links = answer["recommendations"]
    assert 2 <= len(links) <= 4
    assert {"from", "to", "anchor_text", "sentence", "passage", "lift", "holds_in", "why"} <= set(
        links[0]
    )
    assert answer["lift"] == pytest.approx(sum(link["lift"] for link in links))
    assert answer["winners"][0]["change"] > 0 > answer["losers"][0]["change"]
    gates = {gate["gate"] for gate in answer["gates"]}
    assert {"per_source", "per_target", "largest_loss", "holds_in"} <= gates


def test_each_has_a_sentence_that_holds_its_anchor_text(answer: Any) -> None:
    """The anchor text is where it is said to be; a sentence that is there is in its passage."""
    for link in answer["recommendations"] + answer["less_sure"]:
        start = link["anchor_start"]
        assert link["sentence"][start : start + len(link["anchor_text"])] == link["anchor_text"]
        assert link["new_text"] or link["sentence"] in link["passage"]
        assert link["relevance"] >= 0.9


def test_lists_for_others_hold_the_same_links(answer: Any) -> None:
    """The CSV and the Markdown list name every link that was chosen."""
    ids = [link["id"] for link in answer["recommendations"]]
    assert pl.read_csv(answer["folder"] / "links.csv")["id"].to_list() == ids
    written = (answer["folder"] / "links.md").read_text()
    assert all(name in written for name in ids)


def test_simulating_them_says_the_same(demo: Demo, answer: Any, tmp_path: Path) -> None:
    """The same links as a scenario give every winner what was said, words and topics aside."""
    edits = [
        f'[[edit]]\nadd_link = {{ from = "{link["from"]}", to = "{link["to"]}" }}\n'
        for link in answer["recommendations"]
    ]
    scenario = tmp_path / "links.toml"
    scenario.write_text("".join(edits))
    pages = {page["url"]: page for page in demo.answer("simulate", scenario)["pages"]}
    for page in answer["winners"] + answer["losers"]:
        assert pages[page["url"]]["change"] == pytest.approx(page["change"], rel=1e-6, abs=1e-8)


def test_what_was_rejected_is_not_proposed_again(demo: Demo, answer: Any) -> None:
    """Accepted ones are shown as open work, rejected ones no more; unknown ids are refused."""
    first, second = answer["recommendations"][:2]
    decide([first["id"]], "rejected", "[red]another product", demo.workspace)
    decide([second["id"]], "accepted", "", demo.workspace)
    ran = demo.run("recommend", "--budget", "1")
    assert first["id"] not in ran.out
    assert second["id"] in ran.out.partition("Accepted")[2]
    assert demo.run("accept", "nothing").code == 2
    assert "[red]another product" in demo.run("decisions").out


def test_links_of_a_file_are_chosen_from_and_others_counted(
    demo: Demo, answer: Any, tmp_path: Path
) -> None:
    """Pairs that cannot be linked are left out by reason; bad rows are listed."""
    best = answer["recommendations"][2]
    file = tmp_path / "links.csv"
    file.write_text(
        "From,To,Anchor text,Relevance\n"
        f"{best['from']},{best['to']},[red]tax,0.5\n"
        "/nowhere,/,x,0.1\n"
        "/,/,x,0.1\n"
        "/,/about/,x,high\n"
    )
    ran = demo.run("recommend", "--budget", "1", "--candidates", file)
    assert ran.code == 0, ran.err
    assert "[red]tax" in ran.out
    assert "1 pair left out: no such page" in ran.out
    assert "1 pair left out: the same page" in ran.out
    assert "3 of 4 rows used" in ran.out


def test_a_file_without_both_columns_is_refused(demo: Demo, tmp_path: Path) -> None:
    """One clear error, exit 3."""
    file = tmp_path / "links.csv"
    file.write_text("page,colour\n/,red\n")
    ran = demo.run("recommend", "--candidates", file)
    assert ran.code == 3
    assert "to link from" in ran.err


def test_a_file_holds_no_link_that_was_decided_about(
    demo: Demo, answer: Any, tmp_path: Path
) -> None:
    """A link that was rejected is left out and counted, whoever names it."""
    best = answer["recommendations"][0]
    decide([best["id"]], "rejected", "", demo.workspace)
    file = tmp_path / "links.csv"
    file.write_text(f"From,To\n{best['from']},{best['to']}\n")
    ran = demo.run("recommend", "--candidates", file)
    assert "1 pair left out: accepted or rejected before" in ran.out
    assert ran.out.count("No page fits another") == 1


def test_what_cannot_be_asked_together_is_refused(demo: Demo, answer: Any, tmp_path: Path) -> None:
    """One page both ways; a file beside another wish: exit 2, saying what to leave out."""
    page = answer["recommendations"][0]["to"]
    ran = demo.run("recommend", "--from", page, "--to", page)
    assert ran.code == 2
    assert "no link to itself" in ran.err
    file = tmp_path / "links.csv"
    file.write_text(f"From,To\n/,{page}\n")
    ran = demo.run("recommend", "--candidates", file, "--to", page)
    assert ran.code == 2
    assert "Leave out --to" in ran.err


def test_days_alone_ask_for_young_pages(demo: Demo) -> None:
    """`--days 30` is never passed over in silence: it means pages younger than that."""
    first, second = (
        demo.answer("recommend", *words) for words in (["--days", "30"], ["--new", "--days", "30"])
    )
    assert first["notes"] == second["notes"] != []
    assert first["recommendations"] == second["recommendations"]


def test_links_of_a_cluster_are_between_its_pages(demo: Demo) -> None:
    """The cluster is meant by its id or by a page in it; what nobody knows is refused."""
    cluster = demo.answer("clusters")["clusters"][0]
    pages = {page["url"] for page in cluster["members"]}
    found = demo.answer("recommend", "--cluster", cluster["id"])
    links = found["recommendations"] + found["less_sure"]
    assert links
    assert {link[end] for link in links for end in ("from", "to")} <= pages
    again = demo.answer("recommend", "--cluster", cluster["pillar"])
    assert again["recommendations"] == found["recommendations"]
    assert demo.run("recommend", "--cluster", "nothing like it").code == 2
