"""URLs: parsed as browsers do, compared in one way, never guessed."""

import ada_url
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linkequity.base.urls import (
    MAX_URL_LENGTH,
    UrlPolicy,
    first_directory,
    host_of,
    in_scope,
    origin_of,
    parse,
    path_of,
    registrable_domain,
    resolve,
    site_of,
)

BASE = "https://example.com/blog/post"

# Written by hand from the WHATWG standard's rules.
PARSED = {
    "https://example.com": "https://example.com/",
    "HTTPS://EXAMPLE.com:443/A": "https://example.com/A",
    "http://example.com:80/": "http://example.com/",
    "http://example.com:8080/": "http://example.com:8080/",
    "https://example.com/a/./b/../c": "https://example.com/a/c",
    "https://example.com/%2e%2e/a": "https://example.com/a",
    "https://example.com\\a\\b": "https://example.com/a/b",
    "  https://example.com/a\n": "https://example.com/a",
    "https://exa\tmple.com/a": "https://example.com/a",
    "https://münchen.example/ä": "https://xn--mnchen-3ya.example/%C3%A4",
    "https://example.com/a b": "https://example.com/a%20b",
    "https://example.com/a#b": "https://example.com/a",
    "https://example.com/?": "https://example.com/",
    "https://example.com/?a=b c": "https://example.com/?a=b%20c",
    "http://0x7f.1/": "http://127.0.0.1/",
    "http://[::1]:8000/": "http://[::1]:8000/",
    "https:example.com/a": "https://example.com/a",
}
RESOLVED = {
    "": BASE,
    "?page=2": "https://example.com/blog/post?page=2",
    "#comments": BASE,
    ".": "https://example.com/blog/",
    "..": "https://example.com/",
    "../../../a": "https://example.com/a",
    "/a//b": "https://example.com/a//b",
    "//other.example/x": "https://other.example/x",
    "https:/a": "https://example.com/a",
    "a:b": None,
    "mailto:hello@example.com": None,
    "javascript:void(0)": None,
    "tel:+61": None,
    "data:text/html,x": None,
    "http://": None,
    "https://exa mple.com/": None,
    "http://999.999.999.999/": None,
}
QUERIES = [
    (UrlPolicy(), "?b=1&a=2", "?b=1&a=2"),
    (UrlPolicy(), "?utm_source=x&a=1", "?a=1"),
    (UrlPolicy(), "?UTM_Source=x&GCLID=1", ""),
    (UrlPolicy(), "?page=gclid", "?page=gclid"),
    (UrlPolicy(), "?utm=1&fbclid=2", "?utm=1"),
    (UrlPolicy(drop_trackers=False), "?utm_source=x&a=1", "?utm_source=x&a=1"),
    (UrlPolicy(query="sort"), "?b=1&a=2&a=1", "?a=1&a=2&b=1"),
    (UrlPolicy(query="sort"), "?b&a=", "?a=&b="),
    (UrlPolicy(query="drop"), "?b=1", ""),
]
DOMAINS = {
    "example.com": "example.com",
    "blog.example.co.uk": "example.co.uk",
    "a.b.example.com.au:8443": "example.com.au",
    "someone.github.io": "someone.github.io",
    "www.someone.github.io": "someone.github.io",
    "localhost": "localhost",
    "localhost:8000": "localhost",
    "127.0.0.1:8000": "127.0.0.1",
    "[::1]": "[::1]",
}


@pytest.mark.parametrize(("written", "meant"), PARSED.items())
def test_a_url_is_parsed_as_a_browser_does(written: str, meant: str) -> None:
    """Parsing follows the WHATWG standard, and drops the fragment."""
    assert parse(written) == meant


@pytest.mark.parametrize(("href", "meant"), RESOLVED.items())
def test_a_link_is_resolved_as_a_browser_does(href: str, meant: str | None) -> None:
    """Relative references resolve against the page; what is no http(s) URL is None."""
    assert resolve(BASE, href) == meant


