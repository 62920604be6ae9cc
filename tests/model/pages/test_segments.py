"""Segments: by the settings' patterns, else by directory."""

import polars as pl

from linkequity.model.pages.segments import segment_of
from tiny import facts_of, site

PAGES = [
    ("https://example.com/", True),
    ("https://example.com/about/", True),
    ("https://example.com/blog/", True),
    ("https://example.com/blog/a?x=/y/", True),
    ("https://example.com/services/tax", True),
    ("https://example.com/moved/", False),
    ("https://example.com/imprint", True),
]


def segments(**patterns: str) -> list[str]:
    pages = pl.DataFrame(PAGES, schema=["url", "linking"], orient="row")
    return segment_of(pages, patterns).to_list()


def test_the_first_directory_is_the_segment() -> None:
    """Pages at the root, and pages alone in their directory, are one segment."""
    assert segments() == ["/", "/", "/blog/", "/blog/", "/services/", "/", "/"]


def test_the_first_pattern_that_matches_names_the_segment() -> None:
    """`*` stands for anything; a pattern without it is one page."""
    named = segments(posts="/blog/*", all="/*g*", legal="/imprint")
    assert named == ["/", "/", "posts", "posts", "/services/", "/", "legal"]


def test_segments_of_a_site_add_up() -> None:
    """Pages, equity and shares of all segments are those of the site."""
    facts = facts_of(
        site("pages:\n  /: {links: [/blog/a, /blog/b]}\n  /blog/a: {links: [/]}\n  /blog/b: {}")
    )
    assert facts.segments["pages"].sum() == 3
    assert abs(facts.segments["equity"].sum() - facts.ledger.kept) < 1e-12
    assert abs(facts.segments["equity_share"].sum() - 1) < 1e-12
    flows = {(r["source"], r["target"]) for r in facts.segment_flows.iter_rows(named=True)}
    assert flows == {("/", "/blog/"), ("/blog/", "/")}
