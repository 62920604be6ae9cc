"""A single edit as a clause for people: what was done, and where."""

from typing import Final

from linkequity.app.comparison.documents import CauseDoc
from linkequity.model.comparison.causes import Cause
from linkequity.model.comparison.single_edits import Told

BECAME: Final = {
    "indexable": "became indexable",
    "noindex": "became noindex",
    "blocked": "is now blocked by robots.txt",
    "broken": "now answers with an error",
    "uncertain": "could not be read this time",
    "not_html": "is no longer a page of text",
    "not_crawled": "was not crawled this time",
    "redirected": "now redirects",
    "canonicalised": "now names another page as its canonical",
}
DONE: Final = {
    "link_added": "was added",
    "link_removed": "was removed",
    "link_followed": "is followed now",
    "link_unfollowed": "is no longer followed",
    "link_weighed_anew": "weighs otherwise now",
    "backlinks_won": "won",
    "backlinks_lost": "lost",
    "backlinks_changed": "won or lost",
}


def cause_doc(cause: Cause | None) -> CauseDoc | None:
    """A cause as the document shows it."""
    if cause is None:
        return None
    told = cause.told
    return CauseDoc(
        kind=told.kind,
        says=in_words(told),
        share=cause.share,
        source=told.source,
        target=told.target,
        link_position=told.link_position,
        count=told.count,
    )


def in_words(told: Told) -> str:
    """What was done, without a full stop.

    >>> in_words(Told("link_removed", "/", "/guide", "content"))
    'the link from / to /guide was removed'
    >>> in_words(Told("link_added", None, "/legal", "footer", 40))
    'a footer link to /legal was added on 40 pages'
    """
    match told.kind:
        case "page_gained":
            return f"the page {told.source} is new"
        case "page_lost":
            return f"the page {told.source} is gone, and the links to it"
        case "page_changed":
            return f"{told.source} {BECAME.get(told.now or '', 'changed')}"
        case "page_relinked":
            return f"{told.count} links on {told.source} changed"
        case "backlinks_won" | "backlinks_lost" | "backlinks_changed":
            return _backlinks(told)
        case _:
            return _link(told)


def _link(told: Told) -> str:
    to = told.target or "other sites"
    place = "" if told.link_position in {None, "content"} else f"{told.link_position} "
    if told.source is None:
        return f"a {place}link to {to} {DONE[told.kind]} on {told.count:,} pages"
    article = "the" if told.kind != "link_added" else "a"
    return f"{article} {place}link from {told.source} to {to} {DONE[told.kind]}"


def _backlinks(told: Told) -> str:
    many = "backlink" if told.count == 1 else "backlinks"
    to = f" to {told.target}" if told.target else ""
    return f"{told.count:,} {many} from {told.source}{to} {DONE[told.kind]}"
