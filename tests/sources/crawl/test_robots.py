import asyncio
from typing import Any

import pytest

from linkequity.base.settings import CrawlSettings
from linkequity.sources.crawl.fetch import Fetcher
from linkequity.sources.crawl.pace import Paces
from linkequity.sources.crawl.reply import BodyRule, Reply
from linkequity.sources.crawl.robots import Robots, Rules


class Canned:
    """Answers robots.txt with what a case says."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.asked: list[str] = []

    async def fetch(self, url: str, rule: BodyRule) -> Reply:
        self.asked.append(url)
        return self.replies[min(len(self.asked), len(self.replies)) - 1]

    def unlisted(self) -> tuple[tuple[str, ...], ...]:
        return ()

    def sitemaps(self) -> tuple[str, ...]:
        return ()


def rules(*replies: Reply) -> tuple[Rules, Canned, Paces]:
    transport, paces = Canned(*replies), Paces(CrawlSettings())

    async def main() -> Rules:
        robots = Robots(Fetcher(transport, paces, tries=1))
        both = await asyncio.gather(robots.of("http://a.test/x"), robots.of("http://a.test/y"))
        return both[0]

    return asyncio.run(main()), transport, paces


def text(body: str, status: int = 200) -> Reply:
    return Reply(status, body=body.encode())


CASES: dict[str, tuple[str, str, bool]] = {
    "our token first": ("User-agent: *\nDisallow: /\nUser-agent: linkequity\nAllow: /", "/a", True),
    "else the star": ("User-agent: other\nDisallow:\nUser-agent: *\nDisallow: /a", "/a", False),
    "the longest rule wins": ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True),
    "patterns": ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
    "no rules": ("", "/a", True),
    "a page instead of rules": ("<html>hello</html>", "/a", True),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_rules_are_read_as_the_standard_says(name: str) -> None:
    body, path, allowed = CASES[name]
    found, transport, _ = rules(text(body))
    assert (found.refusal("http://a.test" + path) is None) == allowed
    assert transport.asked == ["http://a.test/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "closed"),
    [
        (text("", 500), True),
        (text("", 429), True),
        (Reply(None, fault="timeout"), True),
        (text("User-agent: *\nDisallow: /", 404), False),
        (text("", 401), False),
    ],
)
def test_a_server_that_fails_keeps_out_and_a_file_that_is_not_there_does_not(
    reply: Reply, closed: bool
) -> None:
    assert bool(rules(reply)[0].closed) == closed


def test_redirects_of_robots_are_followed_and_bounded() -> None:
    moved = Reply(301, (("location", "https://www.a.test/robots.txt"),))
    found, transport, _ = rules(moved, text("User-agent: *\nDisallow: /"))
    assert found.refusal("http://a.test/") == "robots.txt"
    assert transport.asked[1] == "https://www.a.test/robots.txt"
    endless, _, _ = rules(moved)
    assert endless.closed is None


def test_a_crawl_delay_becomes_the_pace_of_the_host() -> None:
    _, _, paces = rules(text("User-agent: *\nCrawl-delay: 2.5"))
    assert paces.of("http://a.test/").interval == 2.5


def test_sitemaps_are_named_by_robots() -> None:
    found: Any = rules(text("Sitemap: https://a.test/one.xml\nSitemap: /two.xml"))[0]
    assert found.sitemaps == ["https://a.test/one.xml", "/two.xml"]
