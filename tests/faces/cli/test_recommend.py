"""`linkequity recommend`, as a person runs it, on the worked example."""

from pathlib import Path

import pytest

from running import Demo


def test_the_best_links_together(demo: Demo) -> None:
    """Each adds after those before it; together they lift what is said, and losers are shown."""
    answer = demo.answer("recommend", "--budget", "6")
    links = answer["recommendations"]
    assert len(links) == 6
    assert {"from", "to", "anchor_text", "lift"} <= links[0].keys()
    assert answer["lift"] == pytest.approx(sum(link["lift"] for link in links))
    assert answer["winners"][0]["change"] > 0 > answer["losers"][0]["change"]
    assert {gate["gate"] for gate in answer["gates"]} == {
        "per_source",
        "per_target",
        "largest_loss",
        "holds_in",
    }


def test_simulating_them_says_the_same(demo: Demo, tmp_path: Path) -> None:
    """The same links as a scenario give every winner what was said."""
    answer = demo.answer("recommend", "--budget", "3")
    edits = [
        f'[[edit]]\nadd_link = {{ from = "{link["from"]}", to = "{link["to"]}" }}\n'
        for link in answer["recommendations"]
    ]
    scenario = tmp_path / "links.toml"
    scenario.write_text("".join(edits))
    pages = {page["url"]: page for page in demo.answer("simulate", scenario)["pages"]}
    for page in answer["winners"] + answer["losers"]:
        assert pages[page["url"]]["change"] == pytest.approx(page["change"], rel=1e-6, abs=1e-8)


def test_links_of_a_file_are_chosen_from_and_others_counted(demo: Demo, tmp_path: Path) -> None:
    """Pairs that cannot be linked are left out by reason; bad rows are listed."""
    best = demo.answer("recommend", "--budget", "1")["recommendations"][0]
    file = tmp_path / "links.csv"
    file.write_text(
        "From,To,Anchor text,Relevance\n"
        f"{best['from']},{best['to']},[red]tax,0.5\n"
        "/nowhere,/,x,0.1\n"
        "/,/,x,0.1\n"
        "/,/about/,x,high\n"
    )
    answer = demo.answer("recommend", "--candidates", file)
    assert [(r["from"], r["anchor_text"]) for r in answer["recommendations"]] == [
        (best["from"], "[red]tax")
    ]
    assert answer["left_out"] == {"no such page": 1, "the same page": 1}
    assert answer["candidates_file"]["refused"] == 1
    ran = demo.run("recommend", "--candidates", file)
    assert ran.code == 0
    assert "[red]tax" in ran.out
    assert "left out: no such page" in ran.out


def test_a_file_without_both_columns_is_refused(demo: Demo, tmp_path: Path) -> None:
    """One clear error, exit 3."""
    file = tmp_path / "links.csv"
    file.write_text("page,colour\n/,red\n")
    ran = demo.run("recommend", "--candidates", file)
    assert ran.code == 3
    assert "to link from" in ran.err
