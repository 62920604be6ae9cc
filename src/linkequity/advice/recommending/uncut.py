"""Whether words of a passage are whole: nothing that belongs to them is left outside."""

import re
from typing import Final

from linkequity.advice.recommending.passages import Words
from linkequity.text.word_edges import is_word_edge

JOINTS: Final = tuple(".-_/:@#–=<")
PAIRED: Final = re.compile("[“”„«»]")
# What leads from a menu to its entry: "Settings » Downloads"; a hyphen where it does so twice.
PATHS: Final = (" » ", " > ", " → ", " ▸ ", " ‣ ", " ⇒ ", " ▶ ")
HYPHEN: Final = " - "
FEWEST_ENTRIES: Final = 3
# What opens a quotation, and what closes it.
QUOTATIONS: Final = ('""', "“”", "„“", "„”", "””", "«»", "»«", "‘’", "‚‘", "「」", "『』", "《》")
# A shorter quotation is a title, a label or a word of somebody's, and is one thing.
LONGEST_LABEL: Final = 60


def is_uncut(words: Words, sentence_end: int) -> bool:
    """Whether no word, number, abbreviation, bracket or quotation is cut in two."""
    text, before, after = words.text, words.before, words.after
    return (
        all(is_word_edge(words.passage.text, at) for at in (words.start, words.end))
        and not (_runs_on(after) or before.endswith(JOINTS))
        and not _is_abbreviated(words, sentence_end)
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and len(PAIRED.findall(text)) % 2 == 0
        and not _is_part_of_quotation(words)
        and not _is_on_a_path(words, sentence_end)
    )


def _runs_on(after: str) -> bool:
    """Whether a number or a compound goes on: "1.15" before ".1", "pre" before "-release"."""
    return len(after) > 1 and after[0] in JOINTS and after[1].isalnum()


def _is_abbreviated(words: Words, sentence_end: int) -> bool:
    """Whether a full stop follows that does not end the sentence: "de EE" before ". UU."."""
    rest = words.passage.text[words.end : sentence_end]
    return rest.startswith(".") and any(map(str.isalnum, rest))


def _is_on_a_path(words: Words, sentence_end: int) -> bool:
    """Whether they are an entry of a menu that the reader is led to."""
    before, after = words.before, words.passage.text[words.end : sentence_end]
    if before.endswith(PATHS) or after.startswith(PATHS):
        return True
    if not (before.endswith(HYPHEN) or after.startswith(HYPHEN)):
        return False
    entries = f"{before}{words.text}{after}".split(HYPHEN)
    return len(entries) >= FEWEST_ENTRIES and not any(e[:1].islower() for e in entries[1:])


def _is_part_of_quotation(words: Words) -> bool:
    """Whether they stand within a short quotation that says more."""
    before, after = words.before, words.after[:LONGEST_LABEL]
    for opening, closing in QUOTATIONS:
        end = after.find(closing)
        if end >= 0 and _is_open(before, opening, closing):
            around = before[before.rindex(opening) + 1 :] + after[:end]
            return len(around + words.text) <= LONGEST_LABEL and bool(around.strip(" .,!?…"))
    return False


def _is_open(before: str, opening: str, closing: str) -> bool:
    """Whether a quotation has begun and not ended."""
    if opening == closing:
        return before.count(opening) % 2 == 1 and not ("“" in before or "„" in before)
    return before.count(opening) > before.count(closing)
