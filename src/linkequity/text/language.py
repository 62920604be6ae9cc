"""The language of a page: what it declares, where that is plausible; else what its text shows.

A template's `lang` is often left over from another language. It is doubted where the text is in
another script, or where the small words of another language are clearly more frequent than its
own. What stays open is asked of a naive Bayes classifier over bytes (langid, Lui and Baldwin 2012),
which is loaded only then: two thirds of a second that most sites need not spend.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from linkequity.text.classifier import classifier
from linkequity.text.scripts import HAN, never_latin, written_in
from linkequity.text.stems import WRITTEN_AS

# Enough for a verdict, and little enough for a hundred thousand pages.
SAMPLE: Final = 1_000
# Fewer letters or words than these prove nothing.
FEWEST_LETTERS: Final = 20
FEWEST_WORDS: Final = 20
# Small words are a quarter to a half of running text: a quarter of the declared language's is proof
# of it. Half of that, and twice those of any other language, is no coincidence; hardly any of the
# declared language's is none either.
PROOF_SHARE: Final = 0.25
CLEAR_SHARE: Final = 0.12
CLEAR_MARGIN: Final = 2.0
LEAST_SHARE: Final = 0.04
# Of the classifier: names and code alone give it less.
SURE: Final = 0.9
# What a page leaves open is settled by others of its script, where so many of them agree.
PREVAILING: Final = 0.5
WORD: Final = re.compile(r"[^\W\d_]+")

SMALL_WORDS: Final = {
    "en": "the and of to is that it for was with are this you be not have from by an",
    "de": "der die und das ist nicht mit den von ein eine zu auf für dem im sich auch es werden",
    "fr": "le la les et des est une que dans pour pas qui sur du au avec ce il vous sont",
    "es": "el la los que y en las una por con para es del se no lo como más su al",
    "it": "il che di la e per un una non sono con della del è più le si alla gli nel",
    "pt": "o que e do da em um uma para não com os as por dos no na se mais é",
    "nl": "de het een en van is dat niet op te zijn voor met die aan er ook naar bij wordt",
    "sv": "och att det som en är på för av den inte med till ett har kan om jag du från",
    "da": "og at det er en til på som af den for ikke med der et har kan fra jeg du",
    "no": "og det er en til på som av den for ikke med et har kan å fra jeg du vi",
    "fi": "ja on ei se että oli ovat kun mutta myös tai niin joka kuin hän ole voi sen mitä jos",
    "pl": "i w na nie się z do to jest że jak o co po przez dla od są oraz ale",
    "cs": "a v na se je že to s z do pro jako by i o ale jsou nebo jsem podle",
    "ro": "și de în la a cu pe nu este din să care pentru un o sunt mai că au ce",
    "hu": "a az és hogy nem egy is van de meg ez csak már volt mint vagy ha el azt még",
    "tr": "ve bir bu için ile de da olarak çok daha en olan ne gibi kadar ya ama var her o",
    "ca": "el la els que i de les una per amb és no en del més com al va són aquest",
    "id": "yang dan di ini itu dengan untuk dari pada adalah tidak ke dalam akan juga atau oleh",
    "vi": "và của là có được cho trong không một các với người này đã để những khi từ đến",
    "ru": "и в не на что с по это как для а к из от у за но его все так",
    "uk": "і в на що не з до та це як для у від за але його про ми або також",
    "bg": "и на в за да се от е с не са по като че ще или това как до при",
}


@dataclass(frozen=True)
class Unclear:
    """A page that the classifier is asked about, declared to be in a language (or empty)."""

    named: str

    def settled(self, language: str, certainty: float) -> str | None:
        """What the classifier is sure of; else what the page declares."""
        return language if certainty >= SURE else self.named or None


def find_languages(declared: Sequence[str | None], samples: Iterable[str]) -> list[str | None]:
    """The language of each page (ISO 639-1): what its text tells, else what it declares, else what
    most of the others are in.
    """
    texts = [sample[:SAMPLE] for sample in samples]
    seen = [_seen(_named(name), text) for name, text in zip(declared, texts, strict=True)]
    unclear = [text for text, one in zip(texts, seen, strict=True) if isinstance(one, Unclear)]
    classified = iter(classifier().classify(unclear) if unclear else ())
    found = [
        one.settled(*next(classified)) if isinstance(one, Unclear) else one or None for one in seen
    ]
    return _with_prevailing(found, texts)


def _with_prevailing(languages: Sequence[str | None], texts: Sequence[str]) -> list[str | None]:
    """Where a page leaves it open, the language in which most pages of its script are written.

    A page of few words is as likely in the language of its site as any other, and its words must
    become the terms that they are everywhere else.
    """
    pages = Counter(language for language in languages if language)
    return [
        language or _prevailing(pages, "".join(WORD.findall(text)))
        for language, text in zip(languages, texts, strict=True)
    ]


def _prevailing(pages: Counter[str], letters: str) -> str | None:
    """The language of at least half of the `pages` (by language) of the script of these letters."""
    written = written_in(letters)
    same = {
        language: count
        for language, count in pages.items()
        if not letters or (language in written if written else language not in never_latin())
    }
    likeliest = max(same, key=same.__getitem__, default=None)
    if likeliest is None or same[likeliest] < PREVAILING * sum(same.values()):
        return None
    return likeliest


def _named(declared: str | None) -> str:
    return re.split(r"[-_]", declared.strip().casefold())[0] if declared else ""


def _seen(named: str, text: str) -> str | Unclear:
    """What script and small words tell of a page; empty for nothing."""
    words = WORD.findall(text)
    written = _written_in("".join(words))
    if written is None:
        return named
    if written and named not in written:
        return written[0] if len(written) == 1 or written is HAN else Unclear(named)
    if written and named:
        return named
    return _among_latin(named, [word.casefold() for word in words])


def _written_in(letters: str) -> tuple[str, ...] | None:
    """The languages of the script most of the letters are in; none for Latin; None: too few."""
    if len(letters) < FEWEST_LETTERS:
        return None
    return written_in(letters)


def _among_latin(named: str, words: Sequence[str]) -> str | Unclear:
    """The declared language, unless small words speak clearly for another."""
    if len(words) < FEWEST_WORDS:
        return named
    named = "" if named in never_latin() else named
    shares = _shares(words)
    own = shares.get(WRITTEN_AS.get(named, named))
    if own is not None and own >= PROOF_SHARE:
        return named
    best = max(shares, key=shares.__getitem__)
    if _is_clear(shares, best) and (own is not None or not named):
        return best
    return named if named and _is_plausible(own, shares[best]) else Unclear(named)


def _shares(words: Sequence[str]) -> dict[str, float]:
    """The share of words that are small ones of each language whose small words are known."""
    counts = dict.fromkeys(SMALL_WORDS, 0)
    speakers = _speakers()
    for word in words:
        for language in speakers.get(word, ()):
            counts[language] += 1
    return {language: count / len(words) for language, count in counts.items()}


def _is_plausible(own: float | None, best: float) -> bool:
    if own is None:
        return best < PROOF_SHARE
    return own >= LEAST_SHARE and own * CLEAR_MARGIN >= best


def _is_clear(shares: dict[str, float], best: str) -> bool:
    others = max(share for language, share in shares.items() if language != best)
    return shares[best] >= max(CLEAR_SHARE, CLEAR_MARGIN * others)


@cache
def _speakers() -> dict[str, list[str]]:
    """The languages of each small word."""
    found: dict[str, list[str]] = {}
    for language, words in SMALL_WORDS.items():
        for word in dict.fromkeys(words.split()):
            found.setdefault(word, []).append(language)
    return found
