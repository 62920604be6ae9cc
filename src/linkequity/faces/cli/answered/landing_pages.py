"""The terminal's answer to where a backlink should land, and which prospects to pursue."""

from rich.table import Table

from linkequity.app.backlinks.landing_pages import (
    AssumptionsDoc,
    LandingPageDoc,
    LandingPages,
    ProspectDoc,
)
from linkequity.base.urls import path_of
from linkequity.faces.cli.terminal import out, plain, print_table, say_imports
from linkequity.faces.words import counted

SHOWN = 15
LONGEST_KIND = len("commercial")
LEAST_NAME = 20  # characters of a page: fewer tell nobody which it is
TARGETS = 3
JUDGED = {
    "priority": "the pages named in \\[priority]",
    "search demand": "search demand",
    "need": "need, as neither priority pages nor search data are known",
}


def say_landing_pages(found: LandingPages) -> None:
    """Targets, landing pages, prospects, and what all of it takes for granted."""
    _say_targets(found)
    if found.prospects is None:
        _say_pages(found)
    else:
        _say_prospects(found, found.prospects)
    say_assumptions(found.assumptions)


def _say_targets(found: LandingPages) -> None:
    first = ", ".join(plain(path_of(target.url)) for target in found.targets[:TARGETS])
    out.print(f"Judged by {JUDGED[found.judged_by]}; most by {first or 'no page'}.")
    if found.unknown_priority:
        names = plain(", ".join(found.unknown_priority))
        out.print(f"[yellow]note:[/] no indexable page is named by {names}")


def _say_pages(found: LandingPages) -> None:
    out.print(
        f"\n[bold]Where a backlink from a domain rated {found.domain_rating:g} should land[/] "
        f"[dim](it brings {found.backlink_strength:.2f} units to any page)[/]"
    )
    table = _table("delivers", "in models", "holds in", "easier", "brings", "kind", "page")
    for page in found.pages[:SHOWN]:
        table.add_row(
            f"{page.delivery:.0%}",
            _between(page),
            "–" if page.holds_in is None else f"{page.holds_in:.0%}",
            _odds(page.break_even_odds),
            f"{page.brings:.3f}",
            page.page_kind,
            plain(path_of(page.url)),
        )
    print_table(table, ("kind", "in models", "brings"))
    if found.count > SHOWN:
        out.print(f"[dim]and {found.count - SHOWN:,} more; --json lists the first 1,000[/]")
    out.print(
        "A page is worth it if a backlink is so many times easier to win there (easier) than for "
        "the page that delivers most. Listed by what can be expected. It holds in the models in "
        "which that is about as good as the tenth best there."
    )


def _between(page: LandingPageDoc) -> str:
    if page.delivery_low is None or page.delivery_high is None:
        return "–"
    return f"{100 * page.delivery_low:.0f}–{page.delivery_high:.0%}"


def _say_prospects(found: LandingPages, prospects: list[ProspectDoc]) -> None:
    if found.prospects_file is not None:
        say_imports([found.prospects_file])
    if found.own_site:
        out.print(f"{counted(found.own_site, 'row')} left out: this site itself")
    out.print("\n[bold]Which prospects to pursue, and where to land them[/]")
    table = _table("equity-months", "price", "worth up to", "easier", "prospect", "land on")
    for prospect in prospects[:SHOWN]:
        place = prospect.places[0] if prospect.places else None
        table.add_row(
            f"{prospect.expected_equity_months:.3f}",
            _money(prospect.price),
            _money(prospect.price_ceiling),
            _odds(place.break_even_odds) if place else "–",
            plain(prospect.referring_page or prospect.referring_domain),
            plain(path_of(place.url)) if place else "–",
        )
    out.print(table)
    if len(prospects) > SHOWN:
        out.print(f"[dim]and {len(prospects) - SHOWN:,} more; --json lists all[/]")


def say_assumptions(assumed: AssumptionsDoc) -> None:
    """What chances and survival are taken for granted."""
    chances = ", ".join(f"{kind} {chance:g}" for kind, chance in assumed.p_win.items())
    out.print(
        f"[dim]Assumed: chances to win a backlink ({chances}; \\[landing_pages] in linkequity.toml "
        "sets them), and a prospect whose topic is not known fits every page. "
        f"Observed: {assumed.survival}; "
        f"{assumed.months_alive:.1f} of {assumed.horizon_months:g} months on average.\n"
        "A model of this site's links, not a search engine's number.[/]"
    )


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", expand=out.is_terminal)
    for name in columns:
        if name == "kind":
            table.add_column(name, no_wrap=True, min_width=LONGEST_KIND)
        elif name in ("page", "prospect", "land on"):
            table.add_column(name, overflow="ellipsis", no_wrap=True, ratio=1, min_width=LEAST_NAME)
        else:
            table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    return table


def _odds(odds: float | None) -> str:
    return "never" if odds is None else "best" if odds <= 1 else f"{odds:,.1f} ×"


def _money(amount: float | None) -> str:
    return "–" if amount is None else f"{amount:,.0f}"
