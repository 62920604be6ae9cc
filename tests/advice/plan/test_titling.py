"""Working titles: what people search for, as a person would write it over a page."""

import pytest

import tiny
from linkequity.advice.plan.titling import as_written, working_title


@pytest.mark.parametrize(
    ("query", "language", "title"),
    [
        ("what is open data", "en", "What is open data?"),
        ("how to sow herbs", "en", "How to sow herbs"),
        ("warum open data", "de", "Warum open data?"),
        ("qué es un estanque", "es", "¿Qué es un estanque?"),
        ("estanque pequeño", "es", "Estanque pequeño"),
        ("open data?", "en", "Open data?"),
        ("池 作り方", "ja", "池 作り方"),
    ],
)
def test_a_question_gets_its_mark(query: str, language: str, title: str) -> None:
    """In the marks of its language; what does not ask stays as it is."""
    assert working_title(query, {}, language) == title


def test_words_are_written_as_the_site_writes_them_within_its_sentences() -> None:
    """Not as at the beginning of a sentence, where every word has a capital."""
    said = "Garten und Tokio sind fern. Viele sehen den Garten in Tokio gern. Fern ist es nicht."
    facts = tiny.facts_of(
        tiny.site(f"pages: {{/: {{title: Gruß, language: de, text: ['{said}']}}}}")
    )
    written = as_written(facts, ["fern garten tokio"], "de")
    assert working_title("fern garten tokio", written, "de") == "Fern Garten Tokio"
    assert written["fern"] == "fern"
