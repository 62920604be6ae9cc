"""Clusters: how their supporting pages are linked with the pillar page, and what they keep."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from linkequity.app.clusters.documents import ClusterDoc
from linkequity.app.results import Results
from linkequity.faces.charts import Part, cells
from linkequity.faces.words import counted

SHOWN = 20
TONES = (
    ("linked both ways", "kept"),
    ("link to the pillar page alone", "leak-choice"),
    ("linked from the pillar page alone", "leak-check"),
    ("not linked with it", "track"),
)


@dataclass(frozen=True)
class ClusterRow:
    """One cluster and the picture of its links."""

    cluster: ClusterDoc
    links: Markup


@dataclass(frozen=True)
class ClustersView:
    """What the section shows; `legend`: what the colours stand for, in order."""

    says: str
    rows: list[ClusterRow]
    more: int
    legend: tuple[tuple[str, str], ...] = TONES


def clusters_view(results: Results) -> ClustersView | None:
    """The largest clusters; None where there are none."""
    if not results.clusters:
        return None
    rows = [ClusterRow(cluster, links_of(cluster)) for cluster in results.clusters[:SHOWN]]
    number = results.totals.get("clusters", len(results.clusters))
    return ClustersView(_says(results.clusters, number), rows, max(number - SHOWN, 0))


def _says(clusters: Sequence[ClusterDoc], number: int) -> str:
    missing = sum(cluster.missing_links for cluster in clusters)
    return (
        f"{counted(number, 'group')} of pages on one topic, found in texts and links. "
        f"{counted(missing, 'link')} between near pages of them {'is' if missing == 1 else 'are'} "
        "missing. "
        "Menus are left out: they join all pages alike."
    )


def links_of(cluster: ClusterDoc) -> Markup:
    """A square for each supporting page, by how it is linked with the pillar page."""
    numbers = (
        cluster.two_way,
        cluster.only_to_pillar,
        cluster.only_from_pillar,
        cluster.unlinked,
    )
    parts = [Part(name, n, tone) for (name, tone), n in zip(TONES, numbers, strict=True)]
    told = ", ".join(f"{part.amount} {part.name}" for part in parts if part.amount)
    return cells(parts, label=f"Supporting pages: {told or 'none'}")
