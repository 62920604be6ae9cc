"""Links to add: each in its sentence, the anchor text set off."""

from dataclasses import dataclass

from linkequity.app.recommended import RecommendationDoc
from linkequity.app.results import Results
from linkequity.faces.words import counted

# Characters of a sentence on either side of the anchor text.
AROUND = 180


@dataclass(frozen=True)
class LinkRow:
    """One link: its sentence in three parts, cut to what stands around the anchor text."""

    link: RecommendationDoc
    before: str
    anchor_text: str
    after: str


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
    return LinksView(says, [_row(link) for link in links])


def _row(link: RecommendationDoc) -> LinkRow:
    sentence, start = link.sentence or "", link.anchor_start or 0
    end = start + len(link.anchor_text or "")
    before, after = sentence[:start], sentence[end:]
    return LinkRow(
        link,
        "…" + before[-AROUND:] if len(before) > AROUND else before,
        sentence[start:end],
        after[:AROUND] + "…" if len(after) > AROUND else after,
    )
