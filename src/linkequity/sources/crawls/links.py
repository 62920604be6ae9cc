"""Told links as rows of raw parts: resolved, and placed as far as the export tells where.

Where the program says where a link stands, that counts, but for breadcrumbs, which most programs
have no word for and the path of elements shows. Else the path counts as it would on the page, and
what repeats across the site; and where there is no path either, what repeats alone.
"""

from typing import Final

import polars as pl

from linkequity.base.urls import UrlPolicy, in_scope, resolve
from linkequity.sources.crawls.link_places import stand
from linkequity.sources.extract.links import MAX_ANCHOR, MAX_REL
from linkequity.sources.extract.places import LANDMARK, TOLD
from linkequity.sources.extract.raw import RAW_LINKS

# URLs kept resolved: those of a large site, in some 200 MB.
MAX_KNOWN: Final = 1_000_000
REL_TOKENS: Final = ("nofollow", "ugc", "sponsored")


class Resolver:
    """URLs as a browser would fetch them, each distinct one resolved once."""

    def __init__(self, policy: UrlPolicy) -> None:
        self._policy = policy
        self._known: dict[str, str | None] = {}

    def __call__(self, written: pl.Series) -> pl.Series:
        """Each cell as a URL; null where it is no http(s) URL."""
        if len(self._known) > MAX_KNOWN:
            self._known.clear()
        known = self._known
        for url in written.drop_nulls().unique().to_list():
            if url not in known:
                known[url] = resolve(url, url, self._policy)
        urls = [known.get(url) for url in written.to_list()]
        return pl.Series(written.name, urls, pl.String)


def inside(urls: pl.Series, site: str, *, subdomains: bool) -> pl.Series:
    """Whether each URL is of the site; null is not."""
    own = {
        u for u in urls.drop_nulls().unique().to_list() if in_scope(u, site, subdomains=subdomains)
    }
    return pl.Series([url in own for url in urls.to_list()], dtype=pl.Boolean)


def raw_links(links: pl.DataFrame, program: str) -> pl.DataFrame:
    """Rows of RAW_LINKS of whole pages, sorted by source and place on it.

    `links`: TOLD_LINKS with source and target resolved, `written` (the target as written),
    `internal`, and sorted in the order in which they stand on their pages.
    """
    said = links.with_columns(**_relations(), **_texts())
    places = stand(said["link_path"]).select(pl.exclude("link_path").name.prefix("path_"))
    placed = pl.concat([said, places], how="horizontal").with_columns(**_standing(program))
    words = pl.coalesce(pl.col("anchor_text"), "alt_text").fill_null("")
    where = pl.coalesce("link_path", "source")
    return placed.with_columns(
        order=pl.int_range(pl.len(), dtype=pl.UInt32).over("source"),
        href="written",
        repeated=pl.lit(value=False),
        container_path="path_container_path",
        container_hash="path_container_hash",
        block_hash=pl.struct(where.alias("where"), words.alias("words")).hash(),
        passage=pl.lit(None, pl.Int32),
        text_before=pl.lit(""),
        text_after=pl.lit(""),
        in_article="path_in_article",
        beside=pl.lit(None, pl.UInt16),
    ).select(RAW_LINKS.schema.names())


def _texts() -> dict[str, pl.Expr]:
    return {
        "anchor_text": _folded("anchor_text").str.slice(0, MAX_ANCHOR).fill_null(""),
        "alt_text": pl.when(_folded("anchor_text").fill_null("") == "").then(
            _folded("alt_text").str.slice(0, MAX_ANCHOR).replace("", None)
        ),
        "rel": _folded("rel").str.slice(0, MAX_REL).replace("", None),
    }


def _folded(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars()


def _relations() -> dict[str, pl.Expr]:
    """The three tokens; a link that is not followed for another reason counts as nofollow."""
    tokens = pl.col("rel").str.to_lowercase().str.split(" ").fill_null([])
    has = {token: tokens.list.contains(token) for token in REL_TOKENS}
    unexplained = ~pl.col("followed").fill_null(value=True) & ~pl.any_horizontal(*has.values())
    return has | {"nofollow": has["nofollow"] | unexplained}


def _standing(program: str) -> dict[str, pl.Expr]:
    crumbs = (pl.col("path_link_position") == "breadcrumb") & (pl.col("path_certainty") == LANDMARK)
    told = pl.col("link_position").is_not_null() & ~crumbs
    unknown = pl.col("said").is_not_null() & pl.col("link_position").is_null()
    evidence = pl.col("path_position_evidence")
    return {
        "link_position": pl.when(told).then("link_position").otherwise("path_link_position"),
        "position_evidence": pl.when(told)
        .then(pl.format(f"{program} says {{}}", "said"))
        .when(unknown & (evidence == ""))
        .then(pl.format(f"{program} says {{}}, which names no position we know", "said"))
        .otherwise(evidence),
        "certainty": pl.when(told).then(pl.lit(TOLD, pl.UInt8)).otherwise("path_certainty"),
        "origin": pl.col("path_origin"),
    }
