"""A scenario: a site and edits, made into the tables of the site as it would be.

Edits change the tables that the sources left and everything is solved again, so that a what-if
can never differ from what the next crawl of the edited site would show.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

import polars as pl

from linkequity.base.errors import ScenarioInvalid
from linkequity.base.urls import host_of, parse, path_of, registrable_domain, resolve
from linkequity.model.backlinks import SCENARIO_VENDOR
from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from linkequity.model.whatif.edits import (
    AddBacklink,
    AddLink,
    AddPage,
    Edit,
    Noindex,
    Redirect,
    RemoveLink,
)
from linkequity.snapshot.tables import BACKLINKS, LINKS, PAGES, REDIRECTS

SPEAKING = ("indexable", "noindex", "canonicalised")


@dataclass(frozen=True)
class Scenario:
    """Edits in order, and the name of the file they came from."""

    edits: tuple[Edit, ...]
    name: str = "scenario"

    @property
    def has_backlinks(self) -> bool:
        """Whether any edit adds a backlink."""
        return any(edit.add_backlink for edit in self.edits)


def apply(facts: Facts, scenario: Scenario) -> Facts:
    """The facts of the site with the edits made, one after the other.

    Raises ScenarioInvalid where an edit is about a page or link that is not there.
    """
    tables = facts.tables
    names = Names(facts, scenario)
    for number, edit in enumerate(scenario.edits, start=1):
        tables = _make(tables, edit, replace(names, where=f"{scenario.name}, edit {number}"))
    return Facts(tables, facts.settings, facts.manifest)


@dataclass(frozen=True)
class Names:
    """What the names in a scenario mean: pages of the site, and those the scenario adds."""

    facts: Facts
    scenario: Scenario
    where: str = ""

    @cached_property
    def added(self) -> frozenset[str]:
        """URLs of the pages that the scenario adds."""
        pages = (edit.add_page for edit in self.scenario.edits)
        return frozenset(self.absolute(page.url) for page in pages if page)

    def absolute(self, name: str) -> str:
        """The URL a name means; ScenarioInvalid where it is none of this site."""
        addresses = self.facts.graph.addresses
        url = resolve(addresses.origin + "/", name, self.facts.settings.crawl.url_policy)
        if url is None or not addresses.owns(url):
            raise self.refusal(f"{name} is not a page of {addresses.site}", "Give a path or a URL.")
        return url

    def known(self, name: str) -> str:
        """The URL of a page of the site or the scenario; ScenarioInvalid where there is none."""
        url = self.absolute(name)
        page_id = self.facts.graph.addresses.ids(pl.Series([url]))[0]
        if page_id is not None:
            return str(self.facts.graph.pages["url"][int(page_id)])
        if url in self.added:
            return url
        raise self.refusal(f"no page {name} is known", self._nearest(url))

    def speaking(self, name: str) -> str:
        """As `known`, for a page whose links are read; ScenarioInvalid for any other."""
        url = self.known(name)
        row = self.kind(url)
        if url in self.added or row in SPEAKING:
            return url
        raise self.refusal(
            f"{name} is {str(row).replace('_', ' ')}: it has no text to put a link in",
            "Links start on pages that answer 200 with HTML.",
        )

    def kind(self, url: str) -> str | None:
        """target_kind of a URL before the edits; None for one that is not known."""
        page_id = self.facts.graph.addresses.exact(pl.Series([url]))[0]
        return None if page_id is None else str(self.facts.graph.folding.kind[int(page_id)])

    def aliases(self, url: str) -> list[str]:
        """All URLs that fold into the page a URL folds into, itself included."""
        graph = self.facts.graph
        page_id = graph.addresses.exact(pl.Series([url]))[0]
        end = -1 if page_id is None else int(graph.folding.end[int(page_id)])
        folded = graph.pages["url"].filter(pl.Series(graph.folding.end == end))
        return [url, *(folded if end >= 0 else [])]

    def refusal(self, message: str, hint: str) -> ScenarioInvalid:
        """The error for this edit."""
        return ScenarioInvalid(message, where=self.where, hint=hint)

    def _nearest(self, url: str) -> str:
        paths = {path_of(known): None for known in self.facts.graph.pages["url"]}
        near = get_close_matches(path_of(url), paths, n=3, cutoff=0.5)
        return f"Nearest: {', '.join(near)}" if near else "`linkequity pages` lists all pages."


def _make(tables: SiteTables, edit: Edit, names: Names) -> SiteTables:
    made = next(e for e in (getattr(edit, f) for f in edit.__struct_fields__) if e is not None)
    return MAKERS[type(made)](tables, made, names)


def _add_link(tables: SiteTables, edit: AddLink, names: Names) -> SiteTables:
    source, target = names.speaking(edit.source), names.known(edit.target)
    link = _link(source, target, edit.position, edit.anchor_text)
    return _with_links(tables, [link])


def _link(source: str, target: str, position: str, anchor_text: str = "") -> dict[str, object]:
    return {
        "source": source,
        "href": target,
        "target": target,
        "internal": True,
        "anchor_text": anchor_text,
        "nofollow": False,
        "ugc": False,
        "sponsored": False,
        "link_position": position,
        "position_evidence": "added by the scenario",
        "repeated": False,
    }


def _with_links(tables: SiteTables, rows: Sequence[dict[str, object]]) -> SiteTables:
    """Links added at the end of their pages."""
    last = dict(
        tables.links.filter(pl.col("source").is_in([row["source"] for row in rows]))
        .group_by("source")
        .agg(pl.col("order").max())
        .iter_rows()
    )
    placed = []
    for row in rows:
        last[row["source"]] = last.get(row["source"], -1) + 1
        placed.append({**row, "order": last[row["source"]]})
    added = LINKS.frame(placed).select(tables.links.columns)
    return replace(tables, links=pl.concat([tables.links, added]))


def _add_backlink(tables: SiteTables, edit: AddBacklink, names: Names) -> SiteTables:
    page = parse(edit.referring_page) if edit.referring_page else None
    if edit.referring_page and page is None:
        raise names.refusal(f"{edit.referring_page} is no URL", "Give http(s)://host/path.")
    row: dict[str, object] = {
        "referring_page": page,
        "referring_domain": registrable_domain(host_of(page)) if page else None,
        "target": names.known(edit.target),
        "nofollow": False,
        "ugc": False,
        "sponsored": False,
        "lost": False,
        "link_position": edit.position,
        "page_rating": edit.rating,
        "domain_rating": edit.domain_rating,
        "vendor": SCENARIO_VENDOR,
    }
    return replace(tables, backlinks=pl.concat([tables.backlinks, BACKLINKS.frame([row])]))


def _remove_link(tables: SiteTables, edit: RemoveLink, names: Names) -> SiteTables:
    source, target = names.known(edit.source), names.known(edit.target)
    gone = (pl.col("source") == source) & pl.col("target").is_in(names.aliases(target))
    kept = tables.links.filter(~gone.fill_null(value=False))
    if len(kept) == len(tables.links):
        raise names.refusal(
            f"no link leads from {edit.source} to {edit.target}",
            "`linkequity links` lists the links of a page.",
        )
    return replace(tables, links=kept)


def _redirect(tables: SiteTables, edit: Redirect, names: Names) -> SiteTables:
    source, target = names.known(edit.source), names.known(edit.target)
    if source == target:
        raise names.refusal(f"{edit.source} would redirect to itself", "Name another target.")
    hop = {
        "url": source,
        "target": target,
        "location": target,
        "status": 301,
        "kind": "http",
        "internal": True,
    }
    others = tables.redirects.filter(pl.col("url") != source)
    moved = {"outcome": "answered", "status": 301, "redirect_to": target, "is_html": False}
    return replace(
        tables,
        pages=_changed(tables.pages, source, moved),
        redirects=pl.concat([others, REDIRECTS.frame([hop])]),
    )


def _noindex(tables: SiteTables, edit: Noindex, names: Names) -> SiteTables:
    return replace(tables, pages=_changed(tables.pages, names.known(edit.url), {"noindex": True}))


def _changed(pages: pl.DataFrame, url: str, values: dict[str, object]) -> pl.DataFrame:
    this = pl.col("url") == url
    return pages.with_columns(
        pl.when(this).then(pl.lit(value, PAGES.schema[name])).otherwise(name).alias(name)
        for name, value in values.items()
    )


def _add_page(tables: SiteTables, edit: AddPage, names: Names) -> SiteTables:
    url = names.absolute(edit.url)
    if names.kind(url) in SPEAKING:
        raise names.refusal(f"{edit.url} is a page already", "Add links to it instead.")
    page = {
        "url": url,
        "outcome": "answered",
        "status": 200,
        "content_type": "text/html",
        "is_html": True,
        "noindex": False,
        "nofollow": False,
        "known_from": ["link"],
    }
    others = tables.pages.filter(pl.col("url") != url)
    links = [_link(url, names.known(to), "content") for to in edit.links_to]
    links += [_link(names.speaking(by), url, "content") for by in edit.linked_from]
    links += [{**menu, "source": url} for menu in _menus(names.facts)]
    grown = replace(tables, pages=pl.concat([others, PAGES.frame([page])]))
    return _with_links(grown, links) if links else grown


def _menus(facts: Facts) -> list[dict[str, object]]:
    """The boilerplate links that stand on at least half of the site's pages: a new one has them.

    Without them a new page would pass everything on through the links it is added for.
    """
    speaking = facts.graph.pages["url"].filter(facts.graph.linking)
    boilerplate = facts.tables.links.filter(
        pl.col("link_position") != "content", pl.col("target").is_not_null()
    )
    common = (
        boilerplate.filter(pl.col("source").is_in(speaking.implode()))
        .group_by("target", "link_position")
        .agg(pl.exclude("source", "order").first(), pages=pl.col("source").n_unique())
        .filter(pl.col("pages") * 2 >= len(speaking))
        .sort("target", "link_position")
    )
    return common.drop("pages").to_dicts()


MAKERS: dict[type, Callable[..., SiteTables]] = {
    AddLink: _add_link,
    AddBacklink: _add_backlink,
    RemoveLink: _remove_link,
    Redirect: _redirect,
    AddPage: _add_page,
    Noindex: _noindex,
}
