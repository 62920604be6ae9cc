"""Answers made by AI: what may be used in them, and what there is to cite; no score, no promise."""

from dataclasses import dataclass

from linkequity.app.answers.documents import Answers
from linkequity.app.results import Results
from linkequity.faces.answers_in_words import PURPOSES, TRAINING, compared, hindrances
from linkequity.faces.words import counted

SHOWN = 15


@dataclass(frozen=True)
class CountRow:
    """Something of which so many `pages` have some, and what is known of it."""

    name: str
    pages: int
    known: str


@dataclass(frozen=True)
class CrawlerRow:
    """A crawler of a search engine or an AI company; `shut_out`: pages it may not read."""

    name: str
    company: str
    purpose: str
    shut_out: int
    source: str
    compared: str


@dataclass(frozen=True)
class AnswerRow:
    """One page: who hinders it, and its counts in the order of their heads."""

    url: str
    title: str | None
    hindered_by: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class AnswersView:
    """What the section shows; `listed`: the pages that the counts are of."""

    says: str
    robots: str
    listed: int
    hindering: list[CountRow]
    citable: list[CountRow]
    crawlers: list[CrawlerRow]
    pages: list[AnswerRow]
    evidence: list[str]


def answers_view(results: Results) -> AnswersView | None:
    """The section's view; None where the site has no content page, or an audit was older."""
    found = results.answers
    if found is None or not found.listed:
        return None
    return AnswersView(
        says=_says(found),
        robots=_robots(found),
        listed=found.listed,
        hindering=_hindering(found),
        citable=_citable(found),
        crawlers=_crawlers(found),
        pages=_pages(found),
        evidence=found.evidence,
    )


def _says(found: Answers) -> str:
    strongest = (
        f" Looked at were the {found.listed:,} strongest of {counted(found.count, 'content page')}."
        if found.count > found.listed
        else ""
    )
    return (
        "On those a snippet is allowed, the text is in the HTML, and no crawler for answers is "
        "shut out. That is all that is documented, so there is no score here, and no promise."
        + strongest
    )


def _robots(found: Answers) -> str:
    if not found.robots_known:
        return "No robots.txt was read, so whether it shuts crawlers out is not known."
    shut = [crawler for crawler in found.crawlers if crawler.shut_out]
    learning = ", ".join(crawler.name for crawler in shut if crawler.purpose == TRAINING)
    answering = ", ".join(crawler.name for crawler in shut if crawler.purpose != TRAINING)
    says = (
        f"robots.txt keeps {answering} from some of these pages; that may be meant."
        if answering
        else "No rule of robots.txt keeps crawlers for answers from these pages; a firewall may."
    )
    return f"{says} It keeps {learning} from training on some." if learning else says


def _hindering(found: Answers) -> list[CountRow]:
    counts = found.counts
    return [
        CountRow(
            "Snippet forbidden",
            counts.snippet_forbidden,
            "Documented: a page must be eligible for a snippet (Google Search Central).",
        ),
        CountRow(
            "Shut out by robots.txt",
            counts.shut_out,
            "Documented: each engine names its crawlers, below.",
        ),
        CountRow(
            "Text made by scripts alone",
            counts.text_by_script,
            "Observed: AI crawlers do not run JavaScript (Vercel).",
        ),
        CountRow(
            "Canonical names another page",
            counts.other_canonical,
            "Documented as a hint: engines may show the other page (Google Search Central).",
        ),
        CountRow(
            "Structured data that cannot be parsed",
            counts.broken_structured_data,
            "Documented: it is not used (Google Search Central).",
        ),
    ]


def _citable(found: Answers) -> list[CountRow]:
    counts = found.counts
    disputed = "visibility in one experiment, hardly anything in a later benchmark."
    return [
        CountRow("A statistic", counts.with_statistics, f"Disputed: +33% {disputed}"),
        CountRow("A quotation", counts.with_quotations, f"Disputed: +41% {disputed}"),
        CountRow("Links to sources", counts.with_sources, f"Disputed: +30% {disputed}"),
        CountRow("Structured data", counts.with_structured_data, "What it brings is not measured."),
        CountRow(
            "Other pages on their topic", counts.in_a_cluster, "No figure with a method is known."
        ),
    ]


def _crawlers(found: Answers) -> list[CrawlerRow]:
    return [
        CrawlerRow(
            crawler.name,
            crawler.company,
            PURPOSES.get(crawler.purpose, crawler.purpose),
            crawler.shut_out,
            crawler.source,
            compared(crawler),
        )
        for crawler in found.crawlers
    ]


def _pages(found: Answers) -> list[AnswerRow]:
    return [
        AnswerRow(
            page.url,
            page.title,
            ", ".join(hindrances(page)),
            (page.words, page.statistics, page.quotations, page.sources, page.topic_pages),
        )
        for page in found.pages[:SHOWN]
    ]
