"""The columns of what is known of clusters."""

from typing import Final

import polars as pl

from linkequity.model.fact_tables import UNITS
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
        Column("to_pillar", pl.Boolean, "it links to the pillar page in content; null for that"),
        Column("from_pillar", pl.Boolean, "the pillar page links to it in content"),
        Column("supporting_out", pl.Int64, "supporting pages of the cluster it links to", "pages"),
        Column("supporting_in", pl.Int64, "supporting pages that link to it", "pages"),
    ),
)

CLUSTERS: Final = Table(
    "clusters",
    "one cluster, the largest first",
    (
        Column("cluster", pl.String, "its id, which lasts as long as its pillar page does"),
        Column("label", pl.String, "its name, pinned or from titles and first words"),
        Column("pillar", pl.String, "URL of the pillar page"),
        Column("pinned", pl.Boolean, "the owner pinned that page"),
        Column("pillars", pl.List(pl.String), "the first three candidates for it"),
        Column("language", pl.String, "language of the pillar page"),
        Column("pages", pl.Int64, "the pillar page and the supporting pages", "pages"),
        Column("sub_clusters", pl.Int64, "groups it divides into; 0 where it does not"),
        Column("two_way", pl.Int64, "supporting pages linked with the pillar both ways", "pages"),
        Column("only_to_pillar", pl.Int64, "that link to it and get no link back", "pages"),
        Column("only_from_pillar", pl.Int64, "that it links to and that do not link back", "pages"),
        Column("unlinked", pl.Int64, "that neither link to it nor are linked", "pages"),
        Column("supporting_links", pl.Int64, "from one supporting page to another", "pairs"),
        Column("supporting_two_way", pl.Int64, "supporting pages linked both ways", "pairs"),
        Column("missing_links", pl.Int64, "of the pairs in missing_links", "links"),
        Column("from_baseline", pl.Float64, "what its pages bring by existing", UNITS),
        Column("from_backlinks", pl.Float64, "what their backlinks bring", UNITS),
        Column("from_outside", pl.Float64, "what links of other pages carry in", UNITS),
        Column("inside", pl.Float64, "what links carry from its pages to its pages", UNITS),
        Column("kept", pl.Float64, "what its pages keep", UNITS),
        Column("leaked", pl.Float64, "what leaks from them", UNITS),
        Column("to_outside", pl.Float64, "what their links carry to other pages", UNITS),
    ),
)

MISSING_LINKS: Final = Table(
    "missing_links",
    "one link that a cluster lacks",
    (
        Column("source_id", pl.Int32, "page_id of the page it would be on"),
        Column("target_id", pl.Int32, "page_id of the page it would lead to"),
        Column(
            "role",
            pl.Enum(["to_pillar", "from_pillar", "supporting"]),
            "which link; supporting: two near supporting pages, linked neither way",
        ),
    ),
)
