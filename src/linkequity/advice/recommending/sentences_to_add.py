"""Sentences to add where no words of a page name another: as an editor of each language says it.

The title stands in quotation marks or after a colon, so that its grammar binds nothing around it,
and nobody is spoken to in a form that the site may not use.
"""

from typing import Final

# {} is the title. Languages that are not here get UNKNOWN, which is right in all.
FORMS: Final = {
    "ar": "لمزيد من المعلومات: «{}».",
    "bg": "Повече по темата: „{}“.",
    "ca": "Més informació a «{}».",
    "cs": "Více k tématu: „{}“.",
    "da": "Læs mere i »{}«.",
    "de": "Mehr dazu steht in „{}“.",
    "el": "Διαβάστε περισσότερα: «{}».",
    "en": "Read more about this in “{}”.",
    "es": "Más información en «{}».",
    "et": "Teemast lähemalt: „{}“.",
    "fa": "بیشتر بخوانید: «{}».",
    "fi": "Lisää aiheesta: ”{}”.",
    "fr": "Pour en savoir plus, voir «\u00a0{}\u00a0».",
    "gl": "Máis información en «{}».",
    "he": "למידע נוסף: ”{}”.",
    "hr": "Više o tome: „{}”.",
    "hu": "Bővebben erről: „{}”.",
    "id": "Baca juga: “{}”.",
    "it": "Per approfondire, si veda «{}».",
    "ja": "詳しくは「{}」をご覧ください。",
    "ko": "자세한 내용은 ‘{}’에서 확인할 수 있습니다.",
    "lt": "Daugiau apie tai: „{}“.",
    "lv": "Vairāk par to: “{}”.",
    "nl": "Lees meer hierover in ‘{}’.",
    "no": "Les mer i «{}».",
    "pl": "Więcej na ten temat: „{}”.",
    "pt": "Saiba mais em “{}”.",
    "ro": "Mai multe despre acest subiect: „{}”.",
    "ru": "Подробнее об этом: «{}».",
    "sk": "Viac na túto tému: „{}“.",
    "sl": "Več o tem: »{}«.",
    "sv": "Läs mer i ”{}”.",
    "tr": "Bu konuda daha fazlası: “{}”.",
    "uk": "Докладніше про це: «{}».",
    "vi": "Xem thêm: “{}”.",
    # The same in both scripts.
    "zh": "更多：{}",
}
UNKNOWN: Final = "→ {}"
# Norwegian has two written forms; one who reads either reads this.
WRITTEN_LIKE: Final = {"nb": "no", "nn": "no"}
MARKS: Final = frozenset('“”„‘«»「」『』‹›"')
ENDED: Final = (".", "!", "?", "…", "。", "！", "？")


def sentence_to_add(title: str, language: str | None) -> tuple[str, int]:
    """A sentence that leads to a page of this title, and the first character of the title in it.

    >>> sentence_to_add("Pond plants", "de")
    ('Mehr dazu steht in „Pond plants“.', 20)
    >>> sentence_to_add("What is a pond?", "en")[0]
    'Read more about this in “What is a pond?”'
    >>> sentence_to_add("Pond plants", "xx")[0]
    '→ Pond plants'
    """
    lead, _, rest = _form(language).partition("{}")
    if MARKS & {*title}:
        # Quotation marks inside of others are a puzzle in every language.
        lead, rest = _without_marks(lead), _without_marks(rest)
    if title.endswith(ENDED) and rest.endswith((".", "。")) and len(rest) < 4:
        rest = rest[:-1]
    return f"{lead}{title}{rest}", len(lead)


def _form(language: str | None) -> str:
    short = (language or "").lower().partition("-")[0]
    return FORMS.get(WRITTEN_LIKE.get(short, short), UNKNOWN)


def _without_marks(text: str) -> str:
    return "".join(letter for letter in text if letter not in MARKS and letter not in "’\u00a0")
