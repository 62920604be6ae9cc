"""`linkequity answers`, as a person runs it, on the worked example."""

import re

from running import Demo

PROMISES = re.compile(r"\b(will be cited|guarantee|boosts?|get(s)? cited|more citations)\b", re.I)


def test_the_document_adds_up_and_results_hold_it_in_brief(demo: Demo) -> None:
    """Counts are those of the pages listed; results.json says the same of its strongest pages."""
    answer, brief = demo.answer("answers"), demo.printed["answers"]
    pages, counts = answer["pages"], answer["counts"]
    assert answer["listed"] == len(pages) == demo.printed["totals"]["content_pages"]
    assert counts["with_statistics"] == sum(page["statistics"] > 0 for page in pages)
    assert counts["in_a_cluster"] == sum(page["topic"] is not None for page in pages)
    assert answer["eligible"] <= answer["listed"] - counts["shut_out"]
    assert brief["counts"] == counts
    assert brief["pages"] == pages[: len(brief["pages"])]
    assert brief["crawlers"] == answer["crawlers"]


def test_every_known_crawler_is_told_of_with_its_purpose_and_documentation(demo: Demo) -> None:
    crawlers = {crawler["name"]: crawler for crawler in demo.printed["answers"]["crawlers"]}
    assert {"Googlebot", "OAI-SearchBot", "PerplexityBot"} <= crawlers.keys()
    assert {crawlers[name]["purpose"] for name in ("GPTBot", "CCBot")} == {"training"}
    assert all(crawler["source"].startswith("https://") for crawler in crawlers.values())


def test_the_terminal_says_what_is_known_and_promises_nothing(demo: Demo) -> None:
    ran = demo.run("answers")
    assert ran.code == 0, ran.err
    said = " ".join(ran.out.split())
    assert "may be used in answers" in said
    assert "None of it promises a citation." in said
    assert not PROMISES.search(said)


def test_the_report_has_the_section_and_promises_nothing(demo: Demo) -> None:
    report = (demo.workspace / "results" / "report.html").read_text()
    section = report.partition('<section id="answers">')[2].partition("</section>")[0]
    assert "a snippet is allowed" in section
    assert "None of it promises a citation." in section
    assert not PROMISES.search(section)
