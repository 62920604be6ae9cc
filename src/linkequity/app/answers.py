"""The document of `linkequity answers`: how answer engines meet the site's content pages."""

from datetime import date

import msgspec
import polars as pl

from linkequity.base.crawlers import known_crawlers
from linkequity.model.answers import FOR_ANSWERS, answer_readiness
from linkequity.model.facts import Facts

# A robots.txt is asked about each page and crawler; the document is for reading.
TOP_PAGES = 1000
EVIDENCE = (
    "Documentation: there is no requirement beyond being indexed and eligible for a snippet "
    "(Google Search Central).",
    "Observation: AI crawlers fetch pages but do not run JavaScript (Vercel, rise of the AI "
    "crawler).",
    "Experiment on one model: quotations +41%, statistics +33%, cited sources +30% visibility "
    "(Aggarwal et al., GEO, KDD 2024).",
    "Counter-evidence: 3 of 54 cells significant; plain SEO does better (C-SEO Bench, NeurIPS "
    "2025).",
    "None of it promises a citation.",
)


class AnswerPageDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One page; fields as the columns of `model.answers.READINESS` say."""

    url: str
    title: str | None
    equity: float
    snippet: bool
    shut_out: list[str]
    in_html: bool | None
    stable_canonical: bool
    words: int | None
    statistics: int
    quotations: int
    sources: int
    structured_data: list[str]
    structured_data_broken: bool
    topic: str | None
    topic_pages: int | None


class AnswerCrawlerDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A crawler that answers are made from; `shut_out`: pages of those listed it may not read.

    `checked`: the day its documentation was last compared; None where no day is known.
    """

    name: str
    company: str
    purpose: str
    shut_out: int
    source: str
    checked: date | None


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """How answer engines meet the site.

    `count`: content pages in all, of which `pages` are the strongest; `eligible`: pages listed
    that may be shown, are read by every crawler listed, and hold text in their HTML.
    `robots_known`: whether any robots.txt was read; without one nothing is known to be shut out.
    """

    count: int
    listed: int
    eligible: int
    robots_known: bool
    pages: list[AnswerPageDoc]
    crawlers: list[AnswerCrawlerDoc]
    evidence: list[str]


def build_answers(facts: Facts) -> Answers:
    """The document of the site's content pages, the strongest TOP_PAGES of them listed."""
    found = answer_readiness(facts, TOP_PAGES)
    eligible = pl.col("snippet") & pl.col("in_html") & (pl.col("shut_out").list.len() == 0)
    pages = msgspec.convert(found.to_dicts(), list[AnswerPageDoc])
    return Answers(
        count=int(facts.content.sum()),
        listed=found.height,
        eligible=found.filter(eligible).height,
        robots_known=not facts.tables.robots.is_empty(),
        pages=pages,
        crawlers=_crawlers(pages),
        evidence=list(EVIDENCE),
    )


def _crawlers(pages: list[AnswerPageDoc]) -> list[AnswerCrawlerDoc]:
    return [
        AnswerCrawlerDoc(
            name=crawler.name,
            company=crawler.company,
            purpose=crawler.purpose,
            shut_out=sum(crawler.name in page.shut_out for page in pages),
            source=crawler.source,
            checked=crawler.checked,
        )
        for crawler in known_crawlers()
        if crawler.purpose in FOR_ANSWERS
    ]
