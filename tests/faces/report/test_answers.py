"""The report's section on answers made by AI: counts as they are, and no promise."""

import msgspec

from faces.answers_sample import answers, crawler
from faces.brisbane import results
from linkequity.app.answers.documents import Answers
from linkequity.faces.report.answers import AnswersView, answers_view


def view(**changes: object) -> AnswersView:
    """The view of the sample, changed."""
    found: Answers = msgspec.structs.replace(answers(), **changes)
    shown = answers_view(msgspec.structs.replace(results(), answers=found))
    assert shown is not None
    return shown


def test_what_eligible_means_is_said_and_never_scored() -> None:
    says = view().says
    assert "a snippet is allowed" in says
    assert "no score" in says
    assert "strongest" not in says
    assert view(count=9).says.endswith("Looked at were the 3 strongest of 9 content pages.")


def test_every_claim_names_its_kind_of_evidence_and_the_disputed_ones_both_sides() -> None:
    known = {row.name: row.known for row in (*view().hindering, *view().citable)}
    kinds = ("Documented", "Observed", "Disputed", "What it brings is not", "No figure")
    assert all(text.startswith(kinds) for text in known.values())
    figures = {"A statistic": "+33%", "A quotation": "+41%", "Links to sources": "+30%"}
    for name, figure in figures.items():
        assert figure in known[name]
        assert "hardly anything in a later benchmark" in known[name]
    assert view().evidence[-1] == "None of it promises a citation."


def test_hindrances_are_named_page_by_page_and_unknown_counts_stay_unknown() -> None:
    rows = {row.url.rpartition("/")[2]: row for row in view().pages}
    assert rows["members"].hindered_by == "no snippet, robots.txt"
    assert rows["report"].hindered_by == ""
    assert rows["tax"].counts[0] is None


def test_a_crawler_that_was_never_verified_says_so() -> None:
    assert [row.compared for row in view().crawlers] == ["compared 2026-11-22", "not verified"]


def test_without_a_robots_txt_nobody_is_said_to_be_let_in() -> None:
    assert view().robots.startswith("robots.txt keeps SearchBot from some")
    assert "not known" in view(robots_known=False).robots


def test_crawlers_kept_from_training_are_told_apart_from_those_for_answers() -> None:
    learner = crawler("LearnBot", None, shut_out=3, purpose="training")
    assert view(crawlers=[learner]).robots == (
        "No rule of robots.txt keeps crawlers for answers from these pages; a firewall may. "
        "It keeps LearnBot from training on some."
    )


def test_a_site_without_content_pages_and_an_older_document_have_no_section() -> None:
    empty = msgspec.structs.replace(answers(), listed=0, pages=[])
    for found in (None, empty):
        assert answers_view(msgspec.structs.replace(results(), answers=found)) is None
