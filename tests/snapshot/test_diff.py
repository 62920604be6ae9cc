"""Laws of comparing: what was edited is found, nothing else is, whatever it is called."""

import polars as pl
import pytest

from linkequity.base.ids import page_key
from linkequity.snapshot.diff import (
    LINK_CHANGES,
    PAGE_CHANGES,
    Difference,
    Side,
    compare,
    key_of,
)

OLD = "https://example.com"
PAGE_SCHEMA = {
    "url": pl.String, "status": pl.Int16, "indexable": pl.Boolean,
    "declared_canonical": pl.String, "title": pl.String, "redirect_to": pl.String,
}  # fmt: skip
LINK_SCHEMA = {
    "source": pl.String, "target": pl.String, "href": pl.String,
    "link_position": LINK_CHANGES.schema["link_position"], "followed": pl.Boolean,
    "anchor_text": pl.String,
}  # fmt: skip
Link = tuple[str, str, str, bool]


def side(
    pages: dict[str, dict[str, object]], links: list[Link] | None = None, origin: str = OLD
) -> Side:
    """Pages by path with what differs from an indexable page; links as from, to, position."""
    rows = [
        {"url": origin + path, "status": 200, "indexable": True, "title": path, **_whole(own)}
        for path, own in pages.items()
    ]
    linked = [
        (origin + source, origin + target, target, position, followed, f"to {target}")
        for source, target, position, followed in links or []
    ]
    host = origin.partition("://")[2].removeprefix("www.")
    return Side(
        host,
        pl.DataFrame(rows, schema=PAGE_SCHEMA),
        pl.DataFrame(linked, schema=LINK_SCHEMA, orient="row"),
    )


def _whole(own: dict[str, object]) -> dict[str, object]:
    to = own.get("redirect_to")
    redirect: dict[str, object] = (
        {"status": 301, "indexable": False, "redirect_to": f"{OLD}{to}"} if to else {}
    )
    return own | redirect


def said(difference: Difference) -> set[tuple[str, str, str]]:
    rows = difference.pages.iter_rows(named=True)
    return {
        (r["change"], r["key"], "moved" if r["moved"] else " ".join(r["differs"])) for r in rows
    }


def linked(difference: Difference) -> set[tuple[str, str, str, str, bool, int]]:
    return set(
        difference.links.select(
            "change", "source", "target", "link_position", "followed", "links"
        ).iter_rows()
    )


def test_a_snapshot_does_not_differ_from_itself() -> None:
    """No edit, no change; duplicates and links to nowhere included."""
    site = side(
        {"/": {}, "/a": {}}, [("/", "/a", "content", True)] * 3 + [("/a", "/x", "footer", False)]
    )
    difference = compare(site, site)
    assert (difference.pages.height, difference.links.height) == (0, 0)
    assert difference.pages.schema == PAGE_CHANGES.schema
    assert difference.links.schema == LINK_CHANGES.schema


def test_every_change_of_a_page_is_named() -> None:
    """Gained, lost, and each watched column on its own."""
    before = side({p: {} for p in ("/", "/lost", "/gone", "/hidden", "/renamed", "/folded")})
    after = side(
        {
            "/": {},
            "/gained": {},
            "/gone": {"status": 404, "indexable": False},
            "/hidden": {"indexable": False},
            "/renamed": {"title": "Another"},
            "/folded": {"declared_canonical": f"{OLD}/"},
        }
    )
    assert said(compare(before, after)) == {
        ("gained", "/gained", ""),
        ("lost", "/lost", ""),
        ("changed", "/gone", "status indexable"),
        ("changed", "/hidden", "indexable"),
        ("changed", "/renamed", "title"),
        ("changed", "/folded", "declared_canonical"),
    }


def test_links_are_matched_as_multisets() -> None:
    """Two of three equal links gone are two links lost, wherever they stood among the others."""
    pages: dict[str, dict[str, object]] = {"/": {}, "/a": {}, "/b": {}}
    before = side(pages, [("/", "/a", "content", True)] * 3 + [("/", "/b", "footer", True)])
    after = side(pages, [("/", "/b", "content", True), ("/", "/a", "content", True)])
    assert linked(compare(before, after)) == {
        ("lost", "/", "/a", "content", True, 2),
        ("lost", "/", "/b", "footer", True, 1),
        ("gained", "/", "/b", "content", True, 1),
    }


