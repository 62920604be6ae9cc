"""Rows of the tables: as an independent reading of the same rows has them."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from linkequity.app.tables.reading import count_values, opened, read
from linkequity.app.tables.view import View
from linkequity.app.workspace import Workspace
from linkequity.base.errors import SnapshotInvalid, UsageError
from linkequity.model.fact_tables import FACT_PAGES

EVIL = "'; DROP TABLE matching; --"
TITLES = ["Tax advice", "tax 100% off", "a_b", None, "", "ÄRGER", EVIL, "azb"]
KINDS = ["content", "listing", "utility", "content", None, "listing", "content", "content"]
INLINKS = [3, 0, None, 7, 3, 12, 1, 3]
KNOWN = [["link"], ["link", "sitemap"], [], None, ["logs"], ["link"], ["sitemap"], ["link"]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Eight pages, with all that columns can hold."""
    workspace = Workspace(tmp_path_factory.mktemp("tables' \"place"))
    workspace.results.mkdir()
    rows = [
        {
            "url": f"https://example.com/{'Blog' if n % 2 else 'blog'}/{n}",
            "page_id": n,
            "title": TITLES[n],
            "content_kind": KINDS[n],
            "inlinks": INLINKS[n],
            "known_from": KNOWN[n],
            "indexable": n < 4,
            "equity": float(n),
        }
        for n in range(8)
    ]
    pages = FACT_PAGES.frame(rows).with_columns(cluster=pl.lit(None, pl.String))
    pages.write_parquet(workspace.results / "pages.parquet")
    return workspace


def ids(workspace: Workspace, *pairs: tuple[str, str]) -> list[int]:
    """Which pages come, in their order."""
    view = View.of("pages", [("columns", "page_id"), ("sort", "page_id"), *pairs])
    return [int(str(row[0])) for row in read(workspace, view).rows]


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("title.contains", "TAX", lambda n: "tax" in (TITLES[n] or "").lower()),
        ("title.contains", "%", lambda n: n == 1),
        ("title.contains", "ärg", lambda n: n == 5),
        ("title.lacks", "tax", lambda n: "tax" not in (TITLES[n] or "").lower()),
        ("title.begins", "tax", lambda n: n in (0, 1)),
        ("title.ends", "OFF", lambda n: n == 1),
        ("title.is", "Tax advice", lambda n: n == 0),
        ("title.is", "tax advice", lambda n: False),
        ("title.like", "tax*ice", lambda n: n == 0),
        ("title.like", "a_b", lambda n: n == 2),
        ("title.like", "*0%*", lambda n: n == 1),
        ("title.contains", EVIL, lambda n: n == 6),
        ("title.empty", "yes", lambda n: not TITLES[n]),
        ("title.empty", "no", lambda n: bool(TITLES[n])),
        ("url.begins", "https://example.com/Blog", lambda n: True),
        ("inlinks.min", "3", lambda n: (INLINKS[n] or 0) >= 3),
        ("inlinks.max", "0.5", lambda n: INLINKS[n] is not None and INLINKS[n] < 1),
        ("inlinks.max", "1e300", lambda n: INLINKS[n] is not None),
        ("inlinks.empty", "yes", lambda n: INLINKS[n] is None),
        ("indexable.is", "no", lambda n: n >= 4),
        ("content_kind.in", "listing", lambda n: KINDS[n] == "listing"),
        ("content_kind.not", "listing", lambda n: KINDS[n] != "listing"),
        ("content_kind.begins", "LIST", lambda n: KINDS[n] == "listing"),
        ("content_kind.empty", "yes", lambda n: KINDS[n] is None),
        ("known_from.in", "sitemap", lambda n: "sitemap" in (KNOWN[n] or [])),
        ("known_from.empty", "yes", lambda n: not KNOWN[n]),
        ("q", "Blog/3", lambda n: n == 3),
        ("q", "AZB", lambda n: n == 7),
        ("q", "E", lambda n: True),
    ],
)
def test_a_filter_keeps_the_rows_that_fit_and_no_others(
    workspace: Workspace, name: str, value: str, fits: Callable[[int], bool]
) -> None:
    """Wildcards of SQL are letters; letters of either case are the same; nothing fits no test."""
    assert ids(workspace, (name, value)) == [n for n in range(8) if fits(n)]


