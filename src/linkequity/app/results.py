"""The result document: what every face shows and `results.json` holds (schema version 1).

Names and shapes of the contract are fixed; fields may be added. Equity is in page units.
"""

import msgspec

from linkequity.app.answers.documents import Answers
from linkequity.app.clusters.documents import ClusterDoc
from linkequity.app.comparison.documents import Comparison
from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.app.planning.documents import Plan

SCHEMA_VERSION = 1


class FindingDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of an audit.

    `id` stays the same from audit to audit. `state`: new, the audit before did not have it; open;
    returned, it had closed. `since`: end of the crawl that first showed it, or showed it again.
    """

    id: str = ""
    url: str
    verdict: str
    severity: str
    equity_at_stake: float
    evidence: dict[str, object]
    state: str = "new"
    since: str = ""


class AuditDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One audit: `status` pass, fail, inconclusive, not_applicable or error.

    `explanation` is the audit's own documentation in plain text; `count` counts all findings,
    of which `findings` may hold the first only. `silent`: findings of the baseline, left out of
    all of this. `passes`: nothing is lost there, equity passes through.
    """

    id: str
    title: str
    status: str
    severity: str | None
    evidence_label: str
    evidence_note: str
    explanation: str
    count: int
    equity_at_stake: float
    note: str = ""
    silent: int = 0
    passes: bool = False
    findings: list[FindingDoc] = []


class TaskDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do: what an audit found that is proved, as an action.

    `concerns` says what the equity at stake is; `passes`: nothing is lost there, such work comes
    after what wins equity back. `findings` are the first of `count`. `stake_low`, `stake_high`: 5%
    of the models put less at stake, and more. `holds_in`: the share of the models in which it
    belongs at its place or before. All None where `unasked` says why no models were asked.
    """

    id: str = ""
    audit: str
    action: str
    fix: str
    count: int
    equity_at_stake: float
    concerns: str
    passes: bool
    evidence_label: str
    findings: list[FindingDoc]
    stake_low: float | None = None
    stake_high: float | None = None
    holds_in: float | None = None
    unasked: str = ""


class LedgerDoc(msgspec.Struct, frozen=True, kw_only=True):
    """Every unit of equity accounted for: equity_in = kept + the sum of leaked.

    `lost_at_door`: backlinks that land on broken, blocked or noindex pages; `unread_at_door`: on
    pages that were not read, so nobody knows. Both stand outside equity_in.
    """

    equity_in: float
    from_baseline: float
    from_backlinks: float
    lost_at_door: float
    unread_at_door: float
    kept: float
    leaked: dict[str, float]
    stranded: float


class SolverDoc(msgspec.Struct, frozen=True, kw_only=True):
    """How the flow was solved; `residual` is relative to equity_in.

    `expanded_links` pass equity on; with each block that repeats stored once, they took
    `stored_links` links and entries of blocks.
    """

    iterations: int
    residual: float
    seconds: float
    pages: int
    links: int
    expanded_links: int = 0
    stored_links: int = 0


class SnapshotDoc(msgspec.Struct, frozen=True, kw_only=True):
    """Which snapshot this is about, and whether the crawl saw everything."""

    name: str
    source: str
    started_at: str
    finished_at: str
    complete: bool
    incomplete_because: list[str]
    warnings: list[str]


class SourceDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was read: the crawl, a sitemap, an imported file.

    `used` rows are about this site; `other_site` rows are not; `refused` could not be read.
    """

    kind: str
    name: str
    vendor: str = ""
    rows: int = 0
    used: int = 0
    other_site: int = 0
    refused: int = 0


class LinkCoverageDoc(msgspec.Struct, frozen=True, kw_only=True):
    """How much of what a report of totals names the imported backlinks cover.

    `report`: site, page, anchor_text or referring_page; `known` of them are named, and of those
    `covered` have a backlink.
    """

    vendor: str
    report: str
    known: int
    covered: int


class PageDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the list of strongest pages.

    `value`: target equity created by one unit that lands there, 0 to 1. `rank_low`, `rank_high`:
    5% of the models rank the page higher, and lower; None where no models were asked.
    """

    url: str
    title: str | None
    content_kind: str
    segment: str
    click_depth: int | None
    inlinks: int
    content_inlinks: int
    equity: float
    equity_received: float
    equity_share: float
    link_score: float
    value: float = 0.0
    backlink_equity: float
    rank_low: float | None = None
    rank_high: float | None = None


class BacklinkPageDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page where backlinks land: what they bring, how far it gets in content.

    `pages_lifted`: content pages, itself included, that receive at least 1% of what they bring;
    1 means the backlinks do one page's worth of work. `pages_lifted_with_menus` counts menus too.
    """

    url: str
    landing: str
    backlinks: int
    referring_domains: int
    equity: float
    pages_lifted: int
    pages_lifted_with_menus: int
    reach: float
    stranded: bool


class DomainDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What one referring domain brings."""

    referring_domain: str
    backlinks: int
    equity: float
    lost_at_door: float
    share_of_equity_in: float


class SegmentFlowDoc(msgspec.Struct, frozen=True, kw_only=True):
    """Equity that links carry from one segment to another, in page units (d·x·share)."""

    source: str
    target: str
    equity: float


class SegmentDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One segment: its pages, what they keep, what flows inside it and leaks from it."""

    segment: str
    pages: int
    equity: float
    equity_share: float
    from_backlinks: float
    inside: float
    leaked: float


class AreaDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page, or all other `pages` of a segment together, where `url` is None.

    `demand`: what it would keep at its share of the impressions; None where nobody counted any, and
    for pages that are no content.
    """

    segment: str
    url: str | None
    title: str | None
    pages: int
    equity: float
    demand: float | None


class KnobDoc(msgspec.Struct, frozen=True, kw_only=True):
    """How far one knob alone moves the ranking: Spearman's ρ with the settings' own, 1 for not."""

    knob: str
    spearman: float
    reason: str


class RobustnessDoc(msgspec.Struct, frozen=True, kw_only=True):
    """How far models agree on the ranking of content pages, as Spearman's ρ.

    `rank_stability`: the median model; `rank_stability_low`: 5% of the models agree less. `knobs`:
    the one that moves most first.
    """

    models: int
    seed: int
    rank_stability: float
    rank_stability_low: float
    knobs: list[KnobDoc]


class HoarderDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A strong page that passes little on in content.

    `passed_in_content`: share of what it passes on that content carries; `held_back`: what its
    menus and leaks take, in page units.
    """

    url: str
    equity: float
    passed_in_content: float
    held_back: float


class WasterDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page whose content links feed listing and utility pages, with `wasted` page units."""

    url: str
    equity: float
    wasted: float
    wasted_share: float


class StarvedDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page that has a larger share of the demand than of the equity, `short` by page units."""

    url: str
    equity: float
    demand: float
    short: float
    impressions: int


class SharedTitleDoc(msgspec.Struct, frozen=True):
    """What most titles begin and end with, set off by a sign; empty where they share nothing."""

    begins: str = ""
    ends: str = ""


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """The whole document.

    `recommendations`: the first links to add; `notes` say why where there are none. `clusters`:
    the largest first. `answers`: the strongest of its pages. `changes`: since the snapshot
    before, if there is one. `unmatched`: what linkequity.toml names and the site does not have.
    `shared_title` is left out of titles where they are shown, and stays in all tables and exports.
    `target_equity`: what pages keep, each as far as it matters; of this links to add lift a part.
    """

    schema_version: int = SCHEMA_VERSION
    site: str
    start_url: str
    generated_at: str
    snapshot: SnapshotDoc
    settings: dict[str, object]
    sources: list[SourceDoc]
    link_coverage: list[LinkCoverageDoc] = []
    totals: dict[str, int]
    shared_title: SharedTitleDoc = SharedTitleDoc()
    target_equity: float = 0.0
    ledger: LedgerDoc
    solver: SolverDoc
    tasks: list[TaskDoc]
    audits: list[AuditDoc]
    pages: list[PageDoc]
    landing_pages: list[BacklinkPageDoc]
    referring_domains: list[DomainDoc]
    segments: list[SegmentDoc]
    segment_flows: list[SegmentFlowDoc]
    areas: list[AreaDoc] = []
    robustness: RobustnessDoc | None = None
    hoarders: list[HoarderDoc] = []
    wasters: list[WasterDoc] = []
    starved: list[StarvedDoc] = []
    recommendations: list[RecommendationDoc] = []
    clusters: list[ClusterDoc] = []
    plans: list[Plan] = []
    answers: Answers | None = None
    changes: Comparison | None = None
    unmatched: list[str] = []
    notes: list[str] = []
