"""Redirects that a folder only supposes: no server was asked."""

import polars as pl

from linkequity.model.facts import Facts

FOLDER = "folder"


def supposed(facts: Facts, url: str, leads_to: str) -> pl.Expr:
    """Whether the redirect of column `url` to column `leads_to` only adds a slash, in a folder.

    Most static hosts answer so, and the folder is read as if they did; some serve both.
    """
    adds_slash = (pl.col(url) + "/" == pl.col(leads_to)).fill_null(value=False)
    return adds_slash & pl.lit(facts.manifest.source == FOLDER)
