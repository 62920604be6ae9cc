"""The document of `linkequity compare`, and of the report's section on what changed.

Equity is in page units. Both sites are judged alike: by today's settings, audits and imports,
backlinks by when they were there. Lists hold the first rows; `counts` count all.
"""

from datetime import date

import msgspec


class SideLedgerDoc(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger of one of the two: equity_in = kept + the sum of leaked."""

    equity_in: float
    from_baseline: float
    from_backlinks: float
    lost_at_door: float
    unread_at_door: float
    kept: float
    leaked: dict[str, float]
    stranded: float


class SideDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two snapshots."""

    snapshot: str
    site: str
    finished_at: str
    complete: bool
    pages: int
    indexable_pages: int
    links: int
    backlinks: int
    ledger: SideLedgerDoc


class CauseDoc(msgspec.Struct, frozen=True, kw_only=True):
    """The single edit that explains a change: made alone on the site as it was, it does `share`
    of it. `says` is a clause for people; source and target are pages by path, or a domain.
    """

    kind: str
    says: str
    share: float
    source: str | None = None
    target: str | None = None
    link_position: str | None = None
    count: int = 1


class MoveDoc(msgspec.Struct, frozen=True, kw_only=True):
    """Equity of a page or segment before and after; `cause` is None where no single edit explains
    it. `name` is a URL or a segment.
    """

    name: str
    before: float
    after: float
    change: float
    cause: CauseDoc | None = None


class DiffersDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One thing about a page that is not what it was."""

    what: str
    before: str | int | bool | None
    after: str | int | bool | None


class PageChangeDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page gained, lost or changed; `url_before` is set where it has moved to another URL."""

    change: str
    url: str
    url_before: str | None = None
    differs: list[DiffersDoc] = []


class LinkChangeDoc(msgspec.Struct, frozen=True, kw_only=True):
    """Links gained or lost: the same target and position, on so many `pages`, the first named.

    `with_page`: the pages they are on were gained or lost themselves.
    """

    change: str
    target: str
    link_position: str | None
    followed: bool
    links: int
    pages: int
    sources: list[str]
    anchor_text: str | None
    with_page: bool


class FindingChangeDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that is new, returned or fixed; `unchecked`: page or audit was not looked at."""

    state: str
    id: str
    audit: str
    url: str
    severity: str
    equity_at_stake: float


class AuditChangeDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One audit's findings, counted; `open` are still there."""

    audit: str
    title: str
    new: int
    returned: int
    fixed: int
    open: int
    unchecked: int


class BacklinkChangeDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A backlink won or lost; `strength`: what it brings, or brought."""

    change: str
    referring_page: str | None
    referring_domain: str | None
    target: str
    anchor_text: str | None
    strength: float
    first_seen: date | None
    last_seen: date | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What changed from one snapshot to another.

    `explains`: an edit is named as a cause where it does from this share of the change to as much
    more; `tried`: edits that were solved alone.
    """

    before: SideDoc
    after: SideDoc
    counts: dict[str, int]
    pages: list[PageChangeDoc]
    links: list[LinkChangeDoc]
    findings: list[FindingChangeDoc]
    audits: list[AuditChangeDoc]
    segments: list[MoveDoc]
    winners: list[MoveDoc]
    losers: list[MoveDoc]
    backlinks: list[BacklinkChangeDoc]
    explains: float
    tried: int
    notes: list[str] = []
