"""Prospects from competitors' backlinks: sites that link to two or more of them and not here.

Who links to several sites of one kind is likelier to link to one more. A link counts if it is
followed and not lost; where one page links to two or more competitors (a list, a comparison, a
directory) that page itself is the prospect, else its domain is. A domain that is not rated, where
pages are, counts as the least rated of its pages among the EXAMPLES: it may link from any of them.

Exports of millions of rows are taken in part by part; kept are, of each competitor and domain, a
count and the EXAMPLES best rated links.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from linkequity.base.url_columns import domains_of
from linkequity.model.backlinks.strengths import DOMAIN_RATINGS, PAGE_RATINGS
from linkequity.model.facts import Facts
from linkequity.model.links.graph import ends
from linkequity.model.links.topics import PATH, nearest_pages
from linkequity.snapshot.tables import PROSPECTS

# So many pages of a domain that link to one competitor are looked through for one that links to
# several; three of them are shown.
EXAMPLES: Final = 20
FEWEST_COMPETITORS: Final = 2
# Rows gathered between two rounds of keeping the best: some 100 MB.
GATHERED: Final = 200_000
# Relevance to every landing page is told for so many, those of most competitors first.
JUDGED: Final = 10_000
LONGEST_CELL: Final = 300
LONGEST_TOPIC: Final = 500
WORDS_OF: Final = 5
NOT_WORDS: Final = r"[-_/.+%0-9]+"
LINK: Final = pl.Schema(
    {
        "competitor": pl.String,
        "referring_domain": pl.String,
        "referring_page": pl.String,
        "target": pl.String,
        "anchor_text": pl.String,
        "source_title": pl.String,
        "page_rating": pl.Float64,
        "domain_rating": pl.Float64,
        "links": pl.Int64,
    }
)
GIVER: Final = ("competitor", "referring_domain")


@dataclass(frozen=True)
class Found:
    """`prospects`: PROSPECTS with competitors (names), links, nearest_url and nearest_relevance;
    `links`: LINK, examples of each. `domains`: those that link to any competitor; `linking_here`
    of the shared ones do so already; `left_out`: rows that do not count, by why. `same_site`:
    names of competitors whose backlinks lead to one site, with that site.
    """

    prospects: pl.DataFrame
    links: pl.DataFrame
    domains: int
    shared: int
    linking_here: int
    left_out: dict[str, int]
    same_site: list[tuple[list[str], str]]


@dataclass
class Gathering:
    """Competitors' backlinks so far, of a site that is not one of them."""

    facts: Facts
    left_out: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    homes: Counter[tuple[str, str]] = field(default_factory=Counter)
    _kept: pl.DataFrame = field(default_factory=LINK.to_frame)
    _waiting: list[pl.DataFrame] = field(default_factory=list)

    def take(self, competitor: str, backlinks: pl.DataFrame) -> None:
        """Some rows of BACKLINKS that lead to a competitor."""
        own = self.facts.manifest.site
        told = backlinks.with_columns(home=domains_of(backlinks["target"])).with_columns(
            why=_why_not(own)
        )
        self.left_out.update(told["why"].drop_nulls().to_list())
        counting = told.filter(pl.col("why").is_null())
        self.taken[competitor] += counting.height
        for home, rows in counting["home"].drop_nulls().value_counts().iter_rows():
            self.homes[competitor, home] += rows
        self._waiting.append(counting.select(*_as_links(competitor)))
        if sum(part.height for part in self._waiting) > GATHERED:
            self._keep_the_best()

    def found(self) -> Found:
        """Who links to two or more and not here."""
        self._keep_the_best()
        by_domain = self._kept.group_by("referring_domain").agg(
            competitors=pl.col("competitor").unique().sort()
        )
        enough = pl.col("competitors").list.len() >= FEWEST_COMPETITORS
        shared = by_domain.filter(enough)
        new = shared.join(linking_here(self.facts), on="referring_domain", how="anti")
        links = self._kept.join(new.select("referring_domain"), on="referring_domain", how="semi")
        prospects = _prospects(links)
        return Found(
            prospects=_with_nearest(self.facts, prospects),
            links=links,
            domains=by_domain.height,
            shared=shared.height,
            linking_here=shared.height - new.height,
            left_out=dict(self.left_out),
            same_site=self._same_site(),
        )

    def _same_site(self) -> list[tuple[list[str], str]]:
        """Competitors of which most backlinks lead to the same site: one export given twice."""
        home_of = {name: home for (name, home), _ in reversed(self.homes.most_common())}
        named: dict[str, list[str]] = {}
        for name, home in sorted(home_of.items()):
            named.setdefault(home, []).append(name)
        return [(names, home) for home, names in named.items() if len(names) > 1]

    def _keep_the_best(self) -> None:
        best = (-pl.col("page_rating"), pl.col("referring_page"), pl.col("target"))
        together = pl.concat([self._kept, *self._waiting]).sort(*GIVER, *best, nulls_last=True)
        together = together.with_columns(
            pl.col("links").sum().over(GIVER), pl.col("domain_rating").max().over(GIVER)
        )
        once = together.unique([*GIVER, "referring_page", "target"], keep="first")
        ordered = once.sort(*GIVER, *best, nulls_last=True)
        kept = ordered.group_by(GIVER, maintain_order=True).head(EXAMPLES).select(LINK.names())
        # The sum stands on the first row alone, so that the next round does not count it again.
        first = pl.int_range(pl.len()).over(GIVER) == 0
        self._kept = kept.with_columns(links=pl.when(first).then("links").otherwise(0))
        self._waiting.clear()


