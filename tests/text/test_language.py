"""Languages: declared ones are trusted where the text does not contradict them."""

import subprocess
import sys
import time

import pytest

from linkequity.text.classifier import classifier
from linkequity.text.language import SMALL_WORDS, find_languages

TEXTS = {
    "en": "We went to the market and bought apples, bread and a bottle of milk for the children. "
    "It was raining, so we took the bus home and read a book by the fire until it was dark.",
    "de": "Wir gingen auf den Markt und kauften Äpfel, Brot und eine Flasche Milch für die Kinder. "
    "Es regnete, also nahmen wir den Bus und lasen am Feuer ein Buch, bis es dunkel war.",
    "fr": "Nous sommes allés au marché et nous avons acheté des pommes, du pain et du lait pour "
    "les enfants. Il pleuvait, alors nous avons pris le bus et lu un livre près du feu.",
    "es": "Fuimos al mercado y compramos manzanas, pan y una botella de leche para los niños. "
    "Llovía, así que tomamos el autobús a casa y leímos un libro junto al fuego hasta la noche.",
    "pt": "Fomos ao mercado e compramos maçãs, pão e uma garrafa de leite para as crianças. "
    "Chovia, por isso apanhamos o autocarro para casa e lemos um livro à lareira até ser de noite.",
    "lt": "Nuėjome į turgų ir nupirkome obuolių, duonos ir butelį pieno vaikams. Lijo, todėl namo "
    "važiavome autobusu ir skaitėme knygą prie ugnies, kol sutemo ir visi nuėjo miegoti.",
    "ru": "Мы пошли на рынок и купили яблоки, хлеб и бутылку молока для детей. Шёл дождь.",
    "uk": "Ми пішли на ринок і купили яблука, хліб та пляшку молока для дітей. Йшов дощ.",
    "ja": "私たちは市場に行ってりんごとパンを買いました。雨が降っていました。",
    "zh": "我们去市场买了苹果和面包。天在下雨,所以我们坐公共汽车回家看书。",
    "ko": "우리는 시장에 가서 사과와 빵을 샀습니다. 비가 와서 버스를 탔습니다.",
    "th": "เราไปตลาดและซื้อแอปเปิ้ลกับขนมปังให้เด็กๆ ฝนตก",
    "he": "הלכנו לשוק וקנינו תפוחים, לחם ובקבוק חלב לילדים. ירד גשם.",
    "ar": "ذهبنا إلى السوق واشترينا التفاح والخبز وزجاجة حليب للأطفال. كانت تمطر.",
    "el": "Πήγαμε στην αγορά και αγοράσαμε μήλα, ψωμί και γάλα για τα παιδιά.",
}


def find_language(declared: str | None, text: str) -> str | None:
    return find_languages([declared], [text])[0]


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_true_declaration_is_kept(language: str) -> None:
    """Also with a region behind it, in capitals."""
    assert find_language(language, TEXTS[language]) == language
    assert find_language(f"{language.upper()}-XX", TEXTS[language]) == language


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize("declared", [None, "", "ja", "en", "de"])
def test_a_false_or_missing_declaration_gives_way_to_the_text(
    language: str, declared: str | None
) -> None:
    """A template's leftover does not decide."""
    assert find_language(declared, TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "404", "OK OK", "\x00 \u202e", "🙂" * 500, "1 2 3 4 " * 99])
def test_without_words_the_declaration_stands(text: str) -> None:
    """Nothing is guessed from nothing."""
    assert find_language("fr", text) == "fr"
    assert find_language(None, text) is None


def test_a_page_of_few_words_is_read_as_its_site_is() -> None:
    """Its title is made of the same terms as what others call it by."""
    texts = [TEXTS["en"], TEXTS["de"], TEXTS["en"], TEXTS["ja"], "Team pages", "シート", ""]
    assert find_languages([None] * 7, texts)[4:] == ["en", "ja", "en"]


def test_what_no_language_prevails_on_stays_open() -> None:
    """A third of the pages is no majority, and a language of another script is none at all."""
    texts = [TEXTS["en"], TEXTS["de"], TEXTS["fr"], "Team pages", "Σελίδα"]
    assert find_languages([None] * 5, texts)[3:] == [None, None]


def test_declared_pages_do_not_load_the_classifier() -> None:
    """Pages that are what they say, or plainly something else, cost no model."""
    code = (
        "import sys\nfrom linkequity.text.language import find_languages\n"
        f"for language, text in {TEXTS!r}.items():\n    find_languages([language], [text])\n"
        "assert 'py3langid' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_many_texts_are_classified_as_the_model_classifies_each() -> None:
    """Walking through all at once changes neither the language nor how sure it is."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    texts = [*TEXTS.values(), "GROSSE WORTE", "", "\ud800", "12 34", "srpski je " * 30]
    for text, (language, sure) in zip(texts, classifier().classify(texts), strict=True):
        expected, certainty = model.classify(text)
        assert sure == pytest.approx(certainty, abs=1e-3)
        assert language == expected or certainty < 0.5


def test_a_page_without_end_is_read_in_part() -> None:
    """Ten megabytes of letters take no longer than their first thousand."""
    begun = time.process_time()
    find_language("en", "the " * 2_500_000)
    assert time.process_time() - begun < 0.5


def test_small_words_are_written_once_each() -> None:
    """A word twice in one list would be a slip."""
    for words in SMALL_WORDS.values():
        assert len(words.split()) - len(set(words.split())) <= 2


def test_a_page_full_of_commands_is_in_the_language_that_explains_them() -> None:
    """An ideograph says as much as three letters, so names in Latin letters do not outweigh it."""
    text = "apt-get install package コマンドでインストールします。 dpkg --configure -a も使えます。"
    assert find_language(None, text) == "ja"
    assert find_language(None, TEXTS["en"] + "日本語") == "en"
