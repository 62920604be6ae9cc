"""Links to add: each in its sentence, the anchor text set off."""

from dataclasses import dataclass

from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.app.results import Results
from linkequity.faces.quoting import Quoted, quoted


@dataclass(frozen=True)
class LinkRow:
    """One link, and its sentence."""

    link: RecommendationDoc
    sentence: Quoted
    why: str


@dataclass(frozen=True)
class LinksView:
    """What the section shows."""

    says: str
    rows: list[LinkRow]


def links_view(results: Results) -> LinksView | None:
    """The links an audit proposes; None where there are none."""
    links = [link for link in results.recommendations if link.sentence]
    if not links:
        return None
    written = sum(not link.new_text for link in links)
    says = (
        "Chosen together, so that their lifts add up. "
        f"{_standing(written, len(links))} Beside each: what the pages that matter "
        "gain, of what they keep today. Read each sentence before you set its link."
    )
    return LinksView(says, [LinkRow(link, quoted(link), _why(link.why)) for link in links])


def _why(text: str) -> str:
    return text[:1].upper() + text[1:]


def _standing(written: int, links: int) -> str:
    if written == links:
        return "All stand in words that are on the page already."
    if not written:
        return "All are sentences to add."
    return f"{written:,} of them {'stands' if written == 1 else 'stand'} in words already there."