def linking_here(facts: Facts) -> pl.DataFrame:
    """referring_domain of all that have a backlink to this site that is not lost."""
    alive = facts.backlinks.filter(~pl.col("lost").fill_null(value=False))
    return alive.select("referring_domain").drop_nulls().unique()


def _why_not(own: str) -> pl.Expr:
    """Why a row does not count; null where it does."""
    giver, flags = pl.col("referring_domain"), pl.col("nofollow", "ugc", "sponsored")
    reasons = {
        "from no known domain": giver.is_null(),
        "to this site itself": pl.col("home") == own,
        "from this site": giver == own,
        "from the competitor itself": giver == pl.col("home"),
        "lost": pl.col("lost"),
        "not followed": pl.any_horizontal(flags.fill_null(value=False)),
    }
    return pl.coalesce(
        pl.when(holds.fill_null(value=False)).then(pl.lit(why)) for why, holds in reasons.items()
    )


def _as_links(competitor: str) -> list[pl.Expr]:
    texts = ("referring_page", "target", "anchor_text", "source_title")
    return [
        pl.lit(competitor).alias("competitor"),
        pl.col("referring_domain"),
        *(pl.col(text) for text in texts[:2]),
        *(pl.col(text).str.head(LONGEST_CELL) for text in texts[2:]),
        pl.coalesce(PAGE_RATINGS).cast(pl.Float64).alias("page_rating"),
        pl.coalesce(DOMAIN_RATINGS).cast(pl.Float64).alias("domain_rating"),
        pl.lit(1, pl.Int64).alias("links"),
    ]


def _prospects(links: pl.DataFrame) -> pl.DataFrame:
    """PROSPECTS of these links, those of most competitors and the best rated first."""
    pages = _pages_of_several(links)
    domains = links.group_by("referring_domain").agg(
        pl.col("domain_rating").max(),
        pl.col("links").sum(),
        least_rated=pl.col("page_rating").min(),
        competitors=pl.col("competitor").unique().sort(),
        topic=pl.struct("anchor_text", "source_title", "target"),
    )
    told = domains.with_columns(topic=_topic(domains["topic"]))
    unrated = pl.when(pl.col("domain_rating").is_null()).then("least_rated")
    known = told.join(pages, on="referring_domain", how="left").with_columns(
        page_rating=pl.coalesce("page_rating", unrated)
    )
    order = [
        pl.col("competitors").list.len(),
        pl.col("domain_rating").fill_null(-1.0),
        pl.col("links"),
    ]
    ranked = known.sort(*order, "referring_domain", descending=[True, True, True, False])
    declared = [name for name in PROSPECTS.schema.names() if name not in ranked.columns]
    absent = [pl.lit(None, PROSPECTS.schema[name]).alias(name) for name in declared]
    return ranked.with_columns(absent).select(*PROSPECTS.schema.names(), "competitors", "links")


def _pages_of_several(links: pl.DataFrame) -> pl.DataFrame:
    """referring_domain, referring_page and page_rating of pages that link to several, the best."""
    pages = links.drop_nulls("referring_page").group_by("referring_domain", "referring_page")
    several = pages.agg(
        pl.col("page_rating").max(), competitors=pl.col("competitor").n_unique()
    ).filter(pl.col("competitors") >= FEWEST_COMPETITORS)
    best = [pl.col("competitors"), pl.col("page_rating").fill_null(-1.0), pl.col("referring_page")]
    ranked = several.sort(*best, descending=[True, True, False])
    return ranked.unique("referring_domain", keep="first", maintain_order=True).drop("competitors")


def _topic(links: pl.Series) -> pl.Series:
    """What the links say: their words, the titles they stand under, the paths they lead to."""
    inside = pl.element().struct
    titles, anchors = (inside.field(name) for name in ("source_title", "anchor_text"))
    paths = inside.field("target").str.extract(PATH).str.replace_all(NOT_WORDS, " ")
    said = [
        pl.col("topic").list.eval(words.drop_nulls().unique(maintain_order=True).head(WORDS_OF))
        for words in (anchors, titles, paths)
    ]
    joined = pl.concat_list(said).list.join(" ").str.replace_all(r"\s+", " ").str.strip_chars()
    return links.to_frame("topic").select(joined.str.head(LONGEST_TOPIC)).to_series()


def _with_nearest(facts: Facts, prospects: pl.DataFrame) -> pl.DataFrame:
    """The first JUDGED of them, and of each the page of ours that is nearest to its topic."""
    judged = prospects.head(JUDGED)
    content = pl.Series(facts.content) & (ends(facts.graph.folding)["target_id"].is_not_null())
    ids = facts.pages.filter(content)["page_id"]
    near = nearest_pages(facts.text, judged["topic"], ids)
    urls = facts.graph.pages["url"]
    return judged.with_columns(
        nearest_url=urls.gather(near["page_id"]), nearest_relevance=near["relevance"]
    )
