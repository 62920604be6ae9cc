"""URLs by the column: the same answers as `urls`, for millions of rows."""

import polars as pl

from linkequity.base.urls import MAX_URL_LENGTH, parse, registrable_domain

# What `urls` leaves as it is; everything else is parsed, each distinct one once.
NORMAL = r"^https?://(?:[a-z0-9-]+\.)+[a-z]{2,}/[A-Za-z0-9/._~-]*$"
NOT_NORMAL = r"xn--|/\."
HOST = r"^https?://(?:[^/?]*@)?([^/?@]*)"


def parse_all(cells: pl.Series) -> pl.Series:
    """Each cell as `parse` reads it; null where it is no http(s) URL."""
    normal = (
        cells.str.contains(NORMAL)
        & ~cells.str.contains(NOT_NORMAL)
        & (cells.str.len_chars() <= MAX_URL_LENGTH)
    ).fill_null(value=True)
    others = cells.filter(~normal).unique().to_list()
    if not others:
        return cells
    read = {url: parse(url) for url in others}
    parsed = cells.replace_strict(read, default=cells, return_dtype=pl.String)
    return pl.select(pl.when(normal).then(cells).otherwise(parsed).alias(cells.name)).to_series()


def hosts_of(urls: pl.Series) -> pl.Series:
    """Host and port of each parsed URL."""
    return urls.str.extract(HOST, 1)


def sites_of(urls: pl.Series) -> pl.Series:
    """The site each parsed URL belongs to, as `site_of` writes it."""
    return hosts_of(urls).str.strip_prefix("www.")


def domains_of(urls: pl.Series) -> pl.Series:
    """The registrable domain of each parsed URL."""
    hosts = hosts_of(urls)
    domains = {host: registrable_domain(host) for host in hosts.drop_nulls().unique().to_list()}
    return hosts.replace_strict(domains, return_dtype=pl.String) if domains else hosts
