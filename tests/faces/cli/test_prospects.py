"""`linkequity prospects`, as a person runs it, on the worked example."""

import csv
from pathlib import Path

import pytest

from running import Demo

HEAD = "Referring page URL,Target URL,Anchor,Domain rating,Nofollow,Lost,Referring page title\n"
ACME = f"""{HEAD}https://list.example/best,https://acme.example/tax,tax advice,62,false,,Best
https://news.example/a,https://acme.example/payroll,payroll tax guide,70,false,,Payroll tax
https://forum.example/t,https://acme.example/,acme,40,true,,Who knows
https://acme.example/own,https://acme.example/x,home page,40,false,,Own
https://solo.example/x,https://acme.example/smsf,smsf property,55,false,,SMSF
"""
BEST = f"""{HEAD}https://list.example/best,https://best.example/ad,"=HYPERLINK(1)",62,false,,Best
https://news.example/b,https://best.example/payroll,payroll thresholds,70,false,,Thresholds
https://forum.example/t,https://best.example/,best,40,true,,Who knows
"""


@pytest.fixture
def rivals(tmp_path: Path) -> list[str | Path]:
    """The options that name two competitors' exports."""
    words: list[str | Path] = []
    for name, text in (("acme", ACME), ("best", BEST)):
        (tmp_path / f"{name}.csv").write_text(text)
        words += ["--competitor", f"{name}={tmp_path / name}.csv"]
    return words


def test_prospects_link_to_two_competitors_by_links_that_count(
    demo: Demo, rivals: list[str | Path]
) -> None:
    """One competitor is too few; unfollowed links do not count; who links here is no prospect."""
    known = demo.printed["referring_domains"][0]["referring_domain"]
    for option in rivals[1::2]:
        name, _, file = str(option).partition("=")
        with Path(file).open("a") as export:
            export.write(f"https://{known}/x,https://{name}.example/y,guide,50,false,,Guide\n")
    answer = demo.answer("prospects", *rivals)
    found = {p["referring_domain"]: p for p in answer["prospects"]}
    assert set(found) == {"list.example", "news.example"}
    assert answer["left_out"]["not followed"] == 2
    assert answer["linking_here"] == 1
    assert found["list.example"]["referring_page"] == "https://list.example/best"
    assert found["news.example"]["referring_page"] is None
    assert found["news.example"]["competitors"] == ["acme", "best"]
    assert {e["competitor"] for e in found["news.example"]["examples"]} == {"acme", "best"}
    assert "/services/" in found["list.example"]["nearest_url"]
    assert all(p["expected"] > 0 and len(p["places"]) == 3 for p in answer["prospects"])


def test_the_table_is_a_list_of_prospects_again_and_no_formula(
    demo: Demo, rivals: list[str | Path], tmp_path: Path
) -> None:
    """What is written is read by landing-pages, all of it; no cell starts a formula."""
    file = tmp_path / "prospects.csv"
    ran = demo.run("prospects", *rivals, "--csv", file)
    assert (ran.code, ran.out) == (0, f"2 prospects in {file}\n")
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    again = demo.answer("landing-pages", "--prospects", file)
    assert {p["referring_domain"] for p in again["prospects"]} == {"list.example", "news.example"}
    assert again["prospects_file"]["refused"] == 0


def test_one_competitor_or_no_export_is_refused_in_words(
    demo: Demo, rivals: list[str | Path], tmp_path: Path
) -> None:
    """Two names are needed, each with a file of backlinks."""
    assert demo.run("prospects", *rivals[:2]).code == 2
    search = tmp_path / "Queries.csv"
    search.write_text("Top queries,Clicks,Impressions,CTR,Position\ntax,1,2,50%,3\n")
    ran = demo.run("prospects", *rivals[:2], "--competitor", f"best={search}")
    assert ran.code == 3
    assert "holds no backlinks" in ran.err
