"""Sentences are found where readers of each language find them."""

import time

import pytest

from linkequity.text.sentences import Span, sentences

# Each entry is one sentence; joined by a space, or by nothing where the script writes none.
WRITTEN = {
    "en": [
        "Mr. and Mrs. Jones met Dr. Li at 9 a.m. in St. Albans.",
        "Version 2.4.1 costs $9.99, i.e. less than before!",
        '"Will it rain?" asked J. R. Hartley.',
        "It did...",
        "See example.com/a.html for more (cf. Fig. 3).",
    ],
    "de": [
        "Am 3. Mai kam Prof. Kern, d.h. der Chef, nach Bad Aibling.",
        "Das kostet ca. 4,20 Euro bzw. 5 Franken.",
        "„Wirklich?“",
        "Ja!",
    ],
    "fr": ["Mme Roux a dit : « C'est fini ! »", "M. Petit est parti vers 8 h.", "Et après ?"],
    "es": [
        "La Sra. Pérez vive en EE. UU. desde 1999, no en EE.UU. o los JJ. OO. de ayer.",
        "¿Por qué?",
        "¡Quién sabe!",
    ],
    "it": ["Il dott. Bianchi abita qui.", "Pesa 3,5 kg.", "Perché no?"],
    "pt": ["O Dr. Souza chegou às 10 h.", "Onde está ele?", "Aqui."],
    "nl": ["Dhr. Bakker woont in Delft, d.w.z. dichtbij.", "Hoe laat is het?", "Laat."],
    "pl": ["Mieszka np. w Gdyni przy ul. Długiej.", "Kto to jest?", "Nikt."],
    "cs": ["Bydlí tzv. na venkově.", "Přišel 5. května.", "Proč?"],
    "ru": ["Он живёт на ул. Мира в г. Омске.", "Сколько это стоит?", "Около 5 тыс. рублей."],
    "el": ["Ο κ. Νίκος ήρθε.", "Πού πας;", "Πουθενά."],
    "tr": ["Dr. Kaya geldi.", "Saat kaç?", "Bilmiyorum."],
    "ar": ["وصل القطار متأخرا.", "لماذا؟", "لا أحد يعرف."],
    "he": ["הרכבת איחרה.", "למה?", "אף אחד לא יודע."],
    "hi": ["गाड़ी देर से आई।", "क्यों?", "कोई नहीं जानता।"],
    "zh": ["火车晚点了。", "为什么？", "他说：“没人知道。”", "真的！"],
    "ja": ["電車が遅れた。", "なぜですか？", "「知らない。」と彼は言った。", "本当！"],
}


def joiner(language: str) -> str:
    return "" if language in ("zh", "ja") else " "


def spans_of(parts: list[str], between: str) -> set[Span]:
    spans, at = set(), 0
    for part in parts:
        spans.add((at, at + len(part)))
        at += len(part) + len(between)
    return spans


def test_sentences_end_where_readers_end_them() -> None:
    """Over all languages, found and true ends agree: F1 at least .97."""
    found = true = both = 0
    for language, parts in WRITTEN.items():
        ours = set(sentences(joiner(language).join(parts), language))
        readers = spans_of(parts, joiner(language))
        found, true, both = found + len(ours), true + len(readers), both + len(ours & readers)
    assert 2 * both / (found + true) >= 0.97


@pytest.mark.parametrize("language", sorted(WRITTEN))
def test_what_stands_before_moves_sentences_and_changes_none(language: str) -> None:
    """A passage after another line has the same sentences, further on."""
    text = joiner(language).join(WRITTEN[language])
    moved = sentences(f"One line!\n{text}", language)
    assert moved[1:] == [(start + 10, end + 10) for start, end in sentences(text, language)]


@pytest.mark.parametrize("language", sorted(WRITTEN))
def test_spans_are_in_order_and_lose_nothing_but_spaces(language: str) -> None:
    """Sentences do not overlap, begin and end with no space, and together are the passage."""
    text = joiner(language).join(WRITTEN[language])
    parts = [text[start:end] for start, end in sentences(text, language)]
    assert all(part == part.strip() for part in parts)
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


def test_an_ordinal_ends_nothing_where_ordinals_have_a_full_stop() -> None:
    """ "am 3. Oktober" is one date in German; in English a sentence may end in a number."""
    assert len(sentences("Er kam am 3. Oktober.", "de")) == 1
    assert len(sentences("He took 3. October came.", "en")) == 2
    assert len(sentences("1. Open the lid. 2. Close it.", "en")) == 2


def test_thai_phrases_are_parted_by_spaces() -> None:
    """Thai ends sentences with a space; spaces beside other scripts part nothing."""
    text = "วันนี้อากาศดี เราไปเที่ยวกัน ด้วย GPS ใหม่"
    parts = [text[start:end] for start, end in sentences(text, "th")]
    assert parts == ["วันนี้อากาศดี", "เราไปเที่ยวกัน", "ด้วย GPS ใหม่"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "?!", "\u202e.\u202c"])
def test_text_without_words_breaks_nothing(text: str) -> None:
    """Blanks have no sentence; marks alone have at most one."""
    assert len(sentences(text)) <= 1


@pytest.mark.parametrize("text", [". " * 10_000, "a" * 20_000, "a." * 10_000, "“" * 20_000 + ". A"])
def test_hostile_passages_take_no_time(text: str) -> None:
    """Marks without end are read in time linear in their number."""
    begun = time.process_time()
    sentences(text, "en")
    assert time.process_time() - begun < 1.0
