"""Lists of prospects, in whatever table: good rows used, bad ones counted and kept."""

from pathlib import Path

import pytest

from linkequity.base.errors import ColumnsMissing, FileUnreadable
from linkequity.sources.registry import Imported, read_prospects


def read(folder: Path, text: str) -> Imported:
    file = folder / "prospects.csv"
    file.write_text(text)
    return read_prospects(file, folder)


def test_columns_are_found_by_their_aliases(tmp_path: Path) -> None:
    """Page, domain, rating, topic and price, as various tools call them."""
    imported = read(
        tmp_path,
        "Referring page URL;UR;DR;Title;Cost\n"
        "https://news.example.org/a;31;70;Tax news;$1,200.00\n"
        "https://blog.example.net/b;;55;;\n",
    )
    assert imported.frame.drop("vendor", "file", "row").rows() == [
        ("https://news.example.org/a", "example.org", 31.0, 70.0, "Tax news", 1200.0),
        ("https://blog.example.net/b", "example.net", None, 55.0, None, None),
    ]
    assert (imported.rows, imported.used, imported.refused) == (2, 2, 0)


def test_a_domain_does_where_no_page_is_known(tmp_path: Path) -> None:
    """A row needs a page or a domain; the domain of a page is that of the page."""
    imported = read(
        tmp_path,
        "page,domain,rating\nhttps://a.example.org/x,other.com,10\n,Example.NET,20\n,,30\n",
    )
    assert imported.frame["referring_domain"].to_list() == ["example.org", "example.net"]
    assert imported.refused == 1
    assert imported.side_file is not None
    assert "a page or a domain" in imported.side_file.read_text()


def test_bad_cells_cost_their_row_and_no_more(tmp_path: Path) -> None:
    """Each refused row is listed with the column and what was expected there."""
    imported = read(
        tmp_path, "domain,dr,price\na.com,50,10\nb.com,high,10\nc.com,40,much\nd.com,1,2\n"
    )
    assert imported.frame["referring_domain"].to_list() == ["a.com", "d.com"]
    assert (imported.rows, imported.used, imported.refused) == (4, 2, 2)
    assert imported.side_file is not None
    listed = imported.side_file.read_text()
    assert "a number from 0 to 100" in listed
    assert "an amount such as" in listed


def test_a_table_that_names_nobody_is_no_list_of_prospects(tmp_path: Path) -> None:
    """The error says which headers there are, and which are needed."""
    with pytest.raises(ColumnsMissing, match="its headers are: name, rating"):
        read(tmp_path, "name,rating\nx,1\n")
    with pytest.raises(FileUnreadable):
        read_prospects(tmp_path / "nothere.csv", tmp_path)
