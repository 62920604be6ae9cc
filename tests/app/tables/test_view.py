"""A view is what a query string says, and says the same query string again."""

import pytest

from linkequity.app.tables.declared import RESULT_TABLES
from linkequity.app.tables.filters import TESTS
from linkequity.app.tables.view import View
from linkequity.base.errors import UsageError

ASKED = (
    ("url.contains", "/blog/"),
    ("inlinks.min", "3"),
    ("inlinks.max", "10.5"),
    ("indexable.is", "yes"),
    ("content_kind.in", "content"),
    ("content_kind.in", "listing"),
    ("title.empty", "no"),
    ("q", "tax"),
    ("sort", "-inlinks"),
    ("columns", "url,inlinks"),
    ("size", "100"),
    ("page", "4"),
)


def test_a_view_is_written_as_it_was_read() -> None:
    """So that every state has a URL, and the URL gives the state back."""
    view = View.of("pages", ASKED)
    assert view.pairs == ASKED
    assert View.of("pages", view.pairs) == view


def test_what_is_as_usual_is_not_written() -> None:
    """An empty form, and a form that says what would be anyway, make the plain address."""
    view = View.of("pages", [("q", " "), ("sort", "-equity"), ("page", "1"), ("url.contains", "")])
    assert view.pairs == ()


def test_columns_come_together_or_one_by_one() -> None:
    """A link parts them by commas, the boxes of a form give each its own pair; none comes twice."""
    together = View.of("pages", [("columns", "url, title,url")])
    assert together == View.of("pages", [("columns", "url"), ("columns", "title")])


@pytest.mark.parametrize(
    ("pair", "word"),
    [
        (("nonsense", "1"), "inlinks.min"),
        (("nonsense.min", "1"), "Columns: url"),
        (("inlinks.contains", "1"), "min, max"),
        (("inlinks.min", "many"), "a number"),
        (("inlinks.min", "nan"), "a number"),
        (("inlinks.min", "inf"), "a number"),
        (("indexable.is", "maybe"), "yes or no"),
        (("content_kind.in", "essay"), "content, listing"),
        (("url.contains", "x" * 3000), "2000 characters"),
        (("q", "x" * 3000), "2000 characters"),
        (("sort", "nonsense"), "Columns: url"),
        (("sort", "--url"), "Columns: url"),
        (("columns", "url,nonsense"), "Columns: url"),
        (("page", "0"), "1 to"),
        (("page", "-1"), "1 to"),
        (("page", "٣"), "1 to"),
        (("page", "9" * 400), "1 to"),
        (("size", "501"), "1 to 500"),
    ],
)
def test_what_cannot_be_asked_is_a_usage_error_that_says_what_can(
    pair: tuple[str, str], word: str
) -> None:
    """Nothing is guessed, and nothing that was wrong is dropped without a word."""
    with pytest.raises(UsageError) as caught:
        View.of("pages", [pair])
    assert word in caught.value.hint


def test_several_values_where_one_is_meant_are_refused() -> None:
    """Which of two smallest values is meant, nobody knows."""
    with pytest.raises(UsageError):
        View.of("pages", [("inlinks.min", "1"), ("inlinks.min", "2")])


def test_an_unknown_table_is_refused() -> None:
    """Names are looked up, never made into paths."""
    with pytest.raises(UsageError):
        View.of("../settings", [])


@pytest.mark.parametrize("table", RESULT_TABLES.values(), ids=lambda t: t.name)
def test_what_a_table_shows_unasked_is_declared(table: object) -> None:
    """Columns shown, searched and sorted by are among its columns, and each says what it means."""
    view = View.of(table.name, [])  # type: ignore[attr-defined]
    assert len(view.columns) == len(view.table.shown)
    assert view.sorted_by in view.table.columns
    assert {view.table.column(name).kind for name in view.table.searched} <= {"url", "text"}
    assert all(column.meaning and TESTS[column.kind] for column in view.table.columns)
