"""Two snapshots of one site: pages and links gained, lost and changed.

A page is known again by its path on the site, so that http, https, www and a staging host do not
matter, and by a redirect: where an old URL now redirects to a new one, both are the same page.
Everything is done on whole tables; the time is linear in pages and links but for the sorting.
"""

import re
from dataclasses import dataclass
from typing import Final

import polars as pl

from linkequity.snapshot.tables import Column, Position, Table, Urls

MAX_HOPS: Final = 20  # browsers give up after as many
# What a page is watched for, and which of it are URLs.
WATCHED: Final = ("status", "indexable", "declared_canonical", "title", "redirect_to")
WATCHED_URLS: Final = ("declared_canonical", "redirect_to")
# What a page says of itself; an error page says it of nothing.
OF_TEXT: Final = ("declared_canonical", "title")
Change = pl.Enum(["gained", "lost", "changed"])

PAGE_CHANGES: Final = Table(
    "page_changes",
    "one page that was gained, lost or changed",
    (
        Column("key", pl.String, "what the page is known by: its path on the site, afterwards"),
        Column("change", Change, "gained and lost: known to one of the two alone"),
        Column("url_before", pl.String, "null where it was not known"),
        Column("url_after", pl.String, "null where it is no longer known"),
        Column("moved", pl.Boolean, "its old URL redirects to the new one"),
        Column("differs", Urls, "which of the watched columns differ; all false of gained, lost"),
        Column("status_before", pl.Int16, "HTTP status"),
        Column("status_after", pl.Int16, "HTTP status"),
        Column("indexable_before", pl.Boolean, "as the model judges it"),
        Column("indexable_after", pl.Boolean, "as the model judges it"),
        Column("declared_canonical_before", pl.String, "resolved canonical"),
        Column("declared_canonical_after", pl.String, "resolved canonical"),
        Column("title_before", pl.String, "text of the title element"),
        Column("title_after", pl.String, "text of the title element"),
        Column("redirect_to_before", pl.String, "where it redirects"),
        Column("redirect_to_after", pl.String, "where it redirects"),
    ),
)

LINK_CHANGES: Final = Table(
    "link_changes",
    "links gained or lost that share source, target, position and rel",
    (
        Column("change", Change, "gained or lost"),
        Column("source", pl.String, "key of the page they are on"),
        Column("target", pl.String, "key of the page they point at; else the URL, or href"),
        Column("link_position", Position, "where they stand"),
        Column("followed", pl.Boolean, "none of nofollow, ugc and sponsored"),
        Column("links", pl.Int64, "how many more, or fewer, there are", "links"),
        Column("anchor_text", pl.String, "of the first of them"),
        Column("with_page", pl.Boolean, "the source itself came or went, or its text did"),
    ),
)


@dataclass(frozen=True)
class Side:
    """One of the two: `site` as `site_of` writes it, and its tables.

    `pages`: url and the watched columns. `links`: source, target, href, link_position, followed,
    anchor_text; order as on the pages.
    """

    site: str
    pages: pl.DataFrame
    links: pl.DataFrame


@dataclass(frozen=True)
class Difference:
    """What changed. `moved`: key `before` and key `after` of each page with another URL."""

    pages: pl.DataFrame
    links: pl.DataFrame
    moved: pl.DataFrame


def compare(before: Side, after: Side) -> Difference:
    """PAGE_CHANGES and LINK_CHANGES from one snapshot to another."""
    old, new = _keyed(before), _keyed(after)
    moved = find_moved(old, new)
    pages = _page_changes(old, new, moved)
    return Difference(pages, _link_changes(before, after, moved, pages), moved)


def key_of(url: str, site: str) -> pl.Expr:
    """`base.ids.page_key` of a column of URLs: the path on the site, elsewhere host and path."""
    own = rf"^https?://(?:[^/?]*@)?(?:www\.)?{re.escape(site)}([/?]|$)"
    column = pl.col(url)
    path = column.str.replace(own, "${1}")
    rooted = pl.when(path.str.starts_with("/")).then(path).otherwise("/" + path)
    elsewhere = column.str.replace(r"^https?://(?:[^/?]*@)?", "")
    return pl.when(column.str.contains(own)).then(rooted).otherwise(elsewhere)


