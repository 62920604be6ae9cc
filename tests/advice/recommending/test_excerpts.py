"""Lists of posts and cards of related ones are no text of the page they stand on."""

from linkequity.advice.recommending.excerpts import excerpts
from small_handbook import THINGS, build

LEADS = [
    f"Whoever wants to know what {thing} is good for finds all of it on this page, and more."
    for thing in THINGS[:4]
]
MORE = "And a second paragraph goes on about {}, which nobody but this page has ever told."


def posts(back_to: int | None) -> list[list[tuple[str, list[tuple[int, int, int]]]]]:
    """Four posts that link to a page, each to the next one where none is named."""
    ends = [(n + 1) % len(LEADS) if back_to is None else back_to for n in range(len(LEADS))]
    return [
        [(f"Post {n}", []), (lead, []), (MORE.format(THINGS[n]), [(0, 3, ends[n])])]
        for n, lead in enumerate(LEADS)
    ]


def test_a_list_of_posts_says_nothing_of_its_own() -> None:
    """All its passages are the posts', and theirs stay theirs, though they link back to it."""
    listed = [("All posts", []), *((lead, [(0, 7, n)]) for n, lead in enumerate(LEADS))]
    site = build([*posts(4), listed])
    shown = excerpts(site)
    assert shown[site.passages[4] :].all()
    assert not shown[: site.passages[4]].any()


def test_a_card_of_a_related_post_is_that_post_s() -> None:
    """The other passages of the page are its own."""
    own = "This page has a text of its own, long enough to be a paragraph that somebody wrote."
    page = [("Page", []), (own, []), (MORE.format("this"), []), (LEADS[0], [(0, 7, 0)])]
    site = build([*posts(None), page])
    shown = excerpts(site)
    begin = site.passages[4]
    assert shown[begin:].tolist() == [False, False, False, True]
    assert not shown[:begin].any()
