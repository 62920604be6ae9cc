"""Laws of the baseline: what is written is read again, what is none is refused by its line."""

from pathlib import Path

import pytest

from linkequity.app.history.baseline import read_baseline, write_baseline
from linkequity.base.errors import FileUnreadable
from linkequity.base.ids import stable_id

IDS = [stable_id("finding", str(n)) for n in range(3)]


def test_what_is_written_is_read_again_whatever_a_page_is_called(tmp_path: Path) -> None:
    """Line breaks and surrogates in URLs neither split a line nor end the run."""
    file = tmp_path / "baseline.tsv"
    pages = ["/a", "/b\nzzzzzzzzzzzz\tx", "/c\udcff\r#"]
    rows = [(id, "deep-pages", page) for id, page in zip(IDS, pages, strict=True)]
    assert write_baseline([*rows, rows[0]], file) == 3
    assert read_baseline(file) == frozenset(IDS)


def test_only_the_id_of_a_line_counts(tmp_path: Path) -> None:
    """Comments, blank lines, a BOM, and what people write behind an id are let be."""
    file = tmp_path / "baseline.tsv"
    file.write_text(f"\ufeff# ours\n\n{IDS[0]}\n{IDS[1]}\twhatever\n", encoding="utf-8")
    assert read_baseline(file) == frozenset(IDS[:2])


def test_a_file_that_is_none_is_refused_by_its_line(tmp_path: Path) -> None:
    """Nobody gets silence by naming the wrong file."""
    file = tmp_path / "other.csv"
    file.write_text(f"{IDS[0]}\nurl,audit\n")
    with pytest.raises(FileUnreadable, match="line 2"):
        read_baseline(file)
    with pytest.raises(FileUnreadable, match="No such file"):
        read_baseline(tmp_path / "nowhere.tsv")
