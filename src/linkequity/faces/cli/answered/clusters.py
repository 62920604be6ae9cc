"""The terminal's answer to which clusters there are, and how one of them is linked."""

from typing import Final

from rich.console import JustifyMethod
from rich.table import Table

from linkequity.app.clusters.documents import ClusterDoc, Clusters, MemberDoc
from linkequity.base.urls import path_of
from linkequity.faces.cli.terminal import out, plain, print_table
from linkequity.faces.words import counted

SHOWN: Final = 40
MISSING: Final = 15
LEAST_NAME: Final = 14  # characters of a name: fewer tell nobody which it is
TEXTS: Final = ("name", "pillar page", "page")
ROLES: Final = {
    "to_pillar": "to the pillar",
    "from_pillar": "from the pillar",
    "supporting": "near pages",
}
MODEL: Final = "[dim]A model of this site's links, not a search engine's number.[/]"


def say_clusters(found: Clusters) -> None:
    """A table of the clusters, and how many pages are in none."""
    why = ": too little text, or nothing near them" if found.in_no_cluster else ""
    out.print(
        f"[bold]{counted(len(found.clusters), 'cluster')}[/] among "
        f"{counted(found.content_pages, 'content page')}; {found.in_no_cluster:,} in none{why}."
    )
    for name in found.unknown_pins:
        out.print(f"[yellow]note:[/] \\[pillars] names no indexable page with {plain(name)}")
    if not found.clusters:
        return
    table = _table("pages", "two-way", "one way", "none", "missing", "kept", "name", "pillar page")
    for cluster in found.clusters[:SHOWN]:
        table.add_row(
            f"{cluster.pages:,}",
            f"{cluster.two_way:,}",
            f"{cluster.only_to_pillar + cluster.only_from_pillar:,}",
            f"{cluster.unlinked:,}",
            f"{cluster.missing_links:,}",
            f"{cluster.kept:.2f}",
            plain(cluster.label),
            f"{plain(path_of(cluster.pillar))}{_pinned(cluster)}",
        )
    print_table(table, ("none", "one way", "kept"))
    if len(found.clusters) > SHOWN:
        out.print(f"[dim]and {len(found.clusters) - SHOWN:,} more; --json lists all[/]")
    out.print(
        "[dim]two-way, one way, none: supporting pages by how content links join them with the "
        "pillar page. missing: links to add. kept: equity, in units. --cluster NAME shows "
        "one cluster.[/]"
    )
    out.print(MODEL)


def say_cluster(cluster: ClusterDoc) -> None:
    """One cluster: its pages with their links, its equity, what is missing."""
    out.print(f"[bold]{plain(cluster.label)}[/] [dim]{plain(cluster.id)}[/]")
    others = ", ".join(plain(path_of(url)) for url in cluster.candidates[1:])
    out.print(
        f"Pillar page: {plain(path_of(cluster.pillar))}{_pinned(cluster)}"
        f"{f' [dim]or {others}[/]' if others else ''}"
    )
    for sub in cluster.sub_clusters:
        out.print(f"  {sub.pages:>4,} on {plain(sub.label)}")
    _say_pages(cluster.members)
    out.print(
        "[dim]linked: with the pillar page; in, out: other supporting pages that link to it, and "
        "that it links to[/]"
    )
    _say_equity(cluster)
    _say_missing(cluster)
    out.print(MODEL)


def _say_pages(members: list[MemberDoc]) -> None:
    table = _table("distance", "linked", "in", "out", "equity", "page")
    for page in members[:SHOWN]:
        table.add_row(
            f"{page.distance:.2f}",
            _link(page),
            "" if page.supporting_in is None else f"{page.supporting_in:,}",
            "" if page.supporting_out is None else f"{page.supporting_out:,}",
            f"{page.equity:.3f}",
            plain(path_of(page.url)),
        )
    out.print(table)
    if len(members) > SHOWN:
        out.print(f"[dim]and {len(members) - SHOWN:,} more; --json lists all[/]")


def _link(page: MemberDoc) -> str:
    """How a page is linked with the pillar page, seen from the page."""
    arrows = {
        (True, True): "↔ two-way",
        (True, False): "→ to it",
        (False, True): "← from it",
        (False, False): "[red]none[/]",
    }
    if page.to_pillar is None or page.from_pillar is None:
        return "[bold]is it[/]"
    return arrows[page.to_pillar, page.from_pillar]


def _say_equity(cluster: ClusterDoc) -> None:
    out.print(
        f"\nEquity in: {cluster.from_baseline:.3f} by existing, {cluster.from_backlinks:.3f} from "
        f"backlinks, {cluster.from_outside:.3f} from other pages. "
        f"Kept {cluster.kept:.3f}, passed on {cluster.to_outside:.3f}, leaked "
        f"{cluster.leaked:.3f} [dim](units; {cluster.inside:.3f} moves inside)[/]"
    )


def _say_missing(cluster: ClusterDoc) -> None:
    if not cluster.missing_links:
        out.print("No link is missing.")
        return
    out.print(f"\n[bold]{counted(cluster.missing_links, 'link')} missing[/]")
    for link in cluster.missing[:MISSING]:
        out.print(
            f"  {plain(path_of(link.source))} → {plain(path_of(link.target))}  "
            f"[dim]{ROLES[link.role]}[/]"
        )
    if cluster.missing_links > MISSING:
        out.print(f"[dim]  and {cluster.missing_links - MISSING:,} more; --json lists all[/]")
    out.print(f"[dim]In words: linkequity recommend --cluster {cluster.id}[/]")


def _pinned(cluster: ClusterDoc) -> str:
    return " [dim](pinned)[/]" if cluster.pinned else ""


def _table(*columns: str) -> Table:
    """Columns of numbers whole; the texts share what is left of the line."""
    table = Table(box=None, pad_edge=False, expand=out.is_terminal)
    for name in columns:
        if name in TEXTS:
            table.add_column(name, no_wrap=True, overflow="ellipsis", ratio=1, min_width=LEAST_NAME)
        else:
            justify: JustifyMethod = "left" if name == "linked" else "right"
            table.add_column(name, justify=justify, no_wrap=True)
    return table
