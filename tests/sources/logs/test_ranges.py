"""Crawlers verified by the addresses their companies publish."""

import json
from pathlib import Path

import pytest

from linkequity.base.errors import FileUnreadable, UsageError
from linkequity.sources.logs.ranges import read_ranges
from log_files import GPTBOT, hits, line, read_log

PUBLISHED = {
    "creationTime": "2026-11-20T00:00:00",
    "prefixes": [
        {"ipv4Prefix": "66.249.64.0/27"},
        {"ipv4Prefix": "66.249.64.0/24"},
        {"ipv6Prefix": "2001:4860:4801:10::/64"},
    ],
}


@pytest.fixture
def googlebot(tmp_path: Path) -> Path:
    path = tmp_path / "googlebot.json"
    path.write_text(json.dumps(PUBLISHED))
    return path


def test_a_hit_from_outside_of_the_ranges_is_an_impostors_counted_and_not_used(
    tmp_path: Path, googlebot: Path
) -> None:
    lines = [
        line(), line(address="66.249.64.255"), line(address="2001:4860:4801:10::9"),
        line(address="66.249.65.0"), line(address="2001:db8::1"), line("/b", GPTBOT),
    ]  # fmt: skip
    log = read_log(tmp_path, "\n".join(lines), ip_ranges=read_ranges([str(googlebot)]))
    assert hits(log) == {("/a", "Googlebot", 200, 3), ("/b", "GPTBot", 200, 1)}
    assert log.left_out == {"impostor": 2}
    assert dict(log.frame.select("crawler", "verified").iter_rows()) == {
        "Googlebot": True,
        "GPTBot": None,  # no ranges of its own were given
    }


def test_where_the_server_looked_up_names_there_is_nothing_to_verify(
    tmp_path: Path, googlebot: Path
) -> None:
    named = line(address="crawl-66-249-64-1.googlebot.com")
    log = read_log(tmp_path, f"{named}\n{line()}\n", ip_ranges=read_ranges([str(googlebot)]))
    assert log.frame.select("hits", "verified").rows() == [(2, None)]


def test_in_a_log_without_user_agents_the_address_says_who_asks(
    tmp_path: Path, googlebot: Path
) -> None:
    common = [text.partition(' "-"')[0] for text in (line(), line(address="192.0.2.1"), line("/b"))]
    log = read_log(tmp_path, "\n".join(common), ip_ranges=read_ranges([str(googlebot)]))
    assert log.vendor == "common"
    assert hits(log) == {("/a", "Googlebot", 200, 1), ("/b", "Googlebot", 200, 1)}
    assert log.left_out == {"of no crawler": 1}


def test_a_file_of_any_name_is_whose_it_is_said_to_be(tmp_path: Path, googlebot: Path) -> None:
    other = googlebot.rename(tmp_path / "ranges.json")
    with pytest.raises(UsageError, match="does not tell which crawler"):
        read_ranges([str(other)])
    assert read_ranges([f"gptbot={other}"]).verify("GPTBot", "66.249.64.1") is True


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"prefixes": "all"}', '{"prefixes": [{"ipv4Prefix": "300.1.1.1/8"}]}', "\x00\xff"],
)
def test_what_is_no_list_of_addresses_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bingbot.json"
    path.write_text(content)
    with pytest.raises(FileUnreadable, match="no list of a crawler's addresses"):
        read_ranges([str(path)])
