"""The document of `linkequity plan`, and what results/plan.json keeps for each target.

Equity is in page units, a model of this site's links.
"""

from typing import Literal

import msgspec

from linkequity.app.intake.imports import ImportDoc

Step = Literal["target", "structure", "backlinks"]


class PlanGateDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A test between steps; `state`: open, closed, or unknown where the data cannot tell."""

    id: str
    step: Step
    test: str
    state: str
    found: str
    opens_by: str


class SupporterDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A supporting page that is there.

    `nearness`: share of all pairs of the site's pages that have less in common.
    """

    url: str
    title: str | None
    nearness: float
    links_in: bool
    links_back: bool


class PlanQueryDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A query, and its impressions where anybody counted."""

    query: str
    impressions: int | None


class ToWriteDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A supporting page to be written. `url` is where the simulation puts it, `key` its query.

    `anchor_in`: the anchor text of its link to the target, `anchor_back` of the link back.
    """

    key: str
    title: str
    url: str
    queries: list[PlanQueryDoc]
    anchor_in: str = ""
    anchor_back: str = ""


class HeardDoc(msgspec.Struct, frozen=True, kw_only=True):
    """How many queries were `asked` on the site; of these `near` the target or a page that could
    support it, and of those `answered` by a page that is there.
    """

    asked: int
    near: int
    answered: int


class StageDoc(msgspec.Struct, frozen=True, kw_only=True):
    """The site in one state: what the target keeps, what it and its supporting pages keep
    together, and how many pages one backlink on the target lifts.
    """

    name: str
    equity: float
    around: float
    pages_lifted: int


class PlanPlaceDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the cluster as a landing page. `value`: what of one unit the target keeps, with
    the structure; `value_today` without; `pages_lifted` likewise.
    """

    url: str
    page_kind: str
    p_win: float
    value_today: float
    value: float
    pages_lifted_today: int
    pages_lifted: int


class PlanProspectDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A backlink to win: from whom, where it should land, what it `brings` to the site, and what
    it adds to the target today and with the structure in place.
    """

    referring_domain: str | None
    referring_page: str | None
    domain_rating: float | None
    land_on: str
    relevance: float | None
    brings: float
    lift_today: float
    lift: float
    pages_lifted_today: int
    pages_lifted: int


class OrderDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What the target keeps, and together with its supporting pages, after each step in turn."""

    after: str
    equity: float
    around: float


class PlanTaskDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One item of work; `id` stays the same from crawl to crawl.

    `kind`: gate, link, write or backlink. `state`: open, or done as the latest snapshot proves.
    `locked`: a gate before it is closed. `new_text`: the sentence is not on the page yet;
    it is to be added after the passage `after`.
    """

    id: str
    step: Step
    kind: str
    action: str
    state: str = "open"
    locked: bool = False
    source: str | None = None
    target: str | None = None
    anchor_text: str | None = None
    sentence: str | None = None
    new_text: bool = False
    after: str | None = None
    gate: str | None = None
    query: str | None = None
    referring_domain: str | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The plan for one target.

    `stages`: the site alone, with one-way links, two-way links, and pages written; empty where the
    target itself is not ready. `assumed_backlink`: no prospects were given, and one backlink from a
    domain of a middling rating on the target stands for them. `structure_first` and
    `backlinks_first` end at the same. `worth`: what the order is worth here, in words.
    """

    target: str
    title: str | None
    snapshot: str
    next_step: str
    gates: list[PlanGateDoc]
    supporters: list[SupporterDoc]
    to_write: list[ToWriteDoc]
    stages: list[StageDoc]
    places: list[PlanPlaceDoc]
    prospects: list[PlanProspectDoc]
    assumed_backlink: bool
    structure_first: list[OrderDoc]
    backlinks_first: list[OrderDoc]
    worth: str
    evidence_label: str = "assumption"
    evidence_note: str = (
        "That links in related content lift pages was split-tested (SearchPilot: +7% organic "
        "sessions); that structure should come before backlinks follows from the model alone."
    )
    tasks: list[PlanTaskDoc]
    heard: HeardDoc | None = None


class Plans(msgspec.Struct, frozen=True, kw_only=True):
    """One plan a target. `suggested_by`: why these targets, None where the owner named it."""

    suggested_by: str | None = None
    files: list[ImportDoc] = []
    plans: list[Plan]
