"""Links to add: each in its sentence, the anchor text set off."""

from dataclasses import dataclass

from linkequity.app.recommended import RecommendationDoc
from linkequity.app.results import Results
from linkequity.faces.quoting import Quoted, quoted
from linkequity.faces.words import counted


@dataclass(frozen=True)
class LinkRow:
    """One link, and its sentence."""

    link: RecommendationDoc
    sentence: Quoted


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
        f"{counted(len(links), 'link')}, chosen together: each is worth most after those above it. "
        f"{written:,} of them stand in words that are on the page already. Read each before you "
        "add it; linkequity accept and linkequity reject remember what you decide."
    )
    return LinksView(says, [LinkRow(link, quoted(link)) for link in links])
