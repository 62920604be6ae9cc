"""Laws of asking what external links' targets answer."""

from pathlib import Path
from typing import Any

from linkequity.snapshot.declared import EXTERNAL_ANSWERS, ROBOTS


def test_external_targets_are_asked_only_where_the_settings_say_so(
    site: Any, serve: Any, tmp_path: Path
) -> None:
    other = serve()
    page = type(site.fallback("/"))
    other.add("/there")
    other.redirect("/moved", "/there")
    other.pages["/robots.txt"] = page("User-agent: *\nDisallow: /private", type="text/plain")
    named = [other.url + path for path in ("/there", "/gone", "/moved", "/private")]
    site.add("/", "/a", *named)
    site.add("/a", named[0])
    assert site.crawl(tmp_path / "without").read(EXTERNAL_ANSWERS).is_empty()
    assert [path for path in other.paths() if path != "/robots.txt"] == []
    asked = site.crawl(tmp_path / "with", check_external=True)
    answers = {
        row["url"].removeprefix(other.url): (row["status"], row["final_url"])
        for row in asked.read(EXTERNAL_ANSWERS).iter_rows(named=True)
    }
    assert answers == {
        "/there": (200, None),
        "/gone": (404, None),
        "/moved": (200, other.url + "/there"),
    }


def test_the_rules_of_the_sites_own_hosts_are_kept_as_they_were_read(
    site: Any, tmp_path: Path
) -> None:
    site.add("/")
    page = type(site.pages["/"])
    site.pages["/robots.txt"] = page("User-agent: GPTBot\nDisallow: /", type="text/plain")
    rows = site.crawl(tmp_path).read(ROBOTS).rows()
    assert rows == [(site.url, 200, "User-agent: GPTBot\nDisallow: /")]
