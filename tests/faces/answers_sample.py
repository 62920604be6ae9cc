"""How answer engines meet a small site, for tests of what faces make of it."""

from linkequity.app.answers.documents import (
    AnswerCountsDoc,
    AnswerCrawlerDoc,
    AnswerPageDoc,
    Answers,
)

SITE = "https://brisbane-accounting.example"


def page(path: str, **changes: object) -> AnswerPageDoc:
    """A page that nothing hinders and that has little to cite, but for `changes`."""
    fine: dict[str, object] = {
        "title": "A page", "equity": 1.0, "snippet": True, "shut_out": [], "in_html": True,
        "stable_canonical": True, "words": 640, "statistics": 0, "quotations": 0, "sources": 0,
        "structured_data": [], "structured_data_broken": False, "topic": None, "topic_pages": None,
    }  # fmt: skip
    return AnswerPageDoc(url=SITE + path, **(fine | changes))  # type: ignore[arg-type]


def crawler(
    name: str, checked: str | None, shut_out: int = 0, purpose: str = "answers"
) -> AnswerCrawlerDoc:
    """A crawler for answers, or for something else."""
    return AnswerCrawlerDoc(
        name=name, company="Somebody", purpose=purpose, shut_out=shut_out,
        source=f"https://docs.example/{name}", checked=checked,
    )  # fmt: skip


def answers() -> Answers:
    """Two of three pages may be used; one crawler is shut out, and one was never verified."""
    return Answers(
        count=3,
        listed=3,
        eligible=2,
        robots_known=True,
        counts=AnswerCountsDoc(
            snippet_forbidden=1, shut_out=1, text_by_script=0, other_canonical=0,
            broken_structured_data=0, with_statistics=1, with_quotations=0, with_sources=1,
            with_structured_data=2, in_a_cluster=2,
        ),
        pages=[
            page("/research/report", statistics=4, sources=2, topic="tax", topic_pages=5),
            page("/services/tax", title=None, words=None),
            page("/members", snippet=False, shut_out=["SearchBot"]),
        ],
        crawlers=[crawler("SearchBot", "2026-11-22", 1), crawler("OtherBot", None)],
        evidence=["Documentation: it must be indexed.", "None of it promises a citation."],
    )  # fmt: skip
