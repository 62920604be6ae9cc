"""Which page of the site a URL means: the one written, or the one that was fetched in its place."""

import re
from dataclasses import dataclass

import polars as pl

from linkequity.base.urls import in_scope, origin_of, site_of
from linkequity.snapshot.manifest import Manifest

# Browsers give up after 20 redirects (https://fetch.spec.whatwg.org/#http-redirect-fetch).
MAX_HOPS = 20
# Below this share of all pages a search for each URL is quicker than a join.
FEW = 0.01


@dataclass(frozen=True)
class Addresses:
    """The site's URLs, its own scheme and host, and what belongs to it.

    `pages`: url and page_id. http, https and www are one site: a URL that was not fetched as
    written means the page with the same path under `origin`, if there is exactly that page.
    """

    pages: pl.DataFrame
    origin: str
    site: str
    subdomains: bool

    @classmethod
    def of(cls, pages: pl.DataFrame, manifest: Manifest) -> "Addresses":
        """From the pages of a snapshot, sorted by URL, and what its manifest says of the start."""
        start = end_of_start(pages, manifest.start_url)
        named = pages.select("url", page_id=pl.int_range(pl.len(), dtype=pl.Int32))
        return cls(named, origin_of(start), site_of(start), manifest.subdomains)

    def owns(self, url: str) -> bool:
        """Whether a URL is on this site."""
        return in_scope(url, self.site, subdomains=self.subdomains)

    def ids(self, urls: pl.Series) -> pl.Series:
        """The page each URL means, as page_id; null where there is none."""
        return self.with_variants(urls, self.exact(urls))

    def with_variants(self, urls: pl.Series, exact: pl.Series) -> pl.Series:
        """The same, given the pages with exactly these URLs."""
        unknown = urls.filter(exact.is_null()).drop_nulls().unique()
        if unknown.is_empty():
            return exact
        variants = pl.DataFrame({"url": unknown, "variant": self.variant_ids(unknown)})
        found = urls.to_frame("url").join(variants, on="url", how="left", maintain_order="left")
        return exact.fill_null(found["variant"])

    def variant_ids(self, urls: pl.Series) -> pl.Series:
        """The page with the same path under the site's own scheme and host; null without one."""
        own = rf"^https?://(?:www\.)?{re.escape(self.site)}([/?]|$)"
        return self.exact(urls.str.replace(own, self.origin.replace("$", "$$") + "${1}"))

    def exact(self, urls: pl.Series) -> pl.Series:
        """The page with exactly this URL; null without one."""
        if len(urls) < FEW * len(self.pages):
            return self._looked_up(urls)
        asked = urls.to_frame("url")
        return asked.join(self.pages, on="url", how="left", maintain_order="left")["page_id"]

    def _looked_up(self, urls: pl.Series) -> pl.Series:
        """The same by binary search, for a few URLs."""
        place = self.pages["url"].search_sorted(urls.fill_null(""))
        found = self.pages[place.clip(0, len(self.pages) - 1)].with_columns(asked=urls)
        return found.select(pl.when(pl.col("url") == pl.col("asked")).then("page_id")).to_series()


def end_of_start(pages: pl.DataFrame, start_url: str) -> str:
    """Where the start URL's redirects lead, as far as they lead to pages that are known."""
    following = dict(
        pages.filter(pl.col("redirect_to").is_in(pages["url"].implode()))
        .select("url", "redirect_to")
        .iter_rows()
    )
    url = start_url
    for _ in range(MAX_HOPS):
        if url not in following:
            return url
        url = following[url]
    return start_url
