"""How answer engines meet a site, as documents: of results.json and of `linkequity answers`."""

import msgspec


class AnswerPageDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One page; fields as the columns of `model.answers.READINESS` say."""

    url: str
    title: str | None
    equity: float
    snippet: bool
    shut_out: list[str]
    shut_out_of_training: list[str] = []
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
    """A crawler of a search engine or an AI company; `shut_out`: pages listed it may not read.

    `checked`: the day its documentation was last compared; None where no day is known.
    """

    name: str
    company: str
    purpose: str
    shut_out: int
    source: str
    checked: str | None


class AnswerCountsDoc(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the pages listed are hindered, by what, and how many have what can be cited."""

    snippet_forbidden: int
    shut_out: int
    text_by_script: int
    other_canonical: int
    broken_structured_data: int
    with_statistics: int
    with_quotations: int
    with_sources: int
    with_structured_data: int
    in_a_cluster: int


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """How answer engines meet the site.

    `count`: content pages in all, of which the `listed` strongest were looked at; `eligible`:
    those of them that may be shown, are read by every crawler for answers, hold text in their HTML,
    and name no other page as their canonical.
    `counts` are of those as well; `pages` are the strongest of them. `robots_known`: whether any
    robots.txt was read; without one nothing is known to be shut out.
    """

    count: int
    listed: int
    eligible: int
    robots_known: bool
    counts: AnswerCountsDoc
    pages: list[AnswerPageDoc]
    crawlers: list[AnswerCrawlerDoc]
    evidence: list[str]
