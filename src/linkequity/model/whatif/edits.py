"""The edits a scenario may make, as people write them: pages by URL, or by path on the site."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

LinkPosition = Literal["content", "breadcrumb", "sidebar", "navigation", "header", "footer"]
Rel = Literal["followed", "nofollow", "ugc", "sponsored"]
Relevance = Annotated[float, Meta(ge=0, le=1)]
Rating = Annotated[float, Meta(ge=0, le=100)]
Name = Annotated[str, Meta(min_length=1, max_length=4096)]


class Written(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"source": "from", "referring_page": "from", "target": "to"},
):
    """An edit as people write it; `from` is a page of the site, or one that gives a backlink."""


class AddLink(Written, frozen=True, kw_only=True):
    """One more link, followed, on a page that is there.

    `relevance`: of the words around it to the target, as a percentile of the site's own links.
    """

    source: Name
    target: Name
    position: LinkPosition = "content"
    anchor_text: str = ""
    relevance: Relevance | None = None


class AddBacklink(Written, frozen=True, kw_only=True):
    """One more backlink. `rating`: of the referring page; `domain_rating`: of its domain, 0–100.

    Without `from` it comes from a domain that gave none before.
    """

    target: Name
    rating: Rating | None = None
    domain_rating: Rating | None = None
    position: LinkPosition | None = None
    referring_page: Name | None = None


class RemoveLink(Written, frozen=True, kw_only=True):
    """All links from one page to another are gone."""

    source: Name
    target: Name


class MoveLink(Written, frozen=True, kw_only=True):
    """The link that counts between two pages stands elsewhere; others between them stay."""

    source: Name
    target: Name
    position: LinkPosition


class ReweighLink(Written, frozen=True, kw_only=True):
    """All links from one page to another get this rel; `followed` takes it off."""

    source: Name
    target: Name
    rel: Rel


class AddTemplateLink(Written, frozen=True, kw_only=True):
    """One more followed link on every page of a template, but on the target itself.

    The template: pages of the site as it is that carry a link to `carrying` in this position, and
    whose path fits one of the patterns `pages`; where one of the two is not given, the other says.
    """

    target: Name
    position: LinkPosition = "navigation"
    carrying: Name | None = None
    pages: list[Name] = []
    anchor_text: str = ""


class LoseBacklink(Written, frozen=True, kw_only=True):
    """Backlinks of a page (`from`) or of a whole domain are gone: those to one page, or all.

    The domain's other backlinks move up a turn.
    """

    referring_page: Name | None = None
    referring_domain: Name | None = None
    target: Name | None = None


class Redirect(Written, frozen=True, kw_only=True):
    """A URL answers with a redirect to a page of the site."""

    source: Name
    target: Name


class AddPage(Written, frozen=True, kw_only=True):
    """A new page with the menus of its kind, content links, and content links to it."""

    url: Name
    links_to: list[Name] = []
    linked_from: list[Name] = []


class Noindex(Written, frozen=True, kw_only=True):
    """A page says noindex."""

    url: Name


class Edit(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One edit: exactly one of these is set."""

    add_link: AddLink | None = None
    add_backlink: AddBacklink | None = None
    remove_link: RemoveLink | None = None
    move_link: MoveLink | None = None
    reweigh_link: ReweighLink | None = None
    add_template_link: AddTemplateLink | None = None
    lose_backlink: LoseBacklink | None = None
    redirect: Redirect | None = None
    add_page: AddPage | None = None
    noindex: Noindex | None = None

    @property
    def made(self) -> msgspec.Struct:
        """The one that is set."""
        edits: list[msgspec.Struct | None] = [getattr(self, name) for name in EDITS]
        return next(made for made in edits if made is not None)

    @property
    def about(self) -> str | None:
        """The page it is about, as it is named; None for all pages of a backlink that is lost."""
        named = msgspec.structs.asdict(self.made)
        return named.get("target") or named.get("url")


EDITS = Edit.__struct_fields__
