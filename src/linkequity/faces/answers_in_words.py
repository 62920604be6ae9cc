"""How answer engines meet a page, in words that all faces share."""

from linkequity.app.answers.documents import AnswerCrawlerDoc, AnswerPageDoc

TRAINING = "training"
# What a crawler fetches for (`base/crawlers.toml`), as people would say it.
PURPOSES = {
    "index": "a search engine's results",
    "answers": "an index behind answers",
    "user": "one answer, at a reader's word",
    TRAINING: "training of models, no part of answers",
}


def hindrances(page: AnswerPageDoc) -> list[str]:
    """What keeps a page out of answers, or makes it uncertain there; short."""
    said = {
        "no snippet": not page.snippet,
        "robots.txt": bool(page.shut_out),
        "text by script": page.in_html is False,
        "canonical": not page.stable_canonical,
        "broken data": page.structured_data_broken,
    }
    return [name for name, is_so in said.items() if is_so]


def compared(crawler: AnswerCrawlerDoc) -> str:
    """When what is said of a crawler was last compared with its documentation."""
    return f"compared {crawler.checked}" if crawler.checked else "not verified"