def test_several_filters_hold_together(workspace: Workspace) -> None:
    """Values of one filter are alternatives, filters are not."""
    asked = (("content_kind.in", "content"), ("content_kind.in", "listing"), ("inlinks.min", "3"))
    assert ids(workspace, *asked) == [0, 3, 5, 7]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("inlinks", [1, 6, 0, 4, 7, 3, 5, 2]),
        ("-inlinks", [5, 3, 0, 4, 7, 6, 1, 2]),
        ("content_kind", [0, 3, 6, 7, 1, 5, 2, 4]),
        ("title", [4, 6, 2, 7, 1, 0, 5, 3]),
    ],
)
def test_rows_are_sorted_and_equal_ones_keep_their_order(
    workspace: Workspace, sort: str, order: list[int]
) -> None:
    """Unknown values come last either way; closed lists have an order of their own."""
    assert ids(workspace, ("sort", sort)) == order


def test_pages_part_the_rows_and_none_is_lost(workspace: Workspace) -> None:
    """Also where many rows are equal in what they are sorted by."""
    parts = [
        ids(workspace, ("sort", "indexable"), ("size", "3"), ("page", str(n))) for n in (1, 2, 3)
    ]
    assert [len(part) for part in parts] == [3, 3, 2]
    assert sorted(n for part in parts for n in part) == list(range(8))


def test_beyond_the_last_page_is_the_last_page(workspace: Workspace) -> None:
    """A kept address still shows rows after there are fewer."""
    found = read(workspace, View.of("pages", [("size", "3"), ("page", "999999999")]))
    assert (found.view.page, found.pages, len(found.rows), found.matching) == (3, 3, 2, 8)


def test_no_row_is_one_empty_page(workspace: Workspace) -> None:
    """And the table is still as large as it is."""
    found = read(workspace, View.of("pages", [("inlinks.min", "1000"), ("page", "7")]))
    assert (found.rows, found.pages, found.matching, found.whole) == ([], 1, 0, 8)


def test_values_are_counted_within_the_other_filters(workspace: Workspace) -> None:
    """What is chosen of the column itself hides no other choice; lists count each of theirs."""
    view = View.of("pages", [("inlinks.min", "1"), ("content_kind.in", "utility")])
    kinds = count_values(workspace, view, view.table.column("content_kind"))
    assert kinds == [("content", 4), ("listing", 1)]
    known = count_values(workspace, View.of("pages", []), view.table.column("known_from"))
    assert known == [("link", 4), ("sitemap", 2), ("logs", 1)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('https://example.com/')",
        "COPY (SELECT 1) TO '/tmp/linkequity-written.csv'",
        "ATTACH '/tmp/linkequity-written.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = TRUE",
        "SET memory_limit = '64GB'",
    ],
)
def test_a_reader_reaches_nothing_but_its_table(workspace: Workspace, statement: str) -> None:
    """Were a statement ever slipped in, there would be nothing to read, write, load or unlock."""
    table = View.of("pages", []).table
    with pytest.raises(SnapshotInvalid), opened(workspace, table) as reader:
        reader.ask(statement)


def test_without_results_the_way_to_them_is_told(tmp_path: Path) -> None:
    """Not an empty table: nobody has looked yet."""
    with pytest.raises(UsageError, match="no pages table yet"):
        read(Workspace(tmp_path), View.of("pages", []))


def test_results_of_an_older_version_are_told_apart(tmp_path: Path) -> None:
    """A column that was not written then is named; the rest can be read."""
    workspace = Workspace(tmp_path)
    workspace.results.mkdir()
    pl.DataFrame({"url": ["a"]}).write_parquet(workspace.results / "pages.parquet")
    with pytest.raises(UsageError, match="no equity, title"):
        read(workspace, View.of("pages", [("columns", "url,title")]))
    assert read(workspace, View.of("pages", [("columns", "url"), ("sort", "url")])).rows == [("a",)]


def test_a_broken_file_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    """Not a traceback of a database."""
    workspace = Workspace(tmp_path)
    workspace.results.mkdir()
    (workspace.results / "pages.parquet").write_bytes(b"PAR1 not at all PAR1")
    with pytest.raises(SnapshotInvalid, match="cannot be read"):
        read(workspace, View.of("pages", []))
