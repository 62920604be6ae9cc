import pytest

from linkequity.base.settings import CrawlSettings
from linkequity.sources.crawl.scope import MAX_CHAIN, MAX_QUERIES, Scope

BASE = "https://example.com"


def refusal(path: str, depth: int = 1, chain: int = 0, **settings: object) -> str | None:
    chosen = CrawlSettings(**settings)  # type: ignore[arg-type]
    return Scope("example.com", chosen).refusal(BASE + path, depth, chain)


@pytest.mark.parametrize(
    "url", ["http://example.com/", "https://www.example.com/a", "https://example.com:443/"]
)
def test_www_and_scheme_make_no_other_site(url: str) -> None:
    assert Scope("example.com", CrawlSettings()).holds(url.replace(":443", ""))


def test_subdomains_are_in_scope_only_where_asked_for() -> None:
    assert not Scope("example.com", CrawlSettings()).holds("https://blog.example.com/")
    scope = Scope("example.com", CrawlSettings(subdomains=True))
    assert scope.holds("https://blog.example.com/")
    assert not scope.holds("https://notexample.com/")


@pytest.mark.parametrize(
    ("path", "include", "exclude", "wanted"),
    [
        ("/blog/a", ["/blog/*"], [], True),
        ("/shop/a", ["/blog/*"], [], False),
        ("/blog/draft/a", ["/blog/*"], ["*/draft/*"], False),
        ("/a?sort=price", [], ["sort="], False),
        ("/a", [], ["https://example.com/a"], False),
        ("/ab", [], ["/a"], True),
    ],
)
def test_patterns_are_globs_on_path_or_url(
    path: str, include: list[str], exclude: list[str], wanted: bool
) -> None:
    assert (refusal(path, include=include, exclude=exclude) is None) == wanted


def test_the_depth_limit_is_in_clicks() -> None:
    assert refusal("/a", depth=2, max_depth=2) is None
    assert refusal("/a", depth=3, max_depth=2) == "depth limit"


@pytest.mark.parametrize(
    ("path", "depth", "chain"),
    [
        ("/" + "x" * 2000, 1, 0),
        ("/a/b" * 4, 1, 0),
        ("/" + "/".join(map(str, range(21))), 1, 0),
        ("/2031/05", 1, MAX_CHAIN),
        ("/a", 251, 0),
    ],
)
def test_traps_are_refused_by_name(path: str, depth: int, chain: int) -> None:
    assert (refusal(path, depth, chain) or "").startswith("trap: ")


@pytest.mark.parametrize("path", ["/2020/01/01/01", "/de/docs/a/b/c/d/e/f", "/p?id=7&id=8"])
def test_what_sites_of_real_people_have_is_no_trap(path: str) -> None:
    assert refusal(path) is None


def test_a_login_inside_of_a_url_is_never_used() -> None:
    url = "https://me:secret@example.com/a"
    assert Scope("example.com", CrawlSettings()).refusal(url, 1, 0) == "credentials in the URL"


def test_filters_that_combine_without_end_are_bounded_by_path() -> None:
    scope = Scope("example.com", CrawlSettings())
    for number in range(MAX_QUERIES):
        assert scope.refusal(f"{BASE}/shop?f={number}", 1, 0) is None
    assert scope.refusal(f"{BASE}/shop?f=more", 1, 0) == "trap: too many queries"
    assert scope.refusal(f"{BASE}/other?f=more", 1, 0) is None
