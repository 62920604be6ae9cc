"""How answer engines meet each content page: whether they may use it, and what it has to cite.

Eligibility is documented: indexed, snippet allowed, text in the HTML itself, no robots.txt rule
against the crawler. Evidence density is counted in the page's own main text: passages with a
statistic, passages with a quotation, hosts of other sites that its content links to. What those
bring is disputed: +33%, +41% and +30% visibility in one experiment (Aggarwal et al., GEO, KDD
2024), hardly anything in a later benchmark (C-SEO Bench, NeurIPS 2025). Nothing here promises a
citation, and no score is made of it.
"""

from collections.abc import Collection
from typing import Final

import polars as pl
from protego import Protego

from linkequity.base.crawlers import known_crawlers
from linkequity.base.urls import origin_of
from linkequity.model.facts import Facts
from linkequity.snapshot.tables import Column, Table

# Crawlers of indexes that answers are made from, of answers, and those sent by a reader's word;
# what collects text for training has no part in answers.
FOR_ANSWERS: Final = ("index", "answers", "user")
FOR_TRAINING: Final = ("training",)
FEW_WORDS: Final = 10
FORBIDS: Final = r"(?i)(^|[,\s])(nosnippet|max-snippet\s*:\s*0)(\s*(,|$))"
_NUMBER: Final = r"\d[\d.,\u00a0 ]*"
_UNIT: Final = (
    r"%|％|‰|percent|per cent|Prozent|por ciento|pour cent|per cento|por cento|procent|процент"
    r"|million|billion|trillion|Millionen|Milliarden|Mio\b|Mrd\b|millones|millions|milliards"
    r"|milioni|miliardi|milhões|milhão|bilhões|miljoen|miljard|mln\b|mld\b|млн|млрд|миллион"
    r"|миллиард|[億亿万]|€|EUR\b|USD\b|GBP\b|CHF\b"
)
STATISTIC: Final = rf"(?i){_NUMBER}\s?(?:{_UNIT})|[$€£¥]\s?\d"
# Five words or more between quotation marks, or twelve signs in a script without spaces: fewer are
# a name or a turn of phrase. The first mark stands before a word and not behind one, so that what
# stands between two quoted names is no quotation.
_SIGN: Final = r"[^“”„«»\"\s]"
QUOTED: Final = (
    r"(?:^|[^\p{L}\p{N}“”„«»\"])(?:"
    rf"[“„”»\"][^“”„«»\"\s,.;:!?)}}\]]{_SIGN}*\s+(?:{_SIGN}+\s+){{3,}}{_SIGN}+(?:[“«\"]|\s?”)"
    rf"|«\s?(?:{_SIGN}+\s+){{4,}}{_SIGN}+\s?»)"
    r"|「[^「」]{12,}」|“[^“”\s]{12,}”"
)
QUOTING_TAGS: Final = ("blockquote", "q")
CODE_TAGS: Final = ("pre", "code", "samp", "kbd")

READINESS: Final = Table(
    "answers",
    "one indexable content page as answer engines meet it, the strongest first",
    (
        Column("url", pl.String, "the page"),
        Column("title", pl.String, "its title"),
        Column("equity", pl.Float64, "what it keeps", "page units"),
        Column("snippet", pl.Boolean, "its robots directives allow a snippet"),
        Column("shut_out", pl.List(pl.String), "crawlers for answers that robots.txt shuts out"),
        Column(
            "shut_out_of_training",
            pl.List(pl.String),
            "crawlers for training that it shuts out, which has no part in answers",
        ),
        Column("in_html", pl.Boolean, "its HTML holds text before any script runs"),
        Column("stable_canonical", pl.Boolean, "it names no other page as its canonical"),
        Column("words", pl.UInt32, "of main text", "words"),
        Column("statistics", pl.Int64, "passages with a share, an amount of money or millions"),
        Column("quotations", pl.Int64, "passages that quote five words or more"),
        Column("sources", pl.Int64, "hosts of other sites that its content links to"),
        Column("structured_data", pl.List(pl.String), "types it declares"),
        Column("structured_data_broken", pl.Boolean, "some of it cannot be parsed"),
        Column("topic", pl.String, "the cluster it belongs to; null for none"),
        Column("topic_pages", pl.Int64, "pages of that cluster", "pages"),
    ),
)


