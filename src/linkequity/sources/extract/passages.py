"""Runs of text as passages: rows of PASSAGES, and where each link's words are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from linkequity.sources.extract.folding import fold
from linkequity.sources.extract.hashes import stable_hash
from linkequity.sources.extract.places import Place

# Passages are paragraphs; a longer one is a whole page without markup, or not meant to be read.
MAX_PASSAGE: Final = 20_000

Columns = dict[str, list[object]]


@dataclass
class Passages:
    """A page's passages as columns, and for each run the passage it became (-1 for none)."""

    columns: Columns
    of_run: list[int] = field(default_factory=list)
    words: int = 0
    content: list[str] = field(default_factory=list)

    @property
    def content_hash(self) -> int | None:
        """Hash of the main text of the page; None without any."""
        return stable_hash("\n".join(self.content)) if self.content else None


def read_passages(url: str, text: str, runs: Sequence[tuple[int, int, Place]]) -> Passages:
    """Every run that has words, as a passage with the position its place declares."""
    tags: list[object] = []
    texts: list[object] = []
    hashes: list[object] = []
    positions: list[object] = []
    found = Passages({})
    for start, end, place in runs:
        words = fold(text[start : min(end, start + 2 * MAX_PASSAGE)])[:MAX_PASSAGE]
        if not words:
            found.of_run.append(-1)
            continue
        found.of_run.append(len(texts))
        tags.append(place.tag)
        texts.append(words)
        hashes.append(stable_hash(words))
        positions.append(place.position)
        if place.position == "content":
            found.content.append(words)
            found.words += words.count(" ") + 1
    count = len(texts)
    found.columns = {
        "url": [url] * count,
        "passage": list(range(count)),
        "tag": tags,
        "text": texts,
        "text_hash": hashes,
        "link_position": positions,
        "repeated": [False] * count,
    }
    return found
