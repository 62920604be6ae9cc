"""Laws of parts: a part without its pages file is not there, and what was flushed is durable."""

import itertools
from pathlib import Path

from answers import HOME, read, write_parts
from linkequity.snapshot.snapshot import part_path, scan_parts
from linkequity.snapshot.tables import LINKS, PAGES
from linkequity.sources.extract.parts import PartWriter, discard_torn_parts, part_numbers
from linkequity.sources.extract.raw import RAW_LINKS


def test_flush_names_the_urls_that_are_on_disk(tmp_path: Path) -> None:
    numbers = itertools.count(7)
    writer = PartWriter(tmp_path, lambda: next(numbers))
    writer.add(read("<a href=/b>b</a>", url=HOME + "a"))
    assert part_numbers(tmp_path) == []
    assert writer.flush() == [HOME + "a"]
    assert writer.flush() == []
    assert part_numbers(tmp_path) == [7]
    assert scan_parts(tmp_path, LINKS).collect()["target"].to_list() == [HOME + "b"]


def test_a_part_without_its_pages_file_is_discarded(tmp_path: Path) -> None:
    write_parts(tmp_path, {"a": "<a href=/b>b</a>", "b": "<a href=/a>a</a>"}, each=1)
    part_path(tmp_path, PAGES, 1).unlink()
    (tmp_path / "links-00002.tmp").write_bytes(b"torn")
    discard_torn_parts(tmp_path)
    assert part_numbers(tmp_path) == [0]
    assert not part_path(tmp_path, RAW_LINKS, 1).exists()
    assert not list(tmp_path.glob("*.tmp"))
