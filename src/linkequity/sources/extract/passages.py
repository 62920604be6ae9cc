"""Runs of text as passages: rows of PASSAGES, and the main text of a page."""

from collections.abc import Sequence
from typing import Final

from linkequity.sources.extract.folding import fold
from linkequity.sources.extract.hashes import stable_hash
from linkequity.sources.extract.places import Place
from linkequity.sources.extract.raw import RAW_PASSAGES, Columns, from_rows

# Passages are paragraphs; a longer one is a whole page without markup, or not meant to be read.
MAX_PASSAGE: Final = 20_000

Run = tuple[int, int, Place]


class Passages:
    """The passages of one page, in page order.

    `of_run` gives the passage that each run became, -1 where it had no words.
    """

    def __init__(self, url: str, text: str, runs: Sequence[Run]) -> None:
        self.url = url
        self.text = text
        self.runs = runs
        self.of_run: list[int] = []
        self.texts: list[str] = []
        self.hashes: list[int] = []
        self._places: list[Place] = []
        for start, end, place in runs:
            words = fold(text[start : min(end, start + 2 * MAX_PASSAGE)])[:MAX_PASSAGE]
            self.of_run.append(len(self.texts) if words else -1)
            if words:
                self.texts.append(words)
                self.hashes.append(stable_hash(words))
                self._places.append(place)

    def columns(self) -> Columns:
        """One row a passage."""
        rows = zip(self.texts, self.hashes, self._places, strict=True)
        return from_rows(
            RAW_PASSAGES,
            [
                (
                    self.url,
                    at,
                    p.tag,
                    text,
                    hashed,
                    p.position,
                    False,
                    p.hash,
                    p.certainty,
                    p.origin,
                )
                for at, (text, hashed, p) in enumerate(rows)
            ],
        )

    def main_text(self) -> list[str]:
        """The passages that this page alone takes for its content."""
        rows = zip(self.texts, self._places, strict=True)
        return [text for text, place in rows if place.position == "content"]
