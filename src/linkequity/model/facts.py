"""The facts of a site: everything audits, advice and reports read, each computed once, when asked.

Columns are declared in `fact_tables`; what they mean in docs/explanation/model.md.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
import polars as pl

from linkequity.base.settings import Settings
from linkequity.model.backlinks.strengths import equity_in, place_backlinks
from linkequity.model.clusters.clusters import Clusters, find_clusters
from linkequity.model.clusters.equity import Solved
from linkequity.model.engine.system import System
from linkequity.model.equity import reach
from linkequity.model.equity.flow import Flow, flow_of
from linkequity.model.equity.ledger import Ledger, leaked_by_page, write_ledger
from linkequity.model.equity.value import (
    Eligible,
    Value,
    Worth,
    donor_strength,
    find_value,
    find_worth,
)
from linkequity.model.fact_tables import (
    FACT_BACKLINKS,
    FACT_LINKS,
    FACT_PAGES,
    LANDINGS,
    REFERRING_DOMAINS,
    SEGMENT_FLOWS,
    SEGMENTS,
)
from linkequity.model.learned import Learned
from linkequity.model.links.graph import Graph, build_graph
from linkequity.model.links.link_facts import carried, link_facts
from linkequity.model.links.topics import RELEVANCE, TOPIC, with_topics
from linkequity.model.links.weights import Transition, Vector, weigh
from linkequity.model.pages import page_facts
from linkequity.model.pages import sightings as sighting
from linkequity.model.pages.content_kinds import classify
from linkequity.model.pages.depth import click_depth
from linkequity.model.pages.orphans import OrphanProof
from linkequity.model.pages.segments import flows_between, segment_of, summarise
from linkequity.model.pages.site_text import SiteText
from linkequity.model.site import SiteTables
from linkequity.model.whatif.lifts import Standing
from linkequity.snapshot.imported import ImportedTables
from linkequity.snapshot.manifest import Manifest
from linkequity.snapshot.snapshot import Snapshot

__all__ = [
    "FACT_BACKLINKS",
    "FACT_LINKS",
    "FACT_PAGES",
    "LANDINGS",
    "REFERRING_DOMAINS",
    "SEGMENTS",
    "SEGMENT_FLOWS",
    "Facts",
]

Made = TypeVar("Made")


class Facts:
    """One site, solved under its settings. Frames are sorted, so equal sites give equal facts."""

    def __init__(self, tables: SiteTables, settings: Settings, manifest: Manifest) -> None:
        self._given = tables
        self.settings = settings
        self.manifest = manifest
        self._made: dict[Callable[[Facts], object], object] = {}

    @classmethod
    def of(cls, snapshot: Snapshot, imported: ImportedTables, settings: Settings) -> "Facts":
        """The facts of a snapshot with what was imported beside it."""
        return cls(SiteTables.of(snapshot, imported), settings, snapshot.manifest)

    def edited(self, tables: SiteTables) -> "Facts":
        """The facts of this site with other tables; what the edits cannot tell stays as it is.

        Exactly what these tables would give by themselves.
        """
        facts = Facts(tables, self.settings, self.manifest)
        if tables.links is not self.tables.links:
            return facts
        graph = self.graph.with_pages(tables.pages.sort("url"), self.manifest)
        if graph is not None:
            facts.text = SiteText(graph, tables)
            if graph.start == self.graph.start and _are_called_alike(graph, self.graph):
                facts.content_kind = self.content_kind
        return facts

    def recall(self, learned: Learned) -> None:
        """Take what was learned of this very site before, so that it is not learned again.

        What does not fit this site is left alone.
        """
        if learned.fits(self._given, len(self.text.graph.pages)):
            self._given = learned.written_into(self._given)
            self.text = replace(self.text, tables=self._given, languages=learned.languages)
            self.clusters, self.landings = learned.clusters, learned.landings

    @property
    def learned(self) -> Learned:
        """What took the longest to learn of this site, learned where it was not yet."""
        topics, relevance = self.tables.links[TOPIC], self.tables.backlinks[RELEVANCE]
        languages = self.text.corpus.documents["language"]
        return Learned(topics, relevance, self.clusters, self.landings, languages)

    def once(self, make: Callable[["Facts"], Made]) -> Made:
        """What a function makes of these facts, made when it is first asked for, and kept."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

    @cached_property
    def sources(self) -> frozenset[str]:
        """What knows of pages: crawl or folder, sitemap, search, analytics, logs, backlinks."""
        return sighting.present(self.tables, self.manifest)

    @cached_property
    def incomplete_because(self) -> tuple[str, ...]:
        """Why pages may be missing, in words; empty where none is that should have been fetched."""
        unsaid = [] if self.manifest.complete else ["pages are missing"]
        unmet = sighting.never_requested(self.sighted_by_imports).items()
        asked = [f"named by {source} and never requested ({n:,} URLs)" for source, n in unmet]
        return (*(self.manifest.incomplete_because or unsaid), *asked)

    @property
    def crawl_complete(self) -> bool:
        """Whether no page that should have been fetched is missing."""
        return not self.incomplete_because

    @property
    def redirects(self) -> pl.DataFrame:
        """REDIRECTS of the snapshot."""
        return self.tables.redirects

    @cached_property
    def text(self) -> SiteText:
        """What is written on the site, and how relevant it is, read when asked for."""
        return SiteText(build_graph(self._given, self.manifest), self._given)

    @cached_property
    def tables(self) -> SiteTables:
        """What the sources left, with the topic of each link and the relevance of each backlink."""
        return with_topics(self.text, self.settings.weights)

    @cached_property
    def graph(self) -> Graph:
        """Pages and links, folded."""
        return replace(
            self.text.graph, links=self.text.graph.links.with_columns(self.tables.links["topic"])
        )

    @cached_property
    def transition(self) -> Transition:
        """Where each page's weight goes."""
        return weigh(self.graph, self.settings.weights)

    @cached_property
    def system(self) -> System:
        """The linear system of those weights, for any number of solves."""
        return System.of(self.transition)

    @cached_property
    def content_system(self) -> System:
        """The same with content links alone, still of each page's full weight."""
        return System.factored(self.transition.in_content, self.transition.damping)

    @cached_property
    def indexable(self) -> Vector:
        """1 for each indexable page, else 0, by page_id."""
        return (self.graph.folding.kind == "indexable").to_numpy().astype(np.float64)

    @cached_property
    def backlinks(self) -> pl.DataFrame:
        """FACT_BACKLINKS."""
        weights = self.settings.weights
        return place_backlinks(self.tables.backlinks, self.graph, self.transition, weights)

    @cached_property
    def backlink_equity(self) -> Vector:
        """What backlinks bring into each page, in page units, by page_id."""
        return equity_in(self.backlinks, self.graph)

    @cached_property
    def baseline(self) -> Vector:
        """What each page brings by existing, in page units, by page_id."""
        return self.settings.weights.baseline * self.indexable

    @cached_property
    def flow(self) -> Flow:
        """The solved flow, by page_id."""
        return flow_of(self.system, self.baseline + self.backlink_equity)

    @cached_property
    def worth(self) -> Worth:
        """How much each page matters: priority, else search demand, else need."""
        able = Eligible(self.indexable > 0, self.content)
        search = self.tables.search
        return find_worth(self.settings.priority, search, self.graph, able, self.flow.x)

    @cached_property
    def value(self) -> Value:
        """What a unit of equity is worth on each page, to the pages that matter."""
        return find_value(self.system, self.worth)

    @property
    def standing(self) -> Standing:
        """What every what-if starts from."""
        return Standing.of(self.system, self.flow.x, self.worth.weights, self.value.h)

    @cached_property
    def ledger(self) -> Ledger:
        """Every unit accounted for."""
        return write_ledger(
            self.flow,
            self.transition,
            self.indexable,
            baseline=self.baseline,
            placed=self.backlinks,
            landings=self.landings,
        )

    @cached_property
    def sighted_by_imports(self) -> pl.DataFrame:
        """Each URL that imports name, and the page it is, if any (`model.sightings`)."""
        return sighting.sighted_by_imports(self.tables, self.graph.addresses)

    @cached_property
    def sightings(self) -> pl.DataFrame:
        """SIGHTINGS."""
        return sighting.sightings(self.sighted_by_imports, self.graph, self.manifest)

    @cached_property
    def orphan_proof(self) -> OrphanProof:
        """What there is to prove orphans with."""
        intended = tuple(self.settings.audits.intended_orphans)
        return OrphanProof(self.incomplete_because, self.sources, intended)

    @cached_property
    def starts_at_page(self) -> bool:
        """Whether the start page answered with a page, so that clicks from it can be counted."""
        start = self.graph.pages.filter(pl.int_range(pl.len()) == self.graph.start)
        return bool(((start["status"] == 200) & start["is_html"]).any())

    @cached_property
    def content_kind(self) -> pl.Series:
        """content, listing or utility, by page_id."""
        start = pl.int_range(pl.len()) == self.graph.start
        return classify(self.graph.pages, start, self.settings.content_kinds)

    @cached_property
    def segment(self) -> pl.Series:
        """The segment of each page, by page_id."""
        pages = self.graph.pages.select("url", linking=self.graph.linking)
        return segment_of(pages, self.settings.segments)

    @cached_property
    def pages(self) -> pl.DataFrame:
        """FACT_PAGES."""
        graph, folding = self.graph, self.graph.folding
        known_from = sighting.known_from(self.sighted_by_imports, graph)
        found = graph.pages.select("url", "status", "outcome", "error", "title").with_columns(
            known_from=known_from, in_sitemap=known_from.list.contains("sitemap")
        )
        depth = pl.Series(click_depth(graph), dtype=pl.Int32)
        known = graph.pages.select(
            pl.col("noindex").fill_null(value=False),
            "declared_canonical",
            target_kind=folding.kind,
            resolved_url=folding.resolved_url,
            redirect_hops=pl.Series(folding.hops, dtype=pl.Int32),
            content_kind=self.content_kind,
            segment=self.segment,
            indexable=folding.kind == "indexable",
            start=pl.int_range(pl.len()) == graph.start,
            click_depth=depth.replace(-1, None),
            backlink_equity=pl.Series(self.backlink_equity),
        )
        equity = page_facts.equity_columns(
            self.flow.kept, self.flow.x, self.indexable, self.settings.weights.baseline
        )
        strength = donor_strength(self.flow.x, self.transition.totals, self.system.damping)
        valued = pl.DataFrame(
            {
                "value": self.value.delivered * self.indexable,
                "donor_strength": strength * self.indexable,
            }
        )
        counted = page_facts.count_links(graph)
        for part in (
            page_facts.count_backlinks(self.backlinks, graph),
            page_facts.search_demand(self.tables.search, graph),
            page_facts.visits(self.tables.visits, graph),
            page_facts.crawler_hits(self.tables.crawler_hits, graph),
        ):
            counted = counted.join(part, on="page_id", how="left", maintain_order="left")
        return (
            pl.concat([found, known, equity, valued, counted], how="horizontal")
            .with_columns(
                pl.col("backlinks", "referring_domains").fill_null(0),
                shortfall=page_facts.shortfall(),
                orphan_verdict=self.orphan_proof.verdict(self.sightings["page_id"]),
            )
            .select(FACT_PAGES.schema.names())
        )

    @cached_property
    def links(self) -> pl.DataFrame:
        """FACT_LINKS."""
        return link_facts(self.tables.links, self.graph, self.transition, self.flow)

    @property
    def content(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which pages are indexable content, by page_id."""
        return (self.content_kind == "content").to_numpy() & (self.indexable > 0)

    @cached_property
    def clusters(self) -> Clusters:
        """Its content clusters: pages on one topic, and which page is the centre of each."""
        solved = Solved(
            self.flow, self.transition, self.baseline, self.backlink_equity, self.indexable
        )
        pinned, site = self.settings.pillars, self.manifest.site
        return find_clusters(self.text, solved, self.content, pinned, site)

    @cached_property
    def landings(self) -> pl.DataFrame:
        """LANDINGS."""
        landed = reach.landed_pages(self.backlinks)
        pages = self.graph.addresses.exact(landed["url"]).to_numpy()
        systems = self.content_system, self.system
        whole, near = np.split(pages, [reach.measured_whole(*systems)])
        by_content = reach.measure_each(self.content_system, whole, self.content)
        by_all = reach.measure_each(self.system, whole, self.content, tolerance=reach.COUNTED)
        others = reach.others_lifted(
            self.transition.content, self.content_system, near, self.content
        )
        return reach.landings_frame(landed, by_content, by_all, others)

    @cached_property
    def segment_flows(self) -> pl.DataFrame:
        """SEGMENT_FLOWS."""
        flows = self.graph.links.select(
            "source_id", "target_id", equity=carried(self.graph, self.transition, self.flow)
        )
        passed = flows.filter(pl.Series(self.transition.passes))
        return flows_between(self.segment, passed)

    @cached_property
    def segments(self) -> pl.DataFrame:
        """SEGMENTS."""
        leaks = leaked_by_page(self.flow, self.transition, self.indexable)
        leaked = pl.Series(np.sum(list(leaks.values()), axis=0))
        return summarise(self.pages.with_columns(leaked=leaked), self.segment_flows)

    @cached_property
    def referring_domains(self) -> pl.DataFrame:
        """REFERRING_DOMAINS."""
        equity = pl.col("strength").filter(pl.col("landing").is_not_null()).sum()
        alive = ~pl.col("lost").fill_null(value=False)
        return (
            self.backlinks.group_by("referring_domain")
            .agg(
                backlinks=pl.struct(page_facts.BACKLINK).filter(alive).n_unique().cast(pl.Int64),
                equity=equity,
                lost_at_door=pl.col("strength").filter(pl.col("lost_at_door")).sum(),
            )
            .with_columns(share_of_equity_in=pl.col("equity") / (self.ledger.equity_in or 1.0))
            .sort("equity", "referring_domain", descending=[True, False])
            .select(REFERRING_DOMAINS.schema.names())
        )


def _are_called_alike(graph: Graph, other: Graph) -> bool:
    """Whether the same pages have the same titles, which tell what kind of content they are."""
    return graph.pages["title"].equals(other.pages["title"])
