"""A passage as the words of its anchor texts are sought in it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from linkequity.advice.ranking.known.site import Site

# What may stand between two words of a name.
BETWEEN: Final = frozenset(
    [
        "",
        " ",
        "-",
        "‑",
        "'",
        "’",
        ".",
        "/",
        " & ",
        ", ",
        "、",
        "・",
        " (",
        ") ",
        " – ",
        " - ",
        " “",
        "” ",
        ' "',
        '" ',
        "#",
    ]
)
COMPOUND: Final = frozenset("-‑")
# Between the parts of what is written as one word: "F-Droid", "docs.rs".
WITHIN: Final = COMPOUND | {".", "/"}


@dataclass(frozen=True)
class Passage:
    """A passage: its row, page and text, and of each token id, first and last character.

    `begin`: the row of its first token among those of the site.
    """

    row: int
    page: int
    text: str
    begin: int
    ids: list[int]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, site: Site, row: int) -> "Passage":
        """Read a passage."""
        inside = site.tokens.of(row)
        return cls(
            row,
            int(site.page_of[row]),
            site.texts[row],
            inside.start,
            site.tokens.ids[inside].tolist(),
            site.tokens.starts[inside].tolist(),
            site.tokens.ends[inside].tolist(),
        )

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """The tokens between two characters: first, and the one after the last."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def between(self, token: int) -> str:
        """What stands between a token and the next."""
        return self.text[self.ends[token] : self.starts[token + 1]]

    def is_joined(self, token: int) -> bool:
        """Whether a token and the next may be words of one name."""
        return self.between(token) in BETWEEN

    def is_compound(self, token: int) -> bool:
        """Whether a hyphen makes one word of a token and the next."""
        return token + 1 < len(self.ids) and self.between(token) in COMPOUND

    def words(self, first: int, last: int) -> "Words":
        """Some words in a row; with the bracket that closes one they hold."""
        start, end = self.starts[first], self.ends[last - 1]
        text = self.text[start:end]
        if "(" in text and ")" not in text and self.text[end : end + 1] == ")":
            end += 1
        return Words(self, first, last, start, end)


@dataclass(frozen=True)
class Words:
    """The words of an anchor text: tokens and characters of a passage."""

    passage: Passage
    first: int
    last: int
    start: int
    end: int

    @property
    def ids(self) -> list[int]:
        """The term of each."""
        return self.passage.ids[self.first : self.last]

    @cached_property
    def written(self) -> list[str]:
        """Each as it is written."""
        passage = self.passage
        spans = zip(
            passage.starts[self.first : self.last],
            passage.ends[self.first : self.last],
            strict=True,
        )
        return [passage.text[start:end] for start, end in spans]

    @property
    def is_alone(self) -> bool:
        """Whether they are one word, of whatever parts."""
        inner = range(self.first, self.last - 1)
        return all(self.passage.between(token) in WITHIN for token in inner)

    @property
    def text(self) -> str:
        """The anchor text."""
        return self.passage.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What the passage says before."""
        return self.passage.text[: self.start]

    @property
    def after(self) -> str:
        """What it says after."""
        return self.passage.text[self.end :]
