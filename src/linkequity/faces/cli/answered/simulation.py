"""The terminal's answer to a scenario: before and after, winners beside losers."""

from collections.abc import Sequence

from rich.table import Table

from linkequity.advice.certainty import Certainty
from linkequity.advice.simulate import PageChange, Simulation
from linkequity.base.urls import path_of
from linkequity.faces.cli.terminal import out, plain
from linkequity.faces.words import counted

SHOWN = 10
# Below this two answers differ by rounding alone.
FINEST = 1e-15


def say_simulation(simulation: Simulation) -> None:
    """What changes, for whom, and how far the scenario's backlinks reach."""
    _say_ledgers(simulation)
    winners = [page for page in simulation.pages if page.change > 0]
    losers = [page for page in simulation.pages if page.change < 0]
    _say_changes("Winners", sorted(winners, key=lambda page: -page.change))
    _say_changes("Losers", sorted(losers, key=lambda page: page.change))
    if simulation.pages_lifted is not None:
        reach = simulation.backlink_reach
        out.print(
            f"\n[bold]The scenario's backlinks lift {counted(simulation.pages_lifted, 'page')}.[/] "
            f"Their reach: {reach.before:.1f} before, {reach.after:.1f} after."
        )
    if simulation.certainty:
        _say_certainty(simulation.certainty)
    if simulation.why:
        out.print(plain(simulation.why))
    if simulation.confirmed_within is not None:
        out.print(
            "[dim]Solved again with the edits made: the same to "
            f"{max(simulation.confirmed_within, FINEST):.0e} of what enters.[/]"
        )
    out.print("[dim]A model of this site's links, not a search engine's number.[/]")


def _say_certainty(certainty: Certainty) -> None:
    change, lifted = certainty.change, certainty.pages_lifted
    out.print(
        f"\n[bold]Holds in {certainty.holds_in:.0%} of {counted(certainty.models, 'model')}.[/] "
        f"The pages it is about change by {change.low:+,.3f} to {change.high:+,.3f}"
        + (f"; its backlinks lift {_how_many(lifted.low, lifted.high)}." if lifted else ".")
    )


def _how_many(low: float, high: float) -> str:
    fewest, most = round(low), round(high)
    return counted(most, "page") if fewest == most else f"{fewest:,} to {counted(most, 'page')}"


def _say_ledgers(simulation: Simulation) -> None:
    before, after = simulation.before.ledger, simulation.after.ledger
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    for name in ("before", "after", "change"):
        table.add_column(name, justify="right")
    lines = [
        ("Equity in", before.equity_in, after.equity_in),
        ("Kept by pages", before.kept, after.kept),
        ("Leaked", sum(before.leaked.values()), sum(after.leaked.values())),
        ("Lost at the door", before.lost_at_door, after.lost_at_door),
        ("Stranded", before.stranded, after.stranded),
    ]
    for name, old, new in lines:
        table.add_row(name, f"{old:,.2f}", f"{new:,.2f}", f"{new - old:+,.2f}")
    out.print(table)


def _range(page: PageChange) -> str:
    if page.change_low is None or page.change_high is None:
        return ""
    return f" ({page.change_low:+.3f} to {page.change_high:+.3f} in the models)"


def _say_changes(title: str, pages: Sequence[PageChange]) -> None:
    if not pages:
        return
    out.print(f"\n[bold]{title}[/] [dim]({len(pages):,} pages, equity before → after)[/]")
    for page in pages[:SHOWN]:
        out.print(
            f"  {page.change:+9.3f}  {plain(path_of(page.url))}  "
            f"[dim]{page.before:.3f} → {page.after:.3f}{_range(page)}[/]"
        )
    if len(pages) > SHOWN:
        out.print(f"  [dim]and {len(pages) - SHOWN:,} more; --json lists all[/]")
