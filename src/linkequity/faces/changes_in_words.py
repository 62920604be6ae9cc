"""What is different about a page, and where links came or went, the same on every face."""

from linkequity.app.comparison.documents import (
    DiffersDoc,
    LinkChangeDoc,
    MoveDoc,
    PageChangeDoc,
)
from linkequity.base.urls import path_of
from linkequity.faces.words import is_web, shorten

UNEXPLAINED = "no single edit explains it"


def changed_page(page: PageChangeDoc) -> str:
    """What is different about a page, `status 200 → 404, not indexable any more`."""
    parts = [f"moved from {path_of(page.url_before)}"] if page.url_before else []
    return ", ".join([*parts, *(_differs(differs) for differs in page.differs)])


def _differs(differs: DiffersDoc) -> str:
    was, now = (_value(value) for value in (differs.before, differs.after))
    if differs.what == "indexable":
        return "indexable now" if differs.after else "not indexable any more"
    if differs.what == "redirect_to":
        return f"redirects to {now}" if differs.after else "redirects no more"
    return f"{differs.what.replace('_', ' ').removeprefix('declared ')} {was} → {now}"


def _value(value: object) -> str:
    if value is None:
        return "none"
    text = path_of(value) if isinstance(value, str) and is_web(value) else str(value)
    return shorten(text, 60)


def why(move: MoveDoc) -> str:
    """Why the equity of a page or segment changed, as far as one edit explains it."""
    if move.cause:
        own = path_of(move.name) if is_web(move.name) else move.name
        return move.cause.says.removeprefix(f"{own} ")
    return "new page; how much it keeps has several causes" if move.before <= 0 else UNEXPLAINED


def linked_from(link: LinkChangeDoc) -> str:
    """Where links stand that came or went: `navigation, on 12 pages`."""
    place = link.link_position or "position unknown"
    rel = "" if link.followed else ", not followed"
    many = f", {link.links:,} links" if link.links > link.pages else ""
    where = f"on {link.sources[0]}" if link.pages == 1 else f"on {link.pages:,} pages"
    return f"{place}{rel}, {where}{many}"
