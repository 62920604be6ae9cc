"""The terminal's answer to `compare`: counts, findings, who won and who lost, and why."""

from collections.abc import Sequence

from rich.table import Table

from linkequity.app.comparison.documents import (
    Comparison,
    LinkChangeDoc,
    MoveDoc,
    PageChangeDoc,
)
from linkequity.faces.changes_in_words import changed_page, linked_from, why
from linkequity.faces.cli.terminal import out, plain
from linkequity.faces.words import counted, cut, moment, readable_url

SHOWN = 10
SHORTEST = 36  # characters of a URL on a narrow screen


def say_comparison(comparison: Comparison) -> None:
    """Everything worth a screen or two; --json holds the rest."""
    before, after = comparison.before, comparison.after
    out.print(
        f"\n[bold]{plain(after.site)}[/]  from {moment(before.finished_at)} "
        f"[dim]({plain(before.snapshot)})[/] to {moment(after.finished_at)} "
        f"[dim]({plain(after.snapshot)})[/]\n"
    )
    _say_ledgers(comparison)
    _say_pages(comparison)
    _say_links(comparison)
    _say_findings(comparison)
    _say_backlinks(comparison)
    for title, moves in (
        ("Segments", comparison.segments),
        ("Winners", comparison.winners),
        ("Losers", comparison.losers),
    ):
        _say_moves(title, moves, after.site)
    for note in comparison.notes:
        out.print(f"[yellow]note:[/] {plain(note)}")
    out.print("[dim]A model of this site's links, not a search engine's number.[/]")


def _say_ledgers(comparison: Comparison) -> None:
    before, after = comparison.before, comparison.after
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    for name in ("before", "after", "change"):
        table.add_column(name, justify="right")
    for name, was, now in (
        ("URLs", before.pages, after.pages),
        ("Indexable pages", before.indexable_pages, after.indexable_pages),
        ("Links", before.links, after.links),
        ("Backlinks", before.backlinks, after.backlinks),
    ):
        table.add_row(name, f"{was:,}", f"{now:,}", f"{now - was:+,}" if now != was else "")
    for name, units, units_now in (
        ("Equity in", before.ledger.equity_in, after.ledger.equity_in),
        ("Kept by pages", before.ledger.kept, after.ledger.kept),
        ("Leaked", sum(before.ledger.leaked.values()), sum(after.ledger.leaked.values())),
        ("Lost at the door", before.ledger.lost_at_door, after.ledger.lost_at_door),
        ("Stranded", before.ledger.stranded, after.ledger.stranded),
    ):
        change = units_now - units
        moved = f"{change:+,.2f}" if abs(change) >= 0.005 else ""
        table.add_row(name, f"{units:,.2f}", f"{units_now:,.2f}", moved)
    out.print(table)


def _say_pages(comparison: Comparison) -> None:
    counts = comparison.counts
    out.print(
        f"\n[bold]Pages[/]  {counts['pages_gained']:,} gained, {counts['pages_lost']:,} lost, "
        f"{counts['pages_changed']:,} changed, of them {counts['pages_moved']:,} moved"
    )
    for change, sign in (("gained", "+"), ("lost", "−"), ("changed", "~")):
        pages = (page for page in comparison.pages if page.change == change)
        _say_list([f"{sign} {_page(page, comparison.after.site)}" for page in pages])


def _page(page: PageChangeDoc, site: str) -> str:
    return f"{_named(page.url, site)}  [dim]{plain(changed_page(page))}[/]"


def _named(url: str, site: str) -> str:
    """A URL to read; on a screen its middle is left out where it would take most of the line."""
    shown = readable_url(url, site)
    return plain(cut(shown, max(SHORTEST, out.width // 2)) if out.is_terminal else shown)


def _say_links(comparison: Comparison) -> None:
    counts = comparison.counts
    out.print(f"\n[bold]Links[/]  {counts['links_gained']:,} gained, {counts['links_lost']:,} lost")
    _say_list([_link(link) for link in comparison.links if not link.with_page])
    coming = sum(link.links for link in comparison.links if link.with_page)
    if coming:
        out.print(f"  [dim]and {counted(coming, 'link')} on pages that came or went[/]")


def _link(link: LinkChangeDoc) -> str:
    sign = "+" if link.change == "gained" else "−"
    return f"{sign} {_named(link.target, '')}  [dim]{plain(linked_from(link))}[/]"


def _say_findings(comparison: Comparison) -> None:
    counts = comparison.counts
    names = ("new", "returned", "fixed", "open")
    told = ", ".join(
        f"{counts[f'findings_{n}']:,} {'still there' if n == 'open' else n}" for n in names
    )
    out.print(f"\n[bold]Findings[/]  {told}")
    signs = {"new": "+", "returned": "+", "fixed": "−"}
    for state, sign in signs.items():
        _say_list(
            [
                f"{sign} {f.audit}  {_named(f.url, comparison.after.site)}  "
                f"[dim]{state}, {f.severity}[/]"
                for f in comparison.findings
                if f.state == state
            ]
        )
    if counts["findings_unchecked"]:
        out.print(
            f"  [dim]{counted(counts['findings_unchecked'], 'finding')} could not be looked at "
            "this time and stay open[/]"
        )


def _say_backlinks(comparison: Comparison) -> None:
    counts = comparison.counts
    if not comparison.before.backlinks and not comparison.after.backlinks:
        return
    out.print(
        f"\n[bold]Backlinks[/]  {counts['backlinks_won']:,} won, {counts['backlinks_lost']:,} lost"
    )
    _say_list(
        [
            f"{'+' if b.change == 'won' else '−'} {plain(b.referring_page or b.referring_domain)} "
            f"→ {_named(b.target, comparison.after.site)}  [dim]{b.strength:.2f} units[/]"
            for b in comparison.backlinks
        ]
    )


def _say_moves(title: str, moves: Sequence[MoveDoc], site: str) -> None:
    if not moves:
        return
    out.print(f"\n[bold]{title}[/] [dim](equity before → after)[/]")
    for move in moves[:SHOWN]:
        out.print(
            f"  {move.change:+9.3f}  {_named(move.name, site)}  "
            f"[dim]{move.before:.3f} → {move.after:.3f}[/]  {plain(why(move))}"
        )
    _say_more(len(moves))


def _say_list(lines: Sequence[str]) -> None:
    for line in lines[:SHOWN]:
        out.print(f"  {line}")
    _say_more(len(lines))


def _say_more(rows: int) -> None:
    if rows > SHOWN:
        out.print(f"  [dim]and {rows - SHOWN:,} more; --json lists them[/]")