def find_moved(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Keys `before` and `after` of pages that answer under another URL, as a redirect tells.

    The old URL held content and now redirects; where it ends holds content and did not before.
    Of several that end at one page the one with the same title is that page, else the first.
    """
    was = old.filter(_holds_content()).select("key", "title")
    ends = _redirect_ends(new)
    there = new.filter(_holds_content()).select(end="key", new_title="title")
    return (
        ends.join(was, on="key")
        .join(there, on="end")
        .join(was.select(end="key"), on="end", how="anti")
        .sort(pl.col("title").ne_missing(pl.col("new_title")), "key")
        .unique("end", keep="first", maintain_order=True)
        .select(before="key", after="end")
        .sort("before")
    )


def _holds_content() -> pl.Expr:
    return _held_content("")


def _held_content(suffix: str) -> pl.Expr:
    answered = (pl.col(f"status{suffix}") == 200) & pl.col(f"redirect_to{suffix}").is_null()
    return answered.fill_null(value=False)


def _redirect_ends(pages: pl.DataFrame) -> pl.DataFrame:
    """Of each page that redirects its `key`, and the key of the `end` of its redirects."""
    hops = pages.filter(pl.col("redirect_to").is_not_null()).select("key", end="redirect_to_key")
    onward = hops.select(end="key", beyond="end")
    for _ in range(MAX_HOPS):
        further = hops.join(onward, on="end", how="left", maintain_order="left")
        if further["beyond"].is_null().all():
            break
        hops = further.select("key", end=pl.coalesce("beyond", "end"))
    return hops


def _keyed(side: Side) -> pl.DataFrame:
    """The pages with their keys; of several with one key the one that holds content."""
    keys = {f"{name}_key": key_of(name, side.site) for name in WATCHED_URLS}
    return (
        side.pages.select("url", *WATCHED, key=key_of("url", side.site), **keys)
        .sort(~_holds_content(), "url")
        .unique("key", keep="first", maintain_order=True)
    )


def renamed(keys: pl.Series, moved: pl.DataFrame) -> pl.Series:
    """Keys as they are afterwards."""
    named = keys.to_frame("before").join(moved, on="before", how="left", maintain_order="left")
    return named.select(pl.coalesce("after", "before")).to_series().alias(keys.name)


def _page_changes(old: pl.DataFrame, new: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """The old URL of a page that moved is no page of its own afterwards."""
    left = new.join(moved.select(key="before"), on="key", how="anti")
    was = old.join(moved.select(key="after"), on="key", how="anti")
    was = was.with_columns(key=renamed(was["key"], moved))
    was, left = (_with_pages_renamed(pages, moved) for pages in (was, left))
    both = was.join(left, on="key", how="full", coalesce=True, suffix="_after")
    named = both.rename({name: f"{name}_before" for name in ("url", *WATCHED)}).with_columns(
        moved=pl.col("key").is_in(moved["after"].implode()),
        differs=_differs(),
    )
    return (
        named.with_columns(change=_change())
        .drop_nulls("change")
        .sort("change", "key")
        .select(PAGE_CHANGES.schema.names())
    )


def _with_pages_renamed(pages: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """URLs in the watched columns mean the page that has moved, whichever URL they name."""
    return pages.with_columns(renamed(pages[f"{name}_key"], moved) for name in WATCHED_URLS)


def _differs() -> pl.Expr:
    known = pl.col("url_before").is_not_null() & pl.col("url_after").is_not_null()
    both = known & _held_content("_before") & _held_content("_after")

    def differ(name: str) -> pl.Expr:
        pair = (f"{name}_key", f"{name}_key_after") if name in WATCHED_URLS else _pair(name)
        return pl.col(pair[0]).ne_missing(pl.col(pair[1])) & (both if name in OF_TEXT else known)

    named = [pl.when(differ(name)).then(pl.lit(name)) for name in WATCHED]
    return pl.concat_list(named).list.drop_nulls()


def _pair(name: str) -> tuple[str, str]:
    return f"{name}_before", f"{name}_after"


def _change() -> pl.Expr:
    changed = (pl.col("differs").list.len() > 0) | pl.col("moved")
    return (
        pl.when(pl.col("url_before").is_null())
        .then(pl.lit("gained", Change))
        .when(pl.col("url_after").is_null())
        .then(pl.lit("lost", Change))
        .when(changed)
        .then(pl.lit("changed", Change))
    )


KIND: Final = ("source", "target", "link_position", "followed")


def _link_changes(
    before: Side, after: Side, moved: pl.DataFrame, pages: pl.DataFrame
) -> pl.DataFrame:
    """Multisets of links of the same kind, subtracted from each other."""
    old, new = (_counted(side, moved) for side in (before, after))
    both = old.join(new, on=KIND, how="full", coalesce=True, nulls_equal=True, suffix="_after")
    more = pl.col("links_after").fill_null(0) - pl.col("links").fill_null(0)
    came_or_went = _held_content("_before") != _held_content("_after")
    alone = pages.filter(came_or_went)["key"].implode()
    return (
        both.with_columns(more=more)
        .filter(pl.col("more") != 0)
        .select(
            *KIND,
            change=pl.when(pl.col("more") > 0).then(pl.lit("gained")).otherwise(pl.lit("lost")),
            links=pl.col("more").abs(),
            anchor_text=pl.when(pl.col("more") > 0)
            .then("anchor_text_after")
            .otherwise("anchor_text"),
            with_page=pl.col("source").is_in(alone),
        )
        .with_columns(pl.col("change").cast(Change))
        .sort("change", "with_page", *KIND)
        .select(LINK_CHANGES.schema.names())
    )


def _counted(side: Side, moved: pl.DataFrame) -> pl.DataFrame:
    """How many links of each kind there are; an old URL means the page that has moved.

    Nobody sees the links of a page that redirects at once.
    """
    redirects = side.pages.filter(pl.col("redirect_to").is_not_null()).select(source="url")
    seen = side.links.join(redirects, on="source", how="anti", maintain_order="left")
    links = seen.with_columns(target=pl.coalesce("target", "href"))
    named = {name: _key_by_url(links[name], side.site, moved) for name in ("source", "target")}
    return (
        links.with_columns(**named)
        .group_by(KIND)
        .agg(links=pl.len().cast(pl.Int64), anchor_text=pl.col("anchor_text").first())
    )


def _key_by_url(urls: pl.Series, site: str, moved: pl.DataFrame) -> pl.Series:
    """The key of each URL, worked out once for each URL that occurs."""
    distinct = urls.unique().to_frame("url")
    keys = distinct.with_columns(key=key_of("url", site))
    keys = keys.with_columns(key=renamed(keys["key"], moved))
    return urls.to_frame("url").join(keys, on="url", how="left", maintain_order="left")["key"]