def test_a_link_that_is_no_longer_followed_is_another_link() -> None:
    """nofollow changes what a link passes, so it is told."""
    pages: dict[str, dict[str, object]] = {"/": {}, "/a": {}}
    before, after = (side(pages, [("/", "/a", "content", rel)]) for rel in (True, False))
    assert linked(compare(before, after)) == {
        ("lost", "/", "/a", "content", True, 1),
        ("gained", "/", "/a", "content", False, 1),
    }


@pytest.mark.parametrize("relinked", [True, False])
def test_a_page_survives_another_url_where_a_redirect_tells(relinked: bool) -> None:
    """Neither the page nor its links count as lost and gained, relinked or by the redirect."""
    before = side(
        {"/": {}, "/old": {"title": "T"}, "/a": {}},
        [("/", "/old", "content", True), ("/old", "/a", "content", True)],
    )
    after = side(
        {"/": {}, "/old": {"redirect_to": "/hop"}, "/hop": {"redirect_to": "/new"},
         "/new": {"title": "T"}, "/a": {}},
        [("/", "/new" if relinked else "/old", "content", True), ("/new", "/a", "content", True),
         ("/old", "/a", "footer", True)],
    )  # fmt: skip
    difference = compare(before, after)
    assert said(difference) == {("changed", "/new", "moved"), ("gained", "/hop", "")}
    assert linked(difference) == set()
    assert difference.moved.rows() == [("/old", "/new")]


def test_a_page_merged_into_another_has_not_moved() -> None:
    """The page it redirects to was there before and stays that page."""
    before = side({"/": {}, "/a": {}, "/b": {}})
    after = side({"/": {}, "/a": {"redirect_to": "/b"}, "/b": {}})
    assert said(compare(before, after)) == {("changed", "/a", "status indexable redirect_to")}


def test_of_several_pages_that_end_at_one_the_one_with_its_title_has_moved() -> None:
    """A page has one past; the others redirect."""
    before = side({"/": {}, "/a": {"title": "A"}, "/b": {"title": "B"}})
    after = side(
        {"/": {}, "/a": {"redirect_to": "/c"}, "/b": {"redirect_to": "/c"}, "/c": {"title": "B"}}
    )
    assert compare(before, after).moved.rows() == [("/b", "/c")]


def test_redirects_in_a_circle_end() -> None:
    """A loop moves nothing and is waited for no longer than browsers do."""
    before = side({"/": {}, "/a": {}, "/b": {}})
    after = side({"/": {}, "/a": {"redirect_to": "/b"}, "/b": {"redirect_to": "/a"}})
    assert compare(before, after).moved.is_empty()


def test_another_host_of_the_same_site_changes_nothing() -> None:
    """A staging copy, https or www is the same site, page by page."""
    pages: dict[str, dict[str, object]] = {"/": {}, "/a?b=1": {}}
    links: list[Link] = [("/", "/a?b=1", "content", True)]
    before, after = (side(pages, links, o) for o in (OLD, "http://www.staging.example.org:8000"))
    difference = compare(before, after)
    assert (difference.pages.height, difference.links.height) == (0, 0)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com", "http://www.example.com/", "https://example.com/a?b#c",
        "https://blog.example.com/a", "https://example.com.evil.org/a",
        "https://me:x@example.com/a", "https://example.comma/",
    ],
)  # fmt: skip
def test_a_column_of_keys_is_what_ids_call_a_page(url: str) -> None:
    """Tables and ids know a page by the same key."""
    keys = pl.DataFrame({"url": [url]}).select(key_of("url", "example.com"))
    assert keys.item() == page_key(url, "example.com")


def test_the_one_link_that_went_of_a_hundred_thousand_is_found() -> None:
    """Sides are joined: comparing every link with every other would not end."""
    paths = [f"/{n}" for n in range(2000)]
    links: list[Link] = [
        (p, paths[(n * 7 + k) % 2000], "content", True)
        for n, p in enumerate(paths)
        for k in range(50)
    ]
    pages: dict[str, dict[str, object]] = {path: {} for path in paths}
    before, after = side(pages, links), side(pages, links[1:])
    assert compare(before, after).links.height == 1
