"""The words of a link: a sentence of the page and what of it becomes the anchor text."""

import re
from dataclasses import dataclass
from typing import Final

from linkequity.advice.ranking.known.site import Site
from linkequity.advice.ranking.placing.places import Placement
from linkequity.advice.recommending.sentences_to_add import sentence_to_add

LONGEST_TITLE: Final = 120
# What stands for a dash where there was no key for one.
DASHES: Final = re.compile(r" -{1,3} ")


@dataclass(frozen=True)
class Wording:
    """Where a link stands and in which words.

    `passage`: row of the site's passages, −1 where none fits, and `sentence` is empty then;
    `passage_text`: what it says. `anchor_start`: first character of the anchor text in the
    sentence. `new_text`: the sentence is not on the page yet; it is to be added after the passage.
    """

    passage: int
    passage_text: str
    sentence: str
    anchor_text: str
    anchor_start: int
    new_text: bool

    @property
    def place(self) -> tuple[str, str]:
        """The passage and the sentence as they read, copies of which are one place: of a sentence
        to add the passage, since all of these read alike.
        """
        return self.passage_text, self.passage_text if self.new_text else self.sentence


def written(site: Site, place: Placement) -> Wording:
    """A link in a sentence that is there."""
    text = site.texts[place.passage]
    return Wording(
        place.passage,
        text,
        text[place.sentence_start : place.sentence_end],
        place.anchor_text,
        place.anchor_start - place.sentence_start,
        new_text=False,
    )


def anchor_alone(title: str) -> Wording:
    """What to call a page in a sentence of one's own."""
    return Wording(-1, "", "", _spoken(title), 0, new_text=True)


def _spoken(title: str) -> str:
    return DASHES.sub(" – ", " ".join(title.split()))


def to_be_written(site: Site, passage: int, title: str, language: str | None) -> Wording | None:
    """A sentence to add after a passage; None without a title to call the page by."""
    name = _spoken(title)
    if not name or len(name) > LONGEST_TITLE:
        return None
    sentence, start = sentence_to_add(name, language)
    return Wording(passage, site.texts[passage], sentence, name, start, new_text=True)
