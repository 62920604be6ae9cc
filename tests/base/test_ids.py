"""Ids hang on what they name, and on nothing else."""

import string

from linkequity.base.ids import finding_id, page_key, recommendation_id, stable_id, task_id

SITE = "example.com"
FIXED = "akn5aklxwiko"


def test_an_id_is_twelve_letters_and_digits_that_never_change() -> None:
    """Ids kept in workspaces and baseline files must mean the same in every later version."""
    assert stable_id("finding", "orphan-pages", "/old-guide") == FIXED
    assert len(FIXED) == 12
    assert set(FIXED) <= set(string.ascii_lowercase + "234567")


def test_parts_do_not_run_into_each_other() -> None:
    """What is one part may not be read as two."""
    assert stable_id("a", "bc") != stable_id("ab", "c")
    assert stable_id("a", "b", "") != stable_id("a", "b")


def test_ids_of_a_large_site_are_all_different() -> None:
    """Ids of one site do not meet by chance."""
    assert len({stable_id("finding", str(n)) for n in range(100_000)}) == 100_000


def test_a_scheme_or_www_makes_no_other_finding() -> None:
    """A site that moved to https keeps its findings."""
    old = finding_id("orphan-pages", "http://www.example.com/a", SITE)
    assert old == finding_id("orphan-pages", "https://example.com/a", SITE)
    assert old != finding_id("deep-pages", "https://example.com/a", SITE)
    assert old != finding_id("orphan-pages", "https://blog.example.com/a", SITE)


def test_a_recommendation_has_a_direction() -> None:
    """From a to b is other advice than from b to a; a task has one id whatever it counts."""
    there = recommendation_id("https://example.com/a", "https://example.com/b", SITE)
    back = recommendation_id("https://example.com/b", "https://example.com/a", SITE)
    assert there != back
    assert task_id("orphan-pages") == task_id("orphan-pages")


def test_text_that_is_no_text_still_has_an_id() -> None:
    """Surrogates in crawled URLs do not end an audit."""
    assert len(stable_id("finding", "a\udcff")) == 12
    assert page_key("https://example.com", SITE) == "/"
