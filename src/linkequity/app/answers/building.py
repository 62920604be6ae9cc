"""From facts to the document of how answer engines meet the site's content pages."""

from collections import Counter

import msgspec
import polars as pl

from linkequity.app.answers.documents import (
    AnswerCountsDoc,
    AnswerCrawlerDoc,
    AnswerPageDoc,
    Answers,
)
from linkequity.base.crawlers import known_crawlers
from linkequity.model.facts import Facts
from linkequity.model.pages.answers import answer_readiness

# A robots.txt is asked about each page and crawler; the document is for reading.
TOP_PAGES = 1000
# Of those, as many as a report shows.
REPORTED = 50
EVIDENCE = (
    "Documentation: Google's AI features require nothing beyond being indexed and eligible for a "
    "snippet (Google Search Central).",
    "Observation: AI crawlers fetch pages but do not run JavaScript (Vercel, rise of the AI "
    "crawler).",
    "Experiment on one model: quotations +41%, statistics +33%, cited sources +30% visibility "
    "(Aggarwal et al., GEO, KDD 2024).",
    "Counter-evidence: 3 of 54 cells significant; plain SEO does better (C-SEO Bench, NeurIPS "
    "2025).",
    "None of it promises a citation.",
)


def build_answers(facts: Facts) -> Answers:
    """The document of the site's content pages, the strongest TOP_PAGES of them listed."""
    found = answer_readiness(facts, TOP_PAGES)
    read = pl.col("in_html") & (pl.col("shut_out").list.len() == 0)
    eligible = read & pl.col("snippet") & pl.col("stable_canonical")
    pages = msgspec.convert(found.to_dicts(), list[AnswerPageDoc])
    return Answers(
        count=int(facts.content.sum()),
        listed=found.height,
        eligible=found.filter(eligible).height,
        robots_known=not facts.tables.robots.is_empty(),
        counts=_counts(pages),
        pages=pages,
        crawlers=_crawlers(pages),
        evidence=list(EVIDENCE),
    )


def answers_in_brief(facts: Facts) -> Answers:
    """The same with no more pages than a report shows."""
    found = build_answers(facts)
    return msgspec.structs.replace(found, pages=found.pages[:REPORTED])


def _counts(pages: list[AnswerPageDoc]) -> AnswerCountsDoc:
    return AnswerCountsDoc(
        snippet_forbidden=sum(not page.snippet for page in pages),
        shut_out=sum(bool(page.shut_out) for page in pages),
        text_by_script=sum(page.in_html is False for page in pages),
        other_canonical=sum(not page.stable_canonical for page in pages),
        broken_structured_data=sum(page.structured_data_broken for page in pages),
        with_statistics=sum(page.statistics > 0 for page in pages),
        with_quotations=sum(page.quotations > 0 for page in pages),
        with_sources=sum(page.sources > 0 for page in pages),
        with_structured_data=sum(bool(page.structured_data) for page in pages),
        in_a_cluster=sum(page.topic is not None for page in pages),
    )


def _crawlers(pages: list[AnswerPageDoc]) -> list[AnswerCrawlerDoc]:
    closed = Counter(name for page in pages for name in page.shut_out + page.shut_out_of_training)
    return [
        AnswerCrawlerDoc(
            name=crawler.name,
            company=crawler.company,
            purpose=crawler.purpose,
            shut_out=closed[crawler.name],
            source=crawler.source,
            checked=crawler.checked.isoformat() if crawler.checked else None,
        )
        for crawler in known_crawlers()
    ]
