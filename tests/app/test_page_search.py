"""Pages by what somebody types."""

from linkequity.app.page_search import search_pages
from tiny import facts_of, site, url

SITE = r"""
pages:
  /: {links: [/blog/tax, /about, /tax, /old]}
  /tax: {title: Our Fees}
  /about: {title: 'Tax (and [more] of it)'}
  /blog/tax: {title: News}
  /old: {status: 404}
"""


def found(typed: str) -> list[str]:
    return [hit.path for hit in search_pages(facts_of(site(SITE)), typed)]


def test_words_are_looked_for_in_paths_and_titles() -> None:
    """In any case, all of them; what the path begins with comes first."""
    assert found("/tax")[0] == "/tax"
    assert set(found("TAX")) == {"/tax", "/blog/tax", "/about"}
    assert found("tax news") == ["/blog/tax"]
    assert found(url("/blog/"))[0] == "/blog/tax"
    assert found("nothing like it") == []


def test_what_is_typed_is_no_pattern() -> None:
    """Brackets, stars and backslashes mean themselves."""
    assert found("(and [more]") == ["/about"]
    for typed in ("*", ".*", "\\", "[a-z]", "(?", "%", "\x00", "a" * 10_000):
        assert found(typed) == []


def test_pages_that_are_not_to_be_had_come_last_and_say_so() -> None:
    """A broken page can still be redirected."""
    hits = search_pages(facts_of(site(SITE)), "")
    assert (hits[-1].path, hits[-1].target_kind) == ("/old", "broken")
