"""The corpus keeps main text alone, and its numbers point back at what was written."""

import polars as pl
import pytest

from linkequity.text.corpus import Corpus, read_corpus
from linkequity.text.tokens import MAX_TEXT

TEXTS = {
    "en": ("Running shoes", ["Shoes for runners.", "They don't cost $3.50."]),
    "de": ("Laufschuhe", ["Die Häuser der Läufer — schön!", "Ein Satz."]),
    "ja": ("走る靴", ["今日は天気がいいです。", "靴 shoe を買う"]),
    "th": ("รองเท้าวิ่ง", ["ประเทศไทยรวมเลือดเนื้อชาติเชื้อไทย"]),
    "ar": ("أحذية الجري", ["هذه جملة عن الأحذية؟", "نص \u202eمقلوب\u202c هنا"]),
    "hi": ("दौड़ने के जूते", ["यह एक वाक्य है।"]),
}


def corpus_of(texts: dict[str, tuple[str, list[str]]]) -> Corpus:
    documents = pl.DataFrame(
        {
            "document": list(texts),
            "language": list(texts),
            "title": [title for title, _ in texts.values()],
        }
    )
    rows = [(name, text) for name, (_, parts) in texts.items() for text in parts]
    passages = pl.DataFrame(rows, schema=["document", "text"], orient="row")
    return read_corpus(documents, passages)


def written(corpus: Corpus, passage: int) -> list[str]:
    """The words of a passage as its spans cut them out."""
    text, inside = corpus.passages["text"][passage], corpus.tokens.of(passage)
    spans = zip(corpus.tokens.starts[inside], corpus.tokens.ends[inside], strict=True)
    return [text[start:end] for start, end in spans]


def terms(corpus: Corpus, passage: int) -> list[str]:
    inside = corpus.tokens.of(passage)
    return [corpus.vocabulary.terms[number] for number in corpus.tokens.ids[inside]]


def test_spans_point_at_the_words_they_claim() -> None:
    """In every script, text[start:end] is the word, without the marks around it."""
    corpus = corpus_of(TEXTS)
    assert written(corpus, 0) == ["Shoes", "for", "runners"]
    assert written(corpus, 1) == ["They", "don", "t", "cost", "3", "50"]
    assert written(corpus, 2) == ["Die", "Häuser", "der", "Läufer", "schön"]
    assert written(corpus, 5) == ["靴", "shoe", "を", "買", "う"]
    assert "".join(written(corpus, 6)) == TEXTS["th"][1][0]
    assert 3 < len(written(corpus, 6)) < 12
    assert written(corpus, 9) == ["यह", "एक", "वाक्य", "है"]


def test_words_of_one_stem_are_one_term() -> None:
    """Case, accents and endings do not part words; languages have stems of their own."""
    corpus = corpus_of(TEXTS)
    assert terms(corpus, 0) == ["shoe", "for", "runner"]
    assert terms(corpus, 2)[1:4] == ["haus", "der", "lauf"]


def test_latin_words_among_other_letters_are_the_terms_of_english_pages() -> None:
    """A page names another by its title, in whatever script the rest of it is."""
    corpus = corpus_of(
        {
            "en": ("Date Functions", ["The functions that return dates, and how they are called."]),
            "ja": ("日付", ["Date Functions を参照してください。"]),
            "ru": ("Даты", ["Смотрите также Date Functions, где описаны все функции."]),
        }
    )
    assert terms(corpus, 1)[:2] == terms(corpus, 2)[2:4] == ["date", "function"]


def test_the_order_of_pages_does_not_matter() -> None:
    """Vocabulary, counts and each page's terms are the same whichever page comes first."""
    corpus, turned = corpus_of(TEXTS), corpus_of(dict(reversed(TEXTS.items())))
    assert corpus.vocabulary == turned.vocabulary
    assert (corpus.pages_with == turned.pages_with).all()
    last = int(turned.page_offsets[-2])
    assert terms(corpus, 0) == terms(turned, last)


def test_repeated_and_boilerplate_passages_are_left_out() -> None:
    """What stands on three pages, or outside of content, is no page's own text."""
    documents = pl.DataFrame(
        {"document": ["a", "b", "c"], "language": ["en"] * 3, "title": [""] * 3}
    )
    rows = [(page, text) for page in "abc" for text in ("Buy now", f"Text of {page}")]
    passages = pl.DataFrame(rows, schema=["document", "text"], orient="row")
    assert read_corpus(documents, passages).passages["row"].to_list() == [1, 3, 5]
    marked = passages.with_columns(
        repeated=pl.Series([False, True] * 3),
        link_position=pl.Series(["content", None, None, None, "footer", "content"]),
    )
    assert read_corpus(documents, marked).passages["row"].to_list() == [0, 2]


def test_other_texts_are_read_in_the_terms_of_the_corpus() -> None:
    """A query's words are the corpus's terms; words it lacks are unknown, not new."""
    corpus = corpus_of(TEXTS)
    tokens = corpus.vocabulary.read(["runners' zebra", ""], ["en", None])
    runner = corpus.vocabulary.ids["runner"]
    assert tokens.ids.tolist() == [runner, -1]
    assert tokens.offsets.tolist() == [0, 2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000_000,
        "漢" * 100_000,
        "ก" * 30_000,
        "\x00\x07\uffff \U0010ffff",
        "\u202e" * 9,
    ],
)
def test_hostile_text_is_read_within_bounds(text: str) -> None:
    """Endless words, control and private characters neither fail nor take long."""
    corpus = corpus_of({"en": (text, [text])})
    assert len(corpus.tokens.ids) <= MAX_TEXT
    assert all(len(term) <= 64 for term in corpus.vocabulary.terms)


def test_no_pages_are_a_corpus_too() -> None:
    """A site without text gives empty arrays, not an error."""
    corpus = corpus_of({})
    assert (len(corpus.vocabulary), len(corpus.tokens), len(corpus.idf)) == (0, 0, 0)
