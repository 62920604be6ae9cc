"""The terminal's answer to whose equity pages keep."""

from rich.table import Table

from linkequity.app.backlinks.origins import OriginDoc, Origins
from linkequity.base.urls import path_of
from linkequity.faces.cli.terminal import out, plain
from linkequity.faces.words import units

SHOWN = 20


def say_origins(found: Origins) -> None:
    """What the pages keep, and from whom, the most first."""
    named = ", ".join(plain(path_of(url)) for url in found.pages) or "All pages"
    keep = "keeps" if len(found.pages) == 1 else "keep"
    out.print(f"[bold]{named}[/] {keep} {units(found.equity)} units. They come from:")
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column(justify="right")
    table.add_column()
    for origin in found.origins[:SHOWN]:
        table.add_row(f"{origin.equity:,.2f}", f"{origin.share:.1%}", _name(origin))
    out.print(table)
    if len(found.origins) > SHOWN:
        out.print(f"[dim]and {len(found.origins) - SHOWN:,} more; --json lists all[/]")
    out.print("[dim]A model of this site's links, not a search engine's number.[/]")


def _name(origin: OriginDoc) -> str:
    if origin.origin is None:
        return "[dim]the site's own pages, by existing[/]"
    lands = f" [dim]→ {plain(path_of(origin.landing))}[/]" if origin.landing else ""
    return f"{plain(origin.origin)}{lands}"
