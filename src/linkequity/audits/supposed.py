"""Redirects that a folder only supposes: no server was asked."""

import polars as pl

from linkequity.model.facts import Facts

FOLDER = "folder"
ORIGIN = "^https?://[^/]+"


def supposed(facts: Facts, url: str, leads_to: str) -> pl.Expr:
    """Whether the redirect of column `url` to column `leads_to` is not in the folder that was read.

    It only adds a slash or changes the host or http to https: most hosts answer so, and a folder
    is read as if they did; some serve both.
    """
    path, end = (pl.col(name).str.replace(ORIGIN, "") for name in (url, leads_to))
    alike = ((path == end) | (path + "/" == end)) & (pl.col(url) != pl.col(leads_to))
    return alike.fill_null(value=False) & pl.lit(facts.manifest.source == FOLDER)
