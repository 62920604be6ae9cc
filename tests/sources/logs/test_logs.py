"""What crawlers asked for, by URL, day and status, out of any log a server writes."""

import json
from datetime import date
from pathlib import Path

import pytest

from linkequity.base.errors import FileUnreadable
from linkequity.snapshot.tables import CRAWLER_HITS
from log_files import FIREFOX, GOOGLEBOT, GPTBOT, hits, line, read_file, read_log

CLOUDFRONT = (
    "#Version: 1.0\n"
    "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
    "cs(Referer) cs(User-Agent) cs-uri-query x-host-header cs-protocol\n"
    "2026-11-22\t10:00:00\tFRA2\t512\t66.249.64.1\tGET\td1.cloudfront.net\t/a\t200\t-\t"
    "Mozilla/5.0%20(compatible;%20Googlebot/2.1)\tpage=2\twww.example.com\thttps\n"
    "2026-11-22\t10:00:01\tFRA2\t512\t192.0.2.1\tGET\td1.cloudfront.net\t/a\t200\t-\t"
    "Mozilla/5.0%20Firefox\t-\twww.example.com\thttps\n"
)
IIS = (
    "#Software: Microsoft Internet Information Services 10.0\n"
    "#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status\n"
    "2026-11-22 10:00:00 GET /a - 66.249.64.1 Mozilla/5.0+(compatible;+Googlebot/2.1) 200\n"
    "#Fields: date time c-ip cs(User-Agent) cs-method cs-uri-stem sc-status\n"
    "2026-11-23 10:00:00 66.249.64.1 GPTBot/1.3 GET /b 404\n"
)


def cloudflare(**fields: object) -> str:
    entry = {
        "ClientIP": "66.249.64.1",
        "ClientRequestHost": "www.example.com",
        "ClientRequestMethod": "GET",
        "ClientRequestScheme": "https",
        "ClientRequestURI": "/a?page=2",
        "ClientRequestUserAgent": GOOGLEBOT,
        "EdgeResponseStatus": 200,
        "EdgeStartTimestamp": "2026-11-22T23:30:00Z",
        "WAFScore": [{"nested": "field"}],
    }
    return json.dumps(entry | fields)


def test_requests_of_one_crawler_for_one_url_on_one_day_with_one_answer_are_one_row(
    tmp_path: Path,
) -> None:
    lines = [
        line(), line(), line(status=304), line(day="23/Nov/2026"), line("/b", GPTBOT),
        line(agent=FIREFOX),
    ]  # fmt: skip
    log = read_log(tmp_path, "\n".join(lines))
    assert log.frame.schema == CRAWLER_HITS.schema
    assert (log.vendor, log.kind) == ("combined", "crawler_hits")
    assert (log.rows, log.used, log.refused) == (6, 5, 0)
    assert log.left_out == {"of no crawler": 1}
    assert log.frame.drop("vendor", "file", "verified").rows() == [
        ("/a", date(2026, 11, 22), "Googlebot", "search", 200, 2),
        ("/a", date(2026, 11, 22), "Googlebot", "search", 304, 1),
        ("/a", date(2026, 11, 23), "Googlebot", "search", 200, 1),
        ("/b", date(2026, 11, 22), "GPTBot", "ai", 200, 1),
    ]


def test_without_ranges_nothing_is_verified(tmp_path: Path) -> None:
    assert read_log(tmp_path, line()).frame["verified"].to_list() == [None]


@pytest.mark.parametrize("name", ["access.log", "access.log.gz"])
def test_a_packed_log_is_read_like_an_open_one_with_either_line_end(
    tmp_path: Path, name: str
) -> None:
    log = read_log(tmp_path, "\r\n".join([line(), line("/b")]) + "\r\n", name)
    assert hits(log) == {("/a", "Googlebot", 200, 1), ("/b", "Googlebot", 200, 1)}


def test_the_virtual_host_before_a_line_is_the_urls_host(tmp_path: Path) -> None:
    log = read_log(tmp_path, f'www.example.com:443 {line()} "-" 0.012\n')
    assert hits(log) == {("https://www.example.com/a", "Googlebot", 200, 1)}