@pytest.mark.parametrize(("policy", "query", "kept"), QUERIES)
def test_the_query_follows_the_policy(policy: UrlPolicy, query: str, kept: str) -> None:
    """Keep, sort or drop; parameters that only mark a visitor's origin go where asked."""
    assert resolve(BASE, "/a" + query, policy) == "https://example.com/a" + kept


def test_a_url_without_end_is_no_url() -> None:
    """Longer than any browser sends: None, not a page."""
    assert parse("https://example.com/" + "a" * MAX_URL_LENGTH) is None


@given(st.text(max_size=60))
def test_parsing_twice_changes_nothing(rest: str) -> None:
    """parse(parse(u)) is parse(u), whatever follows the host."""
    once = parse("https://example.com/" + rest)
    assume(once is not None)
    assert once is not None
    assert parse(once) == once


@given(st.text(max_size=40), st.sampled_from(["keep", "sort", "drop"]), st.booleans())
def test_resolving_a_resolved_url_changes_nothing(href: str, query: str, trackers: bool) -> None:
    """A page's own URL resolves to itself under the same policy."""
    policy = UrlPolicy(query, trackers)  # type: ignore[arg-type]  # sampled from the literal
    once = resolve(BASE, href, policy)
    assume(once is not None)
    assert once is not None
    assert resolve(BASE, once, policy) == once


def test_a_url_is_taken_apart_without_loss() -> None:
    """Origin and path make up the URL again; credentials are no part of the host."""
    url = "https://example.com:8443/a/b?c=d"
    assert origin_of(url) + path_of(url) == url
    assert host_of("https://me:secret@example.com/a") == "example.com"
    assert path_of("https://example.com") == "/"


def test_a_site_is_its_host_without_www_in_any_scheme() -> None:
    """http, https, www and apex are one site; a port or a subdomain is another."""
    own = site_of("https://example.com/")
    assert own == site_of("http://www.example.com/a")
    assert own != site_of("https://example.com:8443/")
    assert own != site_of("https://blog.example.com/")


def test_scope_is_the_host_and_subdomains_only_where_asked() -> None:
    """A host that merely ends in the same letters is never in scope."""
    assert in_scope("http://www.example.com/a", "example.com")
    assert not in_scope("https://blog.example.com/", "example.com")
    assert in_scope("https://blog.example.com/", "example.com", subdomains=True)
    assert not in_scope("https://badexample.com/", "example.com", subdomains=True)
    assert not in_scope("https://example.com.evil.org/", "example.com", subdomains=True)


@pytest.mark.parametrize(("host", "domain"), DOMAINS.items())
def test_a_registrable_domain_follows_the_public_suffix_list(host: str, domain: str) -> None:
    """Private suffixes count as suffixes; addresses and bare names are their own domain."""
    assert registrable_domain(host) == domain


def test_a_segment_is_the_first_directory() -> None:
    """Pages at the root share one segment; the query never makes one."""
    assert first_directory("https://example.com/blog/2024/a") == "/blog/"
    assert first_directory("https://example.com/about?x=/y/") == "/"
    assert first_directory("https://example.com/") == "/"


@given(
    st.sampled_from(["http://", "https://"]),
    st.from_regex(r"([a-z0-9-]+\.){1,3}[a-z]{2,6}", fullmatch=True),
    st.from_regex(r"/[A-Za-z0-9/._~-]{0,30}", fullmatch=True),
)
def test_what_needs_no_parsing_is_what_parsing_leaves_as_it_is(
    scheme: str, host: str, path: str
) -> None:
    try:
        by_the_standard = ada_url.normalize_url(scheme + host + path)
    except ValueError:
        by_the_standard = None
    assert parse(scheme + host + path) == by_the_standard
    assert resolve("https://other.example/a/", scheme + host + path) == by_the_standard
