"""Working titles of pages to be written: a query as a person would write it over a page.

People search in small letters and without marks. Words are written as the site writes them within
its sentences ("Tokio", German nouns), and a question gets its mark.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from linkequity.model.facts import Facts

WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# A word after one of these, or at the beginning, has a capital whatever it is.
BEGINS: Final = re.compile(r"(?:^|[.!?:…“„«\"(]\s*)$")
# Queries that ask: language, the words they begin with. "How to" says how, and asks nothing.
ASKING: Final = {
    "en": r"(?:what|why|when|where|who|which|is|are|can|does|do|should|how(?! to))\b",
    "de": r"(?:was|wie|warum|wann|wo|wer|welche[rs]?|wieso|wozu|ist|kann|darf|muss)\b",
    "fr": r"(?:qu['’]|que |quel|quelle|pourquoi|quand|où|qui |comment )",
    "es": r"(?:qué|por qué|cuándo|dónde|quién|cuál|cómo)\b",
    "it": r"(?:che |cos['’]|cosa|perché|quando|dove|chi |quale|qual )",
    "pt": r"(?:o que|por que|quando|onde|quem|qual|quais)\b",
    "nl": r"(?:wat|waarom|wanneer|waar|wie|welke|hoe|is|kan|mag)\b",
}
# Places of words that are looked at: a few of each tell.
LOOKED_AT: Final = 20_000
# Readers of Spanish expect the mark at both ends.
OPENED: Final = {"es": "¿"}


def working_title(query: str, written: Mapping[str, str], language: str | None) -> str:
    """A query with the words as they are `written`, by their small letters.

    >>> working_title("was ist open data", {"data": "Data", "open": "Open"}, "de")
    'Was ist Open Data?'
    """
    words = WORD.sub(lambda word: written.get(word[0].casefold(), word[0]), " ".join(query.split()))
    title = words[:1].upper() + words[1:]
    asking = ASKING.get(language or "")
    if asking is None or title.endswith("?") or not re.match(asking, query.casefold()):
        return title
    return f"{OPENED.get(language or '', '')}{title}?"


def as_written(facts: Facts, queries: Iterable[str], language: str | None) -> dict[str, str]:
    """How the site writes the words of queries within its sentences, by their small letters."""
    corpus = facts.text.corpus
    wanted = sorted({word.casefold() for query in queries for word in WORD.findall(query)})
    terms = corpus.vocabulary.read(wanted, [language] * len(wanted)).ids
    places = np.flatnonzero(np.isin(corpus.tokens.ids, terms[terms >= 0]))[:LOOKED_AT]
    passages = np.searchsorted(corpus.tokens.offsets, places, side="right") - 1
    texts = corpus.passages["text"].gather(passages)
    forms: dict[str, Counter[str]] = {}
    for text, place in zip(texts, places.tolist(), strict=True):
        start, end = int(corpus.tokens.starts[place]), int(corpus.tokens.ends[place])
        if not BEGINS.search(text[max(start - 3, 0) : start]):
            forms.setdefault(text[start:end].casefold(), Counter())[text[start:end]] += 1
    return {word: _usual(forms[word]) for word in wanted if word in forms}


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))
