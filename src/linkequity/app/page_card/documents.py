"""The document of a page's card. Equity is in page units, a model of this site's links."""

import msgspec

from linkequity.app.backlinks.origins import OriginDoc
from linkequity.app.page_search import PageHit


class CardLinkDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A link to the page or on it. `url`: its other end, None where it is no web address.

    `flow`: what it carries; `share` of all that links carry to the page, or that it passes on.
    `words`: the anchor text, else the text of the image. `kind`: what the link hits in the end.
    """

    url: str | None
    words: str
    link_position: str
    followed: bool
    repeated: bool
    kind: str | None
    flow: float
    share: float


class CardLinksDoc(msgspec.Struct, frozen=True, kw_only=True):
    """The first links by share, of `count`; `carried` by all of them."""

    count: int
    carried: float
    links: list[CardLinkDoc]


class CardBacklinkDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A backlink that ends at the page. `strength`: what it brings in."""

    referring_page: str | None
    referring_domain: str | None
    anchor_text: str | None
    target: str
    followed: bool
    lost: bool
    lost_at_door: bool
    strength: float


class CardBacklinksDoc(msgspec.Struct, frozen=True, kw_only=True):
    """The first backlinks by what they bring, of `count`, and how far that gets in content.

    `pages_lifted`: 1 means one page's worth of work; None where nothing lands here.
    """

    count: int
    brought: float
    pages_lifted: int | None
    reach: float | None
    backlinks: list[CardBacklinkDoc]


class CardQueryDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A query that shows the page; `search_position`: mean of its impressions."""

    query: str
    clicks: int
    impressions: int
    search_position: float | None


class CardFindingDoc(msgspec.Struct, frozen=True, kw_only=True):
    """Something an audit found at the page."""

    audit: str
    title: str
    severity: str
    verdict: str
    equity_at_stake: float


class CardClusterDoc(msgspec.Struct, frozen=True, kw_only=True):
    """The cluster the page is in; `is_pillar`: it is the centre."""

    id: str
    label: str
    pillar: str
    is_pillar: bool
    pages: int


class CardRankDoc(msgspec.Struct, frozen=True, kw_only=True):
    """Its rank by equity among `of` content pages; 5% of the models rank it higher, 5% lower."""

    rank: int
    of: int
    low: float
    high: float


class CardLedgerDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What comes in and where it goes: the first three sum to the last three."""

    from_baseline: float
    from_backlinks: float
    received: float
    kept: float
    passed_on: float
    leaked: dict[str, float]


class PageCard(msgspec.Struct, frozen=True, kw_only=True):
    """A page that has or passes equity. `path`: how to name it in a scenario.

    `value`: target equity created by one unit that lands here, `value_of_most` on the page where
    it creates most; `judged_by`: what says which pages matter. `donor_strength`: what a new link
    of weight 1 here would carry. `by_segment`, `by_domain`: whose equity it keeps, the last row all
    others. Numbers of search data are None without any, and `findings` before the first audit.
    """

    url: str
    path: str
    title: str | None
    status: int | None
    indexable: bool
    content_kind: str
    segment: str
    click_depth: int | None
    equity: float
    equity_share: float
    link_score: float
    inlinks: int
    linking_pages: int
    content_inlinks: int
    outlinks: int
    referring_domains: int
    clicks: int | None
    impressions: int | None
    value: float
    value_of_most: float
    judged_by: str
    donor_strength: float
    rank: CardRankDoc | None
    ledger: CardLedgerDoc
    by_segment: list[OriginDoc]
    by_domain: list[OriginDoc]
    links_in: CardLinksDoc
    links_out: CardLinksDoc
    backlinks: CardBacklinksDoc
    queries: list[CardQueryDoc]
    findings: list[CardFindingDoc] | None
    cluster: CardClusterDoc | None


class NoPage(msgspec.Struct, frozen=True, kw_only=True):
    """A URL that is no page of its own.

    `kind`: external, unknown, redirected, canonicalised, broken, uncertain, blocked, not_html or
    not_crawled. `leads_to`: the page it ends at. `links_here` still name it, as do `backlinks`
    that bring `lost_at_door` to nobody. `near`: pages that might have been meant.
    """

    url: str
    path: str
    kind: str
    status: int | None
    leads_to: str | None
    known_from: list[str]
    links_here: CardLinksDoc
    backlinks: int
    lost_at_door: float
    near: list[PageHit]
