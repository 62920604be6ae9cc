"""A link to add, as the documents have it."""

import msgspec

# Correlation in 23M links on 1,800 sites: more inlinks, more clicks (Zyppy). No experiment.
EVIDENCE_LABEL = "correlation"


class RecommendationDoc(
    msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}
):
    """One link to add in content. `lift`: what it adds after those before it.

    `sentence`: where it stands, in `passage`; its anchor text begins at character `anchor_start`.
    With `new_text` the sentence is not there yet: it is to be added after the passage. None where
    texts were not compared. `relevance`: the share of the site's pairs of pages with less in
    common. `donor_loss`: what the page that links keeps less, by all links together, in page units.
    `holds_in`: the share of models in which it is about as good as their own choice; `lift_low`
    and `lift_high`: 5–95% of the models, of the link alone. None where no models were asked. `id`
    stays the same as long as the advice is to link these two pages.
    """

    id: str
    source: str
    target: str
    anchor_text: str | None
    sentence: str | None = None
    anchor_start: int | None = None
    passage: str | None = None
    new_text: bool = False
    relevance: float | None
    lift: float
    donor_loss: float = 0.0
    holds_in: float | None = None
    lift_low: float | None = None
    lift_high: float | None = None
    why: str = ""
    evidence_label: str = EVIDENCE_LABEL
    donor_equity: float | None = None
    donor_clicks: int | None = None
    target_inlinks: int | None = None
    target_impressions: int | None = None
    target_page_two: int | None = None
