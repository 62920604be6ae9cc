"""`linkequity landing-pages`, as a person runs it, on the worked example."""

from pathlib import Path

import pytest

from running import Demo

PROSPECTS = """Domain,DR,Topic,Price
taxnews.example,70,"=HYPERLINK(""http://x.example"")","$1,200"
smallbiz.example,45,[red]small[/] business,200
,50,,
accounting.example,high,,
"""


def test_pages_come_by_what_can_be_expected(demo: Demo) -> None:
    """Every content page with its delivery and odds; what is assumed is labelled so."""
    answer = demo.answer("landing-pages", "--domain-rating", "60")
    pages = answer["pages"]
    assert answer["count"] == len(pages) > 10
    assert answer["judged_by"] in {"priority", "search demand"}
    assert max(page["delivery"] for page in pages) == pytest.approx(1.0)
    expected = [page["expected"] for page in pages]
    assert expected == sorted(expected, reverse=True)
    assert answer["assumptions"]["p_win_evidence"] == "assumption"
    assert answer["assumptions"]["survival_evidence"] == "observation"
    assert answer["prospects"] is None


def test_prospects_are_read_ranked_and_refused_rows_counted(demo: Demo, tmp_path: Path) -> None:
    """Good rows are used, bad ones listed beside the imports; nothing is kept as backlinks."""
    file = tmp_path / "list.csv"
    file.write_text(PROSPECTS)
    before = demo.answer("backlinks")["count"]
    answer = demo.answer("landing-pages", "--prospects", file)
    assert [p["referring_domain"] for p in answer["prospects"]] == [
        "taxnews.example",
        "smallbiz.example",
    ]
    assert answer["prospects_file"]["refused"] == 2
    assert Path(answer["prospects_file"]["side_file"]).exists()
    assert all(len(p["places"]) == 3 and p["price_ceiling"] > 0 for p in answer["prospects"])
    assert demo.answer("backlinks")["count"] == before


def test_the_terminal_says_the_same_in_words(demo: Demo, tmp_path: Path) -> None:
    """Delivery, odds and assumptions; what files say never becomes markup."""
    ran = demo.run("landing-pages")
    assert ran.code == 0
    assert "easier to win" in ran.out
    assert "Assumed" in ran.out
    file = tmp_path / "list.csv"
    file.write_text("page,dr\nhttps://evil.example/[red]x,10\n")
    told = demo.run("landing-pages", "--prospects", file)
    assert told.code == 0, told.err
    assert "1 of 1 rows used" in told.out


def test_a_file_that_is_no_list_is_refused_with_what_is_expected(
    demo: Demo, tmp_path: Path
) -> None:
    """Wrong columns, no file: one clear error, exit 3."""
    file = tmp_path / "list.csv"
    file.write_text("name,colour\nx,red\n")
    ran = demo.run("landing-pages", "--prospects", file)
    assert ran.code == 3
    assert "its headers are: name, colour" in ran.err
    assert demo.run("landing-pages", "--prospects", "nothere.csv").code == 3
    assert demo.run("landing-pages", "--domain-rating", "101").code == 2


def test_pages_are_sorted_by_value(demo: Demo) -> None:
    """The table of pages has what a unit is worth on each."""
    rows = demo.answer("pages", "--sort=-value", "--columns", "url,value,donor_strength")["pages"]
    values = [row["value"] for row in rows]
    assert values == sorted(values, reverse=True)
    assert 0 < values[0] <= 1
