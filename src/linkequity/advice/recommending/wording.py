"""The words of a link: a sentence of the page and what of it becomes the anchor text."""

from dataclasses import dataclass
from typing import Final

from linkequity.advice.ranking.placing import Placement
from linkequity.advice.ranking.site import Site

# How a sentence begins that only points to a page, where none of the page's own names it.
SEE_ALSO: Final = {
    "ar": "انظر أيضا:",
    "ca": "Vegeu també:",
    "cs": "Viz také:",
    "da": "Se også:",
    "de": "Siehe auch:",
    "en": "See also:",
    "es": "Véase también:",
    "fi": "Katso myös:",
    "fr": "Voir aussi :",
    "hu": "Lásd még:",
    "it": "Vedi anche:",
    "ja": "関連ページ：",
    "ko": "관련 문서:",
    "nl": "Zie ook:",
    "no": "Se også:",
    "pl": "Zobacz też:",
    "pt": "Veja também:",
    "ro": "Vezi și:",
    "ru": "См. также:",
    "sv": "Se även:",
    "tr": "Ayrıca bakınız:",
    "uk": "Див. також:",
    "zh": "另见：",
}
LONGEST_TITLE: Final = 120


@dataclass(frozen=True)
class Wording:
    """Where a link stands and in which words.

    `passage`: row of the site's passages, −1 unknown; `passage_text`: what it says. `anchor_start`:
    first character of the anchor text in the sentence. `new_text`: the sentence is not on the page
    yet; it is to be added after the passage.
    """

    passage: int
    passage_text: str
    sentence: str
    anchor_text: str
    anchor_start: int
    new_text: bool


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


def to_be_written(site: Site, passage: int, title: str, language: str | None) -> Wording | None:
    """A sentence to add after a passage; None without a title to call the page by."""
    name = " ".join(title.split())
    if not name or len(name) > LONGEST_TITLE:
        return None
    lead = SEE_ALSO.get((language or "en").partition("-")[0], SEE_ALSO["en"])
    return Wording(
        passage,
        site.texts[passage],
        f"{lead} {name}",
        name,
        len(lead) + 1,
        new_text=True,
    )
