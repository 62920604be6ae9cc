"""Backlinks: where they land, how far they get, and who gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from linkequity.app.results import BacklinkPageDoc, DomainDoc, Results
from linkequity.faces.charts import Bar, bars
from linkequity.faces.words import counted, units

LANDINGS = 25
DOMAINS = 15


@dataclass(frozen=True)
class BacklinksView:
    """What the section shows; `known` is false where no backlinks were read."""

    known: bool
    says: str
    landings: list[BacklinkPageDoc]
    more_landings: int
    wide: Markup
    narrow: Markup
    shown_domains: int
    more_domains: int


def backlinks_view(results: Results) -> BacklinksView:
    """Landing pages and referring domains by what they bring, the largest first."""
    landings = sorted(results.landing_pages, key=lambda page: -page.equity)
    domains = sorted(results.referring_domains, key=lambda d: -(d.equity + d.lost_at_door))
    return BacklinksView(
        known=results.totals.get("backlinks", 0) > 0,
        says=_says(results.totals),
        landings=landings[:LANDINGS],
        more_landings=max(results.totals.get("landing_pages", 0) - LANDINGS, 0),
        wide=_drawn(domains[:DOMAINS], 960),
        narrow=_drawn(domains[:DOMAINS], 350),
        shown_domains=len(domains[:DOMAINS]),
        more_domains=max(results.totals.get("referring_domains", 0) - DOMAINS, 0),
    )


def _says(totals: Mapping[str, int]) -> str:
    landings, alone = totals.get("landing_pages", 0), totals.get("stranded_landing_pages", 0)
    if not landings:
        return "None of the backlinks that were read brings equity to a page of this site."
    if not alone:
        return f"Backlinks land on {counted(landings, 'page')}, which link on to others in content."
    return (
        "There they do one page’s worth of work: what they bring is not passed on in content. A "
        "link in the text of such a page sends it on."
    )


def _drawn(domains: Sequence[DomainDoc], width: float) -> Markup:
    rows = [Bar(d.referring_domain, d.equity + d.lost_at_door, d.lost_at_door) for d in domains]
    label = "Referring domains by the equity they bring"
    return bars(rows, label=label, width=width, show=units, tone="backlinks")
