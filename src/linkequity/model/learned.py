"""What takes the longest to learn of a site: its topics and clusters, how far backlinks reach, the
languages of its pages.

It follows from what facts are made from and nothing else, so whoever has it need not learn it
again; reading the texts takes ten times as long as all the rest of the facts together.
"""

from dataclasses import dataclass, replace

import polars as pl

from linkequity.model.clusters.clusters import Clusters
from linkequity.model.links.topics import LEVELS, RELEVANCE, TOPIC
from linkequity.model.site import SiteTables


@dataclass(frozen=True)
class Learned:
    """What was learned of a site.

    `topics`: TOPIC of each link, `relevance`: RELEVANCE of each backlink, in the order of the
    site's tables. `clusters`, `landings`: as facts have them. `languages`: what each page is read
    in.
    """

    topics: pl.Series
    relevance: pl.Series
    clusters: Clusters
    landings: pl.DataFrame
    languages: pl.Series

    def fits(self, tables: SiteTables, pages: int) -> bool:
        """Whether it can be of these tables and so many pages: rows and values as there may be."""
        rows = len(self.topics), len(self.relevance), len(self.languages), len(self.clusters.pages)
        levels, shares = self.topics.drop_nulls(), self.relevance.drop_nulls()
        return rows == (len(tables.links), len(tables.backlinks), pages, pages) and bool(
            levels.is_between(0, LEVELS).all() and shares.is_between(0, 1).all()
        )

    def written_into(self, tables: SiteTables) -> SiteTables:
        """The tables with TOPIC and RELEVANCE, as `with_topics` would give them."""
        return replace(
            tables,
            links=tables.links.with_columns(self.topics.alias(TOPIC)),
            backlinks=tables.backlinks.with_columns(self.relevance.alias(RELEVANCE)),
        )
