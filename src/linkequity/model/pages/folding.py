"""Folding: redirects and same-site declared canonicals lead to one page each.

- A redirect (3xx or instant meta refresh) is followed hop by hop. One that loops, or takes more
  hops than browsers follow, ends nowhere and is broken; one that leaves the site is external.
- A canonical folds a page only into a page of the site that is 200 HTML without noindex, after
  redirects. Others are hints that search engines overrule: the page stays what it is. So do
  pages whose canonicals go in a circle, and pages that say noindex themselves.
- A page that only another scheme or `www.` was known of, and that was not fetched as written,
  is the page that was.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from linkequity.model.fact_tables import TargetKind
from linkequity.model.pages.addresses import MAX_HOPS, Addresses
from linkequity.model.pages.error_pages import says_not_found
from linkequity.snapshot.doubts import CHALLENGE, NOT_IN_FOLDER, SOFT_404, UNDECODED

Ids: TypeAlias = npt.NDArray[np.int64]
STAYS, UNKNOWN, LEAVES = -1, -2, -3

# A firewall or a rate limit may have answered instead of the page. 408 is a timeout's own code,
# 504 a gateway's, 522 and 524 are Cloudflare's.
UNCERTAIN_STATUSES = (403, 408, 429, 503, 504, 522, 524)


@dataclass(frozen=True)
class Folding:
    """Where each page ends, as arrays by page_id.

    `kind`: what the URL itself is; `end`: page_id of the page it folds into, −1 for none;
    `end_kind`: what is hit there; `hops`: redirects on the way; `clicked`: where a reader ends,
    by redirects alone, −1 for nowhere; `resolved_url`: see FACT_PAGES.
    """

    kind: pl.Series
    end: Ids
    end_kind: pl.Series
    hops: Ids
    clicked: Ids
    resolved_url: pl.Series


def own_kind() -> pl.Expr:
    """What a page of the snapshot is by itself, canonicals aside."""
    status, outcome = pl.col("status"), pl.col("outcome").cast(pl.String)
    error = pl.col("error").fill_null("")
    timed_out = error.str.contains("(?i)time.?d? ?out")
    kind = (
        pl.when(outcome.is_in(["blocked", "not_crawled"]))
        .then(outcome)
        .when((outcome == "crashed") | ((outcome == "failed") & timed_out))
        .then(pl.lit("uncertain"))
        .when(outcome == "failed")
        .then(pl.lit("broken"))
        .when(error.str.starts_with(CHALLENGE) | (error == UNDECODED))
        .then(pl.lit("uncertain"))
        .when(error.str.starts_with(NOT_IN_FOLDER))
        .then(pl.lit("uncertain"))
        .when(error.str.starts_with(SOFT_404))
        .then(pl.lit("broken"))
        .when(pl.col("redirect_to").is_not_null())
        .then(pl.lit("redirected"))
        .when(status.is_in(UNCERTAIN_STATUSES))
        .then(pl.lit("uncertain"))
        .when(status.is_null() | (status >= 300))
        .then(pl.lit("broken"))
        .when(~pl.col("is_html").fill_null(value=False) | (status != 200))
        .then(pl.lit("not_html"))
        .when(says_not_found())
        .then(pl.lit("uncertain"))
        .when(pl.col("noindex").fill_null(value=False))
        .then(pl.lit("noindex"))
        .otherwise(pl.lit("indexable"))
    )
    return kind.cast(TargetKind)


def fold(pages: pl.DataFrame, addresses: Addresses) -> Folding:
    """Fold the pages of a snapshot, sorted by URL; linear, and folding twice changes nothing."""
    kind = pages.select(own_kind()).to_series()
    following = _next_by_redirect(pages, kind, addresses)
    real_hop = (kind == "redirected").to_numpy().astype(np.int64)
    stop, hops, unsettled = _follow(following, real_hop)
    hops += np.where(following[stop] <= UNKNOWN, 1, 0)
    lost = unsettled | (following[stop] <= UNKNOWN)
    canonical = _next_by_canonical(pages, kind, np.where(lost, -1, stop), addresses)
    main, _, circular = _follow(canonical, np.zeros_like(hops))
    main = np.where(circular, np.arange(len(main)), main)
    end = np.where(lost, -1, main[stop])
    return Folding(
        kind=_shown_kind(kind, following, main),
        end=end,
        end_kind=_end_kind(kind, main[stop], following[stop], unsettled),
        hops=hops,
        clicked=np.where(lost, -1, stop),
        resolved_url=_resolved_url(pages, end, stop, following, unsettled),
    )


def _next_by_redirect(pages: pl.DataFrame, kind: pl.Series, addresses: Addresses) -> Ids:
    """The page each page sends its visitor to; STAYS, UNKNOWN or LEAVES where there is none."""
    ids = addresses.ids(pages["redirect_to"]).fill_null(UNKNOWN).to_numpy().astype(np.int64)
    outside = pages["redirect_to"].map_elements(
        lambda url: not addresses.owns(url), return_dtype=pl.Boolean
    )
    ids[outside.fill_null(value=False).to_numpy()] = LEAVES
    ids[(kind != "redirected").to_numpy()] = STAYS
    variants = addresses.variant_ids(pages["url"]).fill_null(STAYS).to_numpy()
    unread = (kind == "not_crawled").to_numpy()
    fetched = unread & (variants >= 0) & ~unread[variants]
    return np.where(fetched, variants, ids)


def _next_by_canonical(
    pages: pl.DataFrame, kind: pl.Series, stop: Ids, addresses: Addresses
) -> Ids:
    """The page each indexable page names as canonical, where that may take it in; else STAYS."""
    named = addresses.ids(pages["declared_canonical"]).fill_null(STAYS).to_numpy()
    target = np.where(named >= 0, stop[named], STAYS)
    indexable = (kind == "indexable").to_numpy()
    takes_in = (target >= 0) & indexable[target] & indexable
    takes_in &= target != np.arange(len(target))
    return np.where(takes_in, target, STAYS)


def _follow(following: Ids, cost: Ids) -> tuple[Ids, Ids, npt.NDArray[np.bool_]]:
    """Follow pointers to where each one stops: the stop, the cost summed, and what never stops."""
    stop = np.arange(len(following))
    total = np.zeros(len(following), dtype=np.int64)
    active = np.flatnonzero(following >= 0)
    for _ in range(MAX_HOPS):
        total[active] += cost[stop[active]]
        stop[active] = following[stop[active]]
        active = active[following[stop[active]] >= 0]
        if not active.size:
            break
    unsettled = np.zeros(len(following), dtype=bool)
    unsettled[active] = True
    return stop, total, unsettled


def _shown_kind(kind: pl.Series, following: Ids, main: Ids) -> pl.Series:
    moved = (kind == "not_crawled").to_numpy() & (following >= 0)
    folded = main != np.arange(len(main))
    labels = kind.to_frame("kind").with_columns(moved=moved, folded=folded)
    shown = (
        pl.when("moved")
        .then(pl.lit("redirected", TargetKind))
        .when("folded")
        .then(pl.lit("canonicalised", TargetKind))
        .otherwise("kind")
    )
    return labels.select(shown.alias("target_kind")).to_series()


def _end_kind(
    kind: pl.Series, main: Ids, beyond: Ids, unsettled: npt.NDArray[np.bool_]
) -> pl.Series:
    ends = pl.DataFrame({"kind": kind.gather(main), "beyond": beyond, "unsettled": unsettled})
    label = (
        pl.when("unsettled")
        .then(pl.lit("broken", TargetKind))
        .when(pl.col("beyond") == UNKNOWN)
        .then(pl.lit("not_crawled", TargetKind))
        .when(pl.col("beyond") == LEAVES)
        .then(pl.lit("external", TargetKind))
        .otherwise("kind")
    )
    return ends.select(label.alias("end_kind")).to_series()


def _resolved_url(
    pages: pl.DataFrame, end: Ids, stop: Ids, following: Ids, unsettled: npt.NDArray[np.bool_]
) -> pl.Series:
    """The end's URL; of a redirect to an unknown page of the site, that page's; else null."""
    known = pl.Series(np.where(end < 0, 0, end))
    named = pl.DataFrame(
        {
            "page": pages["url"].gather(known) if len(pages) else pages["url"],
            "unknown": pages["redirect_to"].gather(pl.Series(stop)),
            "is_page": end >= 0,
            "is_unknown": ~unsettled & (following[stop] == UNKNOWN),
        }
    )
    url = pl.when("is_page").then("page").when("is_unknown").then("unknown")
    return named.select(url.alias("resolved_url")).to_series()
