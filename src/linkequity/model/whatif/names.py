"""What the names in a scenario mean: pages of the site, and those that the scenario adds."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from linkequity.base.errors import ScenarioInvalid
from linkequity.base.urls import path_of, resolve
from linkequity.model.facts import Facts
from linkequity.model.pages.nearest import nearest_urls
from linkequity.model.pages.patterns import matches
from linkequity.model.whatif.edits import AddTemplateLink, Edit

SPEAKING: Final = ("indexable", "noindex", "canonicalised")


@dataclass(frozen=True)
class Scenario:
    """Edits in order, and the name of the file they came from."""

    edits: tuple[Edit, ...]
    name: str = "scenario"

    @property
    def has_backlinks(self) -> bool:
        """Whether any edit adds a backlink."""
        return any(edit.add_backlink for edit in self.edits)


@dataclass(frozen=True)
class Names:
    """The pages a scenario speaks of; `where` is the edit that is read."""

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
        page_id = self.page_id(url)
        return None if page_id is None else str(self.facts.graph.folding.kind[page_id])

    def page_id(self, url: str) -> int | None:
        """The number of a URL before the edits; None for one that is not known."""
        page_id = self.facts.graph.addresses.exact(pl.Series([url]))[0]
        return None if page_id is None else int(page_id)

    def aliases(self, url: str) -> list[str]:
        """All URLs that fold into the page a URL folds into, itself included."""
        graph, page_id = self.facts.graph, self.page_id(url)
        end = -1 if page_id is None else int(graph.folding.end[page_id])
        folded = graph.pages["url"].filter(pl.Series(graph.folding.end == end))
        return [url, *(folded if end >= 0 else [])]

    def template(self, edit: AddTemplateLink) -> pl.Series:
        """URLs of the pages of a template, as the site is; ScenarioInvalid where there are none."""
        if edit.carrying is None and not edit.pages:
            raise self.refusal(
                "no template is named",
                'Give carrying = "/page" that its menu links to, or pages = ["/blog/*"].',
            )
        graph = self.facts.graph
        of_template = graph.linking & self._fits(edit.pages)
        if edit.carrying is not None:
            of_template &= self._carries(edit.carrying, edit.position)
        urls = graph.pages["url"].filter(of_template)
        target = self.known(edit.target)
        if urls.is_empty():
            raise self.refusal(*self._no_template(edit))
        return urls.filter(urls != target)

    def refusal(self, message: str, hint: str) -> ScenarioInvalid:
        """The error for this edit."""
        return ScenarioInvalid(message, where=self.where, hint=hint)

    def _fits(self, patterns: list[str]) -> pl.Series:
        found = [matches(pl.col("url"), pattern) for pattern in patterns or ["*"]]
        return self.facts.graph.pages.select(fits=pl.any_horizontal(found)).to_series()

    def _carries(self, name: str, position: str) -> pl.Series:
        """Of each page whether it has a link to a page in a position."""
        there = self._links_to(name).filter(pl.col("link_position") == position)["source_id"]
        pages = self.facts.graph.addresses.pages
        return pages.select(pl.col("page_id").is_in(there.unique().implode())).to_series()

    def _links_to(self, name: str) -> pl.DataFrame:
        page_id = self.page_id(self.known(name))
        end = -1 if page_id is None else int(self.facts.graph.folding.end[page_id])
        return self.facts.graph.links.filter(pl.col("target_id") == end)

    def _no_template(self, edit: AddTemplateLink) -> tuple[str, str]:
        if edit.carrying is None:
            return f"no page fits {', '.join(edit.pages)}", "`*` stands for any characters."
        positions = self._links_to(edit.carrying)["link_position"].unique().cast(pl.String).sort()
        where = f"Links to it stand in: {', '.join(positions)}." if len(positions) else "None does."
        fitting = f" of those that fit {', '.join(edit.pages)}" if edit.pages else ""
        return f"no page{fitting} links to {edit.carrying} in the {edit.position}", where

    def _nearest(self, url: str) -> str:
        near = [path_of(like) for like in nearest_urls(self.facts.graph.pages["url"], url)]
        return f"Nearest: {', '.join(near)}" if near else "`linkequity pages` lists all pages."
