"""A sentence and the anchor text in it, cut to what a reader needs around it."""

from dataclasses import dataclass
from typing import Final

from linkequity.app.links_to_add.recommended import RecommendationDoc

# Characters of a sentence on either side of the anchor text.
AROUND: Final = 180


@dataclass(frozen=True)
class Quoted:
    """A sentence in three parts."""

    before: str
    anchor_text: str
    after: str


def quoted(link: RecommendationDoc) -> Quoted:
    """The sentence of a link to add, as it stands or is proposed."""
    sentence, start = link.sentence or "", link.anchor_start or 0
    end = start + len(link.anchor_text or "")
    before, after = sentence[:start], sentence[end:]
    return Quoted(
        "…" + before[-AROUND:] if len(before) > AROUND else before,
        sentence[start:end],
        after[:AROUND] + "…" if len(after) > AROUND else after,
    )
