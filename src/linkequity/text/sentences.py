"""Where sentences start and end in a passage, in any script.

Rules, not a model: a sentence ends at a full stop, question or exclamation mark of its script that
is followed by a space and by what may begin a sentence. A full stop ends nothing after an
abbreviation, an initial or an ordinal, nor before a small letter. Chinese and Japanese marks need
no space; Thai and Lao write none: a space between their letters parts phrases, which is as near to
sentences as their script goes.
"""

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]

# Written without their last full stop. Short words that also end sentences ("no", "art") are left
# out: joining two sentences costs more than parting one.
ABBREVIATIONS: Final = frozenset(
    # any language
    "dr prof mr mrs ms jr sr st vs etc inc ltd co corp fig vol op cit ed eds al approx dept est "
    "e.g i.e eg ie cf ca ph.d b.a m.a a.m p.m a.d b.c u.s u.k u.s.a e.u d.c "
    "jan feb apr jun jul aug sep sept oct nov dec mon tue wed thu fri "
    # German, Dutch, Nordic
    "bzw z.b d.h u.a o.ä u.ä usw vgl evtl ggf inkl exkl zzgl abs bd hrsg nr str tel mio mrd "
    "s.o s.u v.a i.d.r u.s.w bijv d.w.z o.a enz blz mw dhr bl.a t.ex d.v.s f.eks osv "
    # French, Spanish, Italian, Portuguese, Catalan
    "m mme mlle mm p.ex env éd sra srta ud uds p.ej ee.uu pág págs núm sig dott ing avv pag ecc "
    "p.es dra exmo av "
    # Polish, Czech, Slovak, Croatian, Hungarian, Romanian
    "np tzn tj godz ul r.b itd itp m.in hab mgr inż ww tzv apod atd např napr č pl "
    # Russian, Ukrainian, Bulgarian
    "г гг ул т.е т.д т.п т.к др проф напр см стр рис руб тыс млн млрд в.в "
    # Greek, Turkish, Indonesian
    "π.χ κ.λπ κ.ά δηλ σελ vb vs örn yy dll dsb yth".split()
)
# These write ordinals with a full stop: "3. Oktober".
DOTTED_ORDINALS: Final = frozenset("de da nb nn no fi cs sk pl hu et lv sl hr sr bs is tr".split())
CLOSERS: Final = "\"'“”’«»‹›)\\]」』）】》"
OPENERS: Final = "\"'“‘„«‹([「『（【《¿¡*_–—-"
# French sets a space before its closing mark; an opening one has none after it.
SET_OFF: Final = r"(?:[ \u00a0\u202f]»(?=\s|$))?"
SPACED: Final = rf"[.!?…‽؟۔।॥։።፧;;]+{SET_OFF}[{CLOSERS}]*(?=\s)"
UNSPACED: Final = rf"[。！？｡]+[{CLOSERS}]*"
PHRASES: Final = r"(?<=[\u0e00-\u0eff])\s+(?=[\u0e00-\u0eff])"
MARK: Final = re.compile(rf"(?P<stop>{SPACED}|{UNSPACED})|(?P<line>\n)|(?P<phrase>{PHRASES})")
WORD_BEFORE: Final = re.compile(r"[^\s(\[«\"“„'‘/]+$")
# Plurals of initials in Spanish: "EE. UU.", "JJ. OO.".
DOUBLED: Final = re.compile(r"([A-Z])\1(?![^\W_])")
# Longer than any abbreviation; only this much is looked back through.
LOOK_BACK: Final = 24


def sentences(text: str, language: str | None = None) -> list[Span]:
    """The start and end of each sentence, spaces around it left out.

    >>> [text[a:b] for text in ("Dr. No came at 5 p.m. on foot. Why?",) for a, b in sentences(text)]
    ['Dr. No came at 5 p.m. on foot.', 'Why?']
    """
    spans = []
    start = 0
    for end in _ends(text, language):
        spans.append(_stripped(text, start, end))
        start = end
    return [span for span in spans if span[0] < span[1]]


def _ends(text: str, language: str | None) -> Iterator[int]:
    start = 0
    for mark in MARK.finditer(text):
        if mark["stop"] is None or _ends_sentence(text, start, mark, language):
            yield mark.end()
            start = mark.end()
    yield len(text)


def _stripped(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _ends_sentence(text: str, start: int, mark: re.Match[str], language: str | None) -> bool:
    """Whether this mark ends the sentence that began at `start`."""
    stop = mark["stop"][0]
    if stop in "。！？｡":
        # A quotation that goes on in its sentence: 「はい。」と言った.
        return len(mark["stop"].rstrip("」』）】》")) == len(mark["stop"]) or _begins(
            text, mark.end()
        )
    if stop in ";;":
        return language == "el"
    following = text[mark.end() : mark.end() + 8].lstrip()
    if not following:
        return True
    if _goes_on(following):
        return False
    return mark["stop"] != "." or not _is_abbreviated(
        text, start, mark.start(), following, language
    )


def _begins(text: str, at: int) -> bool:
    """Whether what follows a closed quotation is not its particle but something new."""
    return at >= len(text) or text[at] in " \n　「『"


def _goes_on(following: str) -> bool:
    """Whether a sentence cannot begin so: with a small letter, or a mark that joins."""
    bare = following.lstrip(OPENERS)
    return bare[:1].islower() or following[0] in ",;:)]”"


def _is_initial(word: str, so_far: str) -> bool:
    """A letter alone: J. R. Hartley; not a unit after a number: 10 h."""
    return len(word) == 1 and word.isalpha() and not so_far[-3:-1].strip().isdecimal()


def _is_abbreviated(text: str, start: int, at: int, following: str, language: str | None) -> bool:
    """Whether the full stop at `at` belongs to the word before it."""
    word = WORD_BEFORE.search(text[max(start, at - LOOK_BACK) : at])
    if word is None:
        return False
    before = word[0].casefold()
    if before in ABBREVIATIONS or _is_initial(before, text[max(0, at - 3) : at]):
        return True
    if DOUBLED.fullmatch(word[0]) and DOUBLED.match(following):
        return True
    if not before.isdecimal() or len(before) > 2:
        return False
    opens = not text[start:at].strip(f"{OPENERS} \n").removesuffix(word[0])
    return opens or (language in DOTTED_ORDINALS and following[0].isupper())
