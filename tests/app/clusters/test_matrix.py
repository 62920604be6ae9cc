"""The matrix of a cluster is its links, page by page."""

from pathlib import Path

from linkequity.app.clusters.matrix import cluster_matrix
from linkequity.app.verbs import facts_of
from linkequity.app.workspace import Workspace


def test_the_matrix_counts_what_the_cluster_counts(demo_workspace: Path) -> None:
    """Links to and from the pillar, and between supporting pages, are those of the table."""
    workspace = Workspace(demo_workspace)
    facts = facts_of(workspace.latest(), workspace)
    for row in facts.clusters.table.head(3).iter_rows(named=True):
        pairs = cluster_matrix(facts, row["cluster"], most=10_000)
        pages = range(1, len(pairs.pages))
        assert pairs.pages[0] == row["pillar"]
        both = sum(pairs.links[0][i] and pairs.links[i][0] for i in pages)
        assert both == row["two_way"]
        assert sum(pairs.links[i][j] for i in pages for j in pages) == row["supporting_links"]
        assert cluster_matrix(facts, row["cluster"], most=2).left_out == len(pairs.pages) - 2
