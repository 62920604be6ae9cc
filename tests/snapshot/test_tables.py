"""Tables: every column declared once, with a meaning, in the project's words."""

import re

import polars as pl
import pytest

from linkequity.snapshot.tables import IMPORT_TABLES, PAGES, SNAPSHOT_TABLES, Column, Table

TABLES = {table.name: table for table in (*SNAPSHOT_TABLES, *IMPORT_TABLES)}
COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
# Words that mean two things to two people; each has a better one.
# A vendor's own metric keeps the vendor's word.
VENDORS = ("ahrefs_", "semrush_", "majestic_", "moz_", "screaming_frog_")
NEVER = re.compile(r"edge|hyperlink|dofollow|juice|authority|pagerank|(^|_)(node|score|issue)(_|$)")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda x: getattr(x, "name", ""))
def test_every_column_has_a_meaning(table: Table, column: Column) -> None:
    """A column without words is a guess for whoever opens the file."""
    assert len(column.meaning) > 3
    assert table.row


def test_columns_use_the_words_of_the_field() -> None:
    """Lower-case words joined by underscores, none of them ambiguous; `anchor` is never alone."""
    names = [c.name for _, c in COLUMNS if not c.name.startswith(VENDORS)]
    assert [n for n in names if not re.fullmatch(r"[a-z][a-z_]*", n)] == []
    assert [n for n in names if NEVER.search(n) or n in {"anchor", "depth", "position"}] == []


def test_a_name_stands_once_in_a_table_and_means_one_type() -> None:
    """No column twice in a table, no table twice; the schema keeps the declared order."""
    assert len(TABLES) == len(SNAPSHOT_TABLES) + len(IMPORT_TABLES)
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert list(table.schema) == names
        assert len(set(names)) == len(names)


def test_rows_may_leave_columns_out_but_not_invent_them() -> None:
    """A missing value is null; an unknown column does not slip in."""
    frame = PAGES.frame([{"url": "https://example.com/", "outcome": "answered", "colour": 1}])
    assert frame.schema == PAGES.schema
    assert frame["status"].to_list() == [None]


def test_a_word_that_an_enumeration_lacks_is_refused() -> None:
    """A misspelt outcome must not become an empty cell."""
    assert PAGES.frame([{"url": "a", "outcome": "failed"}])["outcome"].to_list() == ["failed"]
    with pytest.raises(pl.exceptions.InvalidOperationError, match="outcome"):
        PAGES.frame([{"url": "a", "outcome": "fialed"}])
