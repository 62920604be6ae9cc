"""What is told of clusters: in results.json, in the report and by `linkequity clusters`.

Equity is in page units. Links are followed content links of a page's own; menus are left out.
"""

import msgspec


class SubClusterDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A group of pages within a cluster."""

    id: str
    label: str
    pages: int


class MemberDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a cluster.

    `distance`: 1 − cosine to the centre. `pillar_rank`: 1 for the pillar page, 2 and 3 for the
    next candidates. `to_pillar`, `from_pillar`: whether links lead there and back, None for the
    pillar page. `supporting_in`, `supporting_out`: supporting pages that link to it, and that it
    links to.
    """

    url: str
    title: str | None
    distance: float
    pillar_rank: int | None
    to_pillar: bool | None
    from_pillar: bool | None
    supporting_in: int | None
    supporting_out: int | None
    equity: float
    sub_cluster: str | None


class MissingLinkDoc(
    msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}
):
    """A link that a cluster lacks; `role`: to_pillar, from_pillar or supporting."""

    source: str
    target: str
    role: str


class ClusterDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One cluster.

    `pages` counts the pillar page and its supporting pages; of these `two_way` are linked with the
    pillar both ways, `only_to_pillar` and `only_from_pillar` one way, `unlinked` not at all.
    `supporting_links`: pairs of supporting pages with a link from the first to the second;
    `supporting_two_way`: linked both ways. `members` and `missing` are the first of `pages` and
    `missing_links`. from_baseline + from_backlinks + from_outside = kept + leaked + to_outside.
    """

    id: str
    label: str
    pillar: str
    pinned: bool
    candidates: list[str]
    language: str | None
    pages: int
    sub_clusters: list[SubClusterDoc]
    two_way: int
    only_to_pillar: int
    only_from_pillar: int
    unlinked: int
    supporting_links: int
    supporting_two_way: int
    missing_links: int
    from_baseline: float
    from_backlinks: float
    from_outside: float
    inside: float
    kept: float
    leaked: float
    to_outside: float
    members: list[MemberDoc]
    missing: list[MissingLinkDoc]


class Clusters(msgspec.Struct, frozen=True, kw_only=True):
    """All clusters, the largest first.

    `content_pages`: indexable content pages, of which `in_no_cluster` have too little text or
    nothing near them. `unknown_pins`: names in [pillars] that mean no indexable page.
    """

    content_pages: int
    in_no_cluster: int
    unknown_pins: list[str]
    clusters: list[ClusterDoc]


class ClusterList(msgspec.Struct, frozen=True, kw_only=True):
    """Some lines of the list of clusters, without their members: a page of `pages`, from 1 on.

    `matching`: how many clusters have the words that were asked for, `first` the number of the
    first of these. `found`: the document without any cluster.
    """

    found: Clusters
    matching: int
    first: int
    page: int
    pages: int
    clusters: list[ClusterDoc]