def answer_readiness(facts: Facts, most: int) -> pl.DataFrame:
    """READINESS of the `most` strongest content pages."""
    pages = (
        facts.pages.filter(pl.col("indexable") & (pl.col("content_kind") == "content"))
        .sort("equity", "url", descending=[True, False])
        .head(most)
    )
    found = pages.select("page_id", "url", "title", "equity", "declared_canonical")
    for part in (_directives(facts), _passages(facts, found), _sources(facts), _declared(facts)):
        found = found.join(part, on="url", how="left", maintain_order="left")
    counts = pl.col("statistics", "quotations", "sources").fill_null(0).cast(pl.Int64)
    return (
        found.join(_topics(facts), on="page_id", how="left", maintain_order="left")
        .with_columns(
            counts,
            pl.col("structured_data").fill_null([]),
            pl.col("structured_data_broken").fill_null(value=False),
            shut_out=_shut_out(facts, found["url"], FOR_ANSWERS),
            shut_out_of_training=_shut_out(facts, found["url"], FOR_TRAINING),
            in_html=pl.col("words") >= FEW_WORDS,
            stable_canonical=_stable(facts, found),
        )
        .select(READINESS.schema.names())
    )


def _directives(facts: Facts) -> pl.DataFrame:
    """url, words, snippet."""
    forbids = [
        pl.col(name).fill_null("").str.contains(FORBIDS) for name in ("meta_robots", "x_robots_tag")
    ]
    return facts.graph.pages.select("url", "words", snippet=~pl.any_horizontal(forbids))


def _passages(facts: Facts, pages: pl.DataFrame) -> pl.DataFrame:
    """url, statistics, quotations: how many passages of main text have one."""
    text, tag = pl.col("text"), pl.col("tag")
    own = facts.tables.passages.filter(
        pl.col("link_position").cast(pl.String) == "content",
        ~pl.col("repeated").fill_null(value=False),
        ~tag.is_in(CODE_TAGS),
    )
    return (
        own.join(pages.lazy().select("url"), on="url", how="semi")
        .group_by("url")
        .agg(
            statistics=text.str.contains(STATISTIC).sum(),
            quotations=(tag.is_in(QUOTING_TAGS) | text.str.contains(QUOTED)).sum(),
        )
        .collect()
    )


def _sources(facts: Facts) -> pl.DataFrame:
    """url, sources."""
    cited = facts.tables.links.filter(
        ~pl.col("internal"),
        pl.col("link_position").cast(pl.String) == "content",
        ~pl.col("repeated").fill_null(value=False),
    )
    host = pl.col("target").str.extract(r"^https?://(?:www\.)?([^/:?#]+)")
    return cited.group_by(url="source").agg(sources=host.drop_nulls().n_unique())


def _declared(facts: Facts) -> pl.DataFrame:
    """url, structured_data, structured_data_broken."""
    return facts.tables.structured_data.group_by("url").agg(
        structured_data=pl.col("types").list.explode().drop_nulls().unique().sort(),
        structured_data_broken=pl.col("error").is_not_null().any(),
    )


def _topics(facts: Facts) -> pl.DataFrame:
    """page_id, topic, topic_pages."""
    grouped = facts.clusters.pages.filter(pl.col("cluster").is_not_null())
    size = pl.len().over("cluster").cast(pl.Int64)
    return grouped.select(
        pl.col("page_id").cast(facts.pages.schema["page_id"]), topic="label", topic_pages=size
    )


def _stable(facts: Facts, pages: pl.DataFrame) -> pl.Series:
    """Whether each page's canonical is itself, leads back to it, or is not declared."""
    ends = facts.pages.select(declared_canonical="url", ends_at="resolved_url")
    named = pages.join(ends, on="declared_canonical", how="left", maintain_order="left")
    itself = pl.col("declared_canonical") == pl.col("url")
    back = pl.col("ends_at") == pl.col("url")
    return named.select(
        pl.col("declared_canonical").is_null() | itself | back.fill_null(value=False)
    ).to_series()


def _shut_out(facts: Facts, urls: pl.Series, purposes: Collection[str]) -> pl.Series:
    """Names of the crawlers for some purposes that may not read each URL."""
    rules = {row["origin"]: Protego.parse(row["text"] or "") for row in _robots(facts)}
    crawlers = [crawler for crawler in known_crawlers() if crawler.purpose in purposes]
    shut = [
        [c.name for c in crawlers if not said.can_fetch(url, c.token)]
        if (said := rules.get(origin_of(url)))
        else []
        for url in urls
    ]
    return pl.Series(shut, dtype=pl.List(pl.String))


def _robots(facts: Facts) -> list[dict[str, str | None]]:
    return facts.tables.robots.select("origin", "text").to_dicts()
