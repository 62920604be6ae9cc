"""The columns of what is known of clusters."""

from typing import Final

import polars as pl

from linkequity.snapshot.tables import Column, Table

CLUSTER_PAGES: Final = Table(
    "cluster_pages",
    "one page of the site, by page_id",
    (
        Column("page_id", pl.Int32, "row number, from 0"),
        Column("cluster", pl.String, "id of its cluster; null for a page in none"),
        Column("label", pl.String, "the name of that cluster"),
        Column("sub_cluster", pl.String, "id of the group within it; null where it is not divided"),
        Column("sub_label", pl.String, "the name of that group"),
        Column("distance", pl.Float64, "1 − cosine to the centre of its cluster", "0–2"),
        Column("pillar_rank", pl.Int8, "1 for the pillar page, 2 and 3 for the next candidates"),
    ),
)
