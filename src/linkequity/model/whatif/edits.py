"""The edits a scenario may make, as people write them: pages by URL, or by path on the site."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

LinkPosition = Literal["content", "breadcrumb", "sidebar", "navigation", "header", "footer"]
Rating = Annotated[float, Meta(ge=0, le=100)]
Name = Annotated[str, Meta(min_length=1, max_length=4096)]


class AddLink(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"source": "from", "target": "to"},
):
    """One more link, followed, on a page that is there."""

    source: Name
    target: Name
    position: LinkPosition = "content"
    anchor_text: str = ""


class AddBacklink(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"target": "to", "referring_page": "from"},
):
    """One more backlink. `rating`: of the referring page; `domain_rating`: of its domain, 0–100.

    Without `from` it comes from a domain that gave none before.
    """

    target: Name
    rating: Rating | None = None
    domain_rating: Rating | None = None
    position: LinkPosition | None = None
    referring_page: Name | None = None


class RemoveLink(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"source": "from", "target": "to"},
):
    """All links from one page to another are gone."""

    source: Name
    target: Name


class Redirect(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"source": "from", "target": "to"},
):
    """A URL answers with a redirect to a page of the site."""

    source: Name
    target: Name


class AddPage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new page with the menus of its kind, content links, and content links to it."""

    url: Name
    links_to: list[Name] = []
    linked_from: list[Name] = []


class Noindex(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page says noindex."""

    url: Name


class Edit(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One edit: exactly one of these is set."""

    add_link: AddLink | None = None
    add_backlink: AddBacklink | None = None
    remove_link: RemoveLink | None = None
    redirect: Redirect | None = None
    add_page: AddPage | None = None
    noindex: Noindex | None = None
