"""Kinds of landing pages, by how easily they win backlinks: article, home, commercial.

People link to what helps their readers. Nobody has published odds, so those of the settings are
assumptions; whoever knows better of a site writes them into linkequity.toml.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

import polars as pl

from linkequity.model.pages.patterns import matches, path

# Directories and pages that sell, in English, German, Spanish, French and Japanese.
SELLING: Final = "|".join(
    quote(word).lower()
    for word in (
        "service services product products pricing prices shop store solutions plans buy order "
        "hire quote booking demo "
        "leistung leistungen dienstleistungen produkt produkte preise angebot angebote loesungen "
        "servicio servicios producto productos precios tienda soluciones tarifas "
        "produit produits prix tarifs boutique prestations "
        "サービス 製品 商品 料金 価格"
    ).split()
)


def kinds_of(pages: pl.DataFrame, commercial: Sequence[str]) -> pl.Series:
    """The kind of each page (url, start); `commercial` are the owner's patterns of such pages."""
    selling = path(pl.col("url")).str.to_lowercase().str.contains(rf"/({SELLING})(/|\.|\?|$)")
    named = [matches(pl.col("url"), pattern) for pattern in commercial]
    kind = (
        pl.when(pl.col("start"))
        .then(pl.lit("home"))
        .when(pl.any_horizontal(selling, *named))
        .then(pl.lit("commercial"))
        .otherwise(pl.lit("article"))
    )
    return pages.select(page_kind=kind).to_series()


def chance_of(kind: pl.Expr, chances: Mapping[str, float]) -> pl.Expr:
    """The chance to win a backlink for a page of this kind."""
    return kind.replace_strict(dict(chances), return_dtype=pl.Float64)
