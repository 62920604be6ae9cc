"""Click depth: clicks from the start page, as a reader makes them."""

from linkequity.model.facts import Facts
from tiny import facts_of, site, url


def depths(text: str) -> dict[str, int | None]:
    facts: Facts = facts_of(site(text))
    return {u.removeprefix(url("/")[:-1]): d for u, d in facts.pages["url", "click_depth"].rows()}


def test_depth_is_the_shortest_path_from_the_start_page() -> None:
    """Menus, nofollow links and noindex pages are clicked like any other; orphans have none."""
    assert depths(
        """
        pages:
          /: {links: [/a, {to: /b, rel: nofollow, position: footer}]}
          /a: {links: [/c]}
          /b: {noindex: true, links: [/c, /d]}
          /c: {links: [/]}
          /d: {links: [/gone]}
          /gone: {status: 404}
          /orphan: {known_from: [sitemap], links: [/only-from-orphan]}
          /only-from-orphan: {}
        """
    ) == {
        "/": 0,
        "/a": 1,
        "/b": 1,
        "/c": 2,
        "/d": 2,
        "/gone": 3,
        "/orphan": None,
        "/only-from-orphan": None,
    }


def test_redirects_cost_no_click_and_folds_are_clicked_through() -> None:
    """A start page that redirects is depth 0 at its end; links of a canonicalised page count."""
    assert depths(
        """
        pages:
          /: {redirect: /en/}
          /en/: {links: ["/list?page=2", /old]}
          /list: {links: []}
          "/list?page=2": {canonical: /list, links: [/deep]}
          /deep: {}
          /old: {redirect: /new}
          /new: {}
        """
    ) == {"/": 0, "/en/": 0, "/list": 1, "/list?page=2": 1, "/deep": 2, "/old": 1, "/new": 1}
