"""The crawlers we know, and by what they are told apart."""

import pytest

from linkequity.base.crawlers import crawler_of, known_crawlers

AGENTS = {
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)": "Googlebot",
    "Googlebot-Image/1.0": "Googlebot-Image",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)": "Bingbot",
    "Mozilla/5.0 (compatible; Baiduspider-render/2.0)": "Baiduspider",
    "meta-externalagent/1.1": "Meta-ExternalAgent",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Claude-SearchBot/1.0)": (
        "Claude-SearchBot"
    ),
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": None,
    "NotGooglebot/1.0": None,
    "": None,
}


@pytest.mark.parametrize("agent", AGENTS)
def test_a_user_agent_says_who_it_is_by_its_longest_mark(agent: str) -> None:
    crawler = crawler_of(agent)
    assert (crawler and crawler.name) == AGENTS[agent]


def test_names_and_marks_are_each_one_crawlers_and_all_say_where_they_are_documented() -> None:
    crawlers = known_crawlers()
    assert len({c.name for c in crawlers}) == len(crawlers)
    marks = [c.user_agent.lower() for c in crawlers if c.user_agent]
    assert len(set(marks)) == len(marks)
    assert all(c.source.startswith("https://") for c in crawlers)


def test_a_token_of_robots_txt_alone_is_nobodys_user_agent() -> None:
    tokens = {c.token for c in known_crawlers() if c.user_agent is None}
    assert tokens == {"Google-Extended", "Applebot-Extended"}
    assert crawler_of("Google-Extended") is None
