"""The terminal's answer to who links to competitors and not here."""

from pathlib import Path
from typing import Final

from rich.table import Table

from linkequity.app.backlinks.prospects import Competitor, Prospects, SharedProspectDoc
from linkequity.base.errors import UsageError
from linkequity.base.urls import path_of
from linkequity.faces.cli.answered.landing_pages import say_assumptions
from linkequity.faces.cli.terminal import out, plain, say_imports
from linkequity.faces.words import counted

SHOWN: Final = 15


def competitor_of(word: str) -> Competitor:
    """NAME=FILE; UsageError for anything else."""
    name, equals, file = word.partition("=")
    if not (name.strip() and equals and file.strip()):
        raise UsageError(
            f"--competitor takes NAME=FILE, not {word!r}",
            hint="For example: --competitor acme=acme-backlinks.csv",
        )
    return Competitor(name.strip(), Path(file.strip()))


def say_found(found: Prospects) -> None:
    """What was read, who is left and why, the first prospects, what is assumed."""
    say_imports(found.files)
    for why, rows in found.left_out.items():
        out.print(f"  {counted(rows, 'row')} left out: {why}")
    for note in found.notes:
        out.print(f"[yellow]note:[/] {plain(note)}")
    names = ", ".join(plain(competitor.name) for competitor in found.competitors)
    out.print(
        f"\n[bold]{counted(found.count, 'prospect')}[/]: of {counted(found.domains, 'domain')} "
        f"that link to {names}, {found.shared:,} link to two or more; "
        f"{found.linking_here:,} of those link here already."
    )
    if not found.prospects:
        return
    out.print(_table(found.prospects[:SHOWN]))
    if found.count > SHOWN:
        out.print(f"[dim]and {found.count - SHOWN:,} more; --csv FILE writes the first 1,000[/]")
    out.print(
        "Listed by what can be expected where it is easiest to win; nearest is the page of ours "
        "closest to what they wrote about the others."
    )
    say_assumptions(found.assumptions)


def _table(prospects: list[SharedProspectDoc]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("expected", "rating", "links to"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    for name in ("prospect", "what they wrote", "land on", "nearest"):
        table.add_column(name, no_wrap=True, overflow="ellipsis")
    for prospect in prospects:
        table.add_row(
            f"{prospect.expected:.3f}",
            _number(prospect.domain_rating, prospect.page_rating),
            str(len(prospect.competitors)),
            plain(prospect.referring_page or prospect.referring_domain),
            plain(prospect.examples[0].anchor_text or "–"),
            plain(path_of(prospect.places[0].url)) if prospect.places else "–",
            plain(path_of(prospect.nearest_url)) if prospect.nearest_url else "–",
        )
    return table


def _number(of_domain: float | None, of_page: float | None) -> str:
    """The domain's rating, else its page's."""
    rating = of_page if of_domain is None else of_domain
    return "–" if rating is None else f"{rating:g}"
