"""A log is written by whoever asks: what hostile requests may not do."""

import gzip
from pathlib import Path

import pytest

from linkequity.base.errors import FileUnreadable
from linkequity.sources.logs import blocks
from linkequity.sources.logs import hits as counting
from linkequity.sources.logs.blocks import BLOCK, MAX_LINE
from log_files import FIREFOX, GOOGLEBOT, hits, line, read_file, read_log


def test_a_quote_that_the_server_did_not_escape_cannot_forge_a_crawler(tmp_path: Path) -> None:
    forged = line(f'/x HTTP/1.1" 200 5 "-" "{GOOGLEBOT}"', FIREFOX)
    log = read_log(tmp_path, f"{line()}\n{line('/b')}\n{forged}\n")
    assert hits(log) == {("/a", "Googlebot", 200, 1), ("/b", "Googlebot", 200, 1)}
    assert log.refused == 1


def test_an_escaped_quote_is_part_of_what_it_stands_in(tmp_path: Path) -> None:
    agent = rf"{FIREFOX} \" \"{GOOGLEBOT}"
    log = read_log(tmp_path, f"{line()}\n{line(agent=agent)}\n{line(agent=FIREFOX)}\n")
    assert hits(log) == {("/a", "Googlebot", 200, 2)}


def test_a_crawlers_name_in_url_or_referrer_makes_nobody_a_crawler(tmp_path: Path) -> None:
    log = read_log(tmp_path, f"{line('/?q=Googlebot', FIREFOX)}\n{line()}\n")
    assert hits(log) == {("/a", "Googlebot", 200, 1)}
    assert log.left_out == {"of no crawler": 1}


def test_a_giant_line_costs_itself_and_bounded_memory(tmp_path: Path) -> None:
    giant = line("/" + "x" * (2 * BLOCK + 17))
    long = line("/" + "y" * MAX_LINE)
    log = read_log(tmp_path, f"{line()}\n{giant}\n{long}\n{line('/b')}\n", "access.log.gz")
    assert hits(log) == {("/a", "Googlebot", 200, 1), ("/b", "Googlebot", 200, 1)}
    assert (log.rows, log.refused) == (4, 2)


def test_what_unpacks_without_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "PLAUSIBLE", 4 * BLOCK)
    packed = gzip.compress(f"{line()}\n".encode() + b"\0" * (6 * BLOCK))
    bomb = tmp_path / "bomb.log.gz"
    bomb.write_bytes(packed)

    with pytest.raises(FileUnreadable, match="no log does"):
        read_file(bomb)


def test_made_up_urls_cannot_fill_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MAX_ROWS", 10)
    lines = [line("/real")] * 3 + [line(f"/?{n}") for n in range(50)]
    log = read_log(tmp_path, "\n".join(lines))
    assert log.frame.height == 10
    assert ("/real", "Googlebot", 200, 3) in hits(log)
    assert (log.rows, log.used, sum(log.left_out.values())) == (53, 12, 41)


def test_bytes_that_are_no_text_and_signs_that_steer_terminals_are_no_trouble(
    tmp_path: Path,
) -> None:
    steering = line("/\x1b[2J").encode()
    log = read_log(tmp_path, line("/\xff").encode("latin-1") + b"\n" + steering + b"\n\xfe\xff\0\n")
    assert all(url.isascii() and url.isprintable() for url in log.frame["url"])
    assert log.refused == 1


def test_a_doubled_slash_is_a_path_and_no_other_host(tmp_path: Path) -> None:
    assert hits(read_log(tmp_path, line("//evil.example/x"))) == {
        ("//evil.example/x", "Googlebot", 200, 1)
    }
