"""Laws of robots directives and language declarations."""

import pytest

from linkequity.sources.extract.facts import primary_language, read_robots


@pytest.mark.parametrize(
    ("metas", "headers", "noindex", "nofollow"),
    [
        ([("robots", "NoIndex")], [], True, False),
        ([("robots", "none")], [], True, True),
        ([("linkequity", "noindex"), ("robots", "all")], [], True, False),
        ([("googlebot", "noindex")], [], True, False),
        ([("robots", "index, nofollow"), ("googlebot", "noindex")], [], True, True),
        ([("robots", "noindex"), ("googlebot", "index, follow")], [], True, False),
        ([("bingbot", "noindex")], [], False, False),
        ([("robots", "index, follow, max-snippet:-1")], [], False, False),
        ([], ["noindex, nofollow"], True, True),
        ([], ["otherbot: noindex, nofollow"], False, False),
        ([], ["linkequity: noindex"], True, False),
        ([], ["Googlebot: noindex, nofollow"], True, True),
        ([], ["otherbot: noindex", "googlebot: nofollow"], False, True),
        ([], ["otherbot: noindex, linkequity: nofollow"], False, True),
        ([], ["unavailable_after: 25 Jun 2030 15:00:00 PST, noindex"], True, False),
        ([], ["otherbot: noindex", "nofollow"], False, True),
    ],
)
def test_the_strictest_directive_for_all_for_googlebot_or_for_us_counts(
    metas: list[tuple[str, str]], headers: list[str], noindex: bool, nofollow: bool
) -> None:
    sent = [("x-robots-tag", value) for value in headers]
    robots = read_robots(metas, sent, "linkequity")
    assert (robots.noindex, robots.nofollow) == (noindex, nofollow)


def test_a_rule_for_googlebot_is_kept_under_its_name() -> None:
    robots = read_robots([("robots", "max-snippet:-1"), ("googlebot", "noindex")], [], "linkequity")
    assert robots.meta == "max-snippet:-1, googlebot: noindex"


@pytest.mark.parametrize(
    ("declared", "language"),
    [
        ("en-AU", "en"),
        ("DE", "de"),
        ("pt_BR", "pt"),
        ("de, en", "de"),
        ("english", None),
        ("{{lang}}", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_its_primary_tag_or_nothing(
    declared: str | None, language: str | None
) -> None:
    assert primary_language(declared) == language
