"""Edits in words."""

from collections.abc import Callable
from typing import Final

from linkequity.base.urls import path_of
from linkequity.model.whatif.edits import (
    AddBacklink,
    AddLink,
    AddPage,
    AddTemplateLink,
    Edit,
    LoseBacklink,
    MoveLink,
    Noindex,
    Redirect,
    RemoveLink,
    ReweighLink,
)


def in_words(edit: Edit) -> str:
    """What an edit does, in one plain sentence without a full stop."""
    return WORDS[type(edit.made)](edit.made)


def _new_link(link: AddLink) -> str:
    where = "" if link.position == "content" else f" in the {link.position}"
    words = f" with the words “{link.anchor_text}”" if link.anchor_text else ""
    return f"Link {_ends(link)}{where}{words}"


def _template_link(link: AddTemplateLink) -> str:
    pages = f"pages like {', '.join(link.pages)}" if link.pages else "each page"
    carrying = f" that links to {_page(link.carrying)} there" if link.carrying else ""
    return f"Link to {_page(link.target)} in the {link.position} of {pages}{carrying}"


def _new_backlink(backlink: AddBacklink) -> str:
    rated = backlink.domain_rating if backlink.rating is None else backlink.rating
    rating = "" if rated is None else f" rated {rated:g}"
    giver = backlink.referring_page or (f"a site{rating}" if rating else "")
    return f"Win a backlink to {_page(backlink.target)}" + (f" from {giver}" if giver else "")


def _new_page(page: AddPage) -> str:
    out = f", with links to {', '.join(map(_page, page.links_to))}" if page.links_to else ""
    into = f", linked from {', '.join(map(_page, page.linked_from))}" if page.linked_from else ""
    return f"Write {_page(page.url)}{out}{into}"


def _lost_backlink(backlink: LoseBacklink) -> str:
    to = f" to {_page(backlink.target)}" if backlink.target else ""
    return f"Lose the backlinks of {backlink.referring_page or backlink.referring_domain}{to}"


def _ends(link: AddLink | RemoveLink | MoveLink | ReweighLink) -> str:
    return f"from {_page(link.source)} to {_page(link.target)}"


def _page(name: str) -> str:
    return path_of(name) if "://" in name else name


WORDS: Final[dict[type, Callable[..., str]]] = {
    AddLink: _new_link,
    AddTemplateLink: _template_link,
    AddBacklink: _new_backlink,
    AddPage: _new_page,
    LoseBacklink: _lost_backlink,
    RemoveLink: lambda link: f"Remove the links {_ends(link)}",
    MoveLink: lambda link: f"Move the link {_ends(link)} into the {link.position}",
    ReweighLink: lambda link: f"Make the links {_ends(link)} {link.rel}",
    Redirect: lambda hop: f"Redirect {_page(hop.source)} to {_page(hop.target)}",
    Noindex: lambda page: f"Set {_page(page.url)} to noindex",
}