def test_cloudfront_gives_the_visitors_host_the_query_and_the_agent_unescaped(
    tmp_path: Path,
) -> None:
    log = read_log(tmp_path, CLOUDFRONT, "E1.2026-11-22-10.gz")
    assert log.vendor == "cloudfront"
    assert hits(log) == {("https://www.example.com/a?page=2", "Googlebot", 200, 1)}
    assert (log.rows, log.left_out) == (2, {"of no crawler": 1})


def test_the_columns_of_a_w3c_log_may_change_within_the_file(tmp_path: Path) -> None:
    log = read_log(tmp_path, IIS, "u_ex261122.log")
    assert log.vendor == "w3c"
    assert hits(log) == {("/a", "Googlebot", 200, 1), ("/b", "GPTBot", 404, 1)}


@pytest.mark.parametrize(
    "stamp", ["2026-11-22T23:30:00Z", "2026-11-23T00:30:00+01:00", 1795390200, 1795390200 * 10**9]
)
def test_cloudflare_writes_times_in_three_ways_and_all_are_days_in_utc(
    tmp_path: Path, stamp: str | int
) -> None:
    other = cloudflare(ClientRequestUserAgent=FIREFOX)
    log = read_log(tmp_path, f"{cloudflare(EdgeStartTimestamp=stamp)}\n{other}\n", "http.ndjson")
    assert log.vendor == "cloudflare"
    assert hits(log) == {("https://www.example.com/a?page=2", "Googlebot", 200, 1)}
    assert log.frame["day"].to_list() == [date(2026, 11, 22)]


def test_cloudflares_csv_is_read_by_the_names_above_it(tmp_path: Path) -> None:
    names = (
        "EdgeStartTimestamp,ClientRequestHost,ClientRequestURI,ClientRequestUserAgent,"
        "EdgeResponseStatus"
    )
    row = f'2026-11-22T10:00:00Z,example.com,"/a,b","{GOOGLEBOT}",200'
    log = read_log(tmp_path, f"{names}\n{row}\n{row[:40]},{GOOGLEBOT}\n", "http.csv")
    assert log.vendor == "cloudflare"
    assert hits(log) == {("https://example.com/a,b", "Googlebot", 200, 1)}
    assert (log.rows, log.refused) == (2, 1)


def test_only_asking_for_a_page_is_a_hit(tmp_path: Path) -> None:
    lines = [line(method="POST"), line("*"), line(method="HEAD"), line("/a b")]
    log = read_log(tmp_path, "\n".join(lines))
    assert hits(log) == {("/a", "Googlebot", 200, 2)}
    assert log.left_out == {"asked for no page": 2}


def test_bad_lines_are_counted_and_listed_by_number_and_the_rest_is_used(tmp_path: Path) -> None:
    text = f"{line()}\nrubbish\n\n{line()[:60]}\n{line(day='31/Feb/2026')}\n{line('/b')}\n"
    log = read_log(tmp_path, text)
    assert (log.rows, log.used, log.refused) == (5, 2, 3)
    assert log.side_file
    listed = log.side_file.read_text("utf-8-sig").splitlines()
    assert [row.partition(",")[0] for row in listed] == ["row", "2", "4", "5"]


def test_no_address_is_kept_anywhere(tmp_path: Path) -> None:
    bad = "66.249.64.1 said nothing"
    log = read_log(tmp_path, f"{line()}\n{line(agent=FIREFOX)}\n{bad}\n")
    assert log.side_file
    assert "66.249" not in log.side_file.read_text() + str(log.frame.to_dicts())


def test_a_log_without_user_agents_cannot_tell_crawlers(tmp_path: Path) -> None:
    common = line().partition(' "-"')[0]
    with pytest.raises(FileUnreadable, match="without user agents"):
        read_log(tmp_path, f"{common}\n")


def test_the_parts_of_a_packed_log_that_was_cut_off_are_used(tmp_path: Path) -> None:
    whole = tmp_path / "whole.log.gz"
    lines = [line(f"/{n * 7919 % 100_003}") for n in range(20_000)]
    read_log(tmp_path, "\n".join(lines), whole.name)
    cut = tmp_path / "cut.log.gz"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])

    log = read_file(cut)
    assert 5_000 < log.used < 15_000
    assert 1 <= log.refused <= 2  # the rest, and the line that was cut
    assert log.side_file
    assert "the rest of the file" in log.side_file.read_text()
