"""Laws of causes: an edit made alone is named and explains all; what nobody did is not named."""

import copy
from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl
import pytest
import yaml

import tiny
from linkequity.model.comparison.backlinks_then import as_of, changes
from linkequity.model.comparison.both import Both
from linkequity.model.comparison.causes import Causes, find_causes
from linkequity.model.comparison.single_edits import Told
from linkequity.model.facts import Facts

Data = dict[str, dict[str, dict[str, list[str] | bool | str | int]]]
SITE = """
navigation: [/, /tax]
pages:
  /: {links: [/blog/a, /blog/b, /guide]}
  /tax: {links: [/blog/a]}
  /guide: {links: [/tax, /blog/b]}
  /blog/a: {links: [/tax, /guide]}
  /blog/b: {links: [/blog/a, /tax]}
  /blog/c: {links: [/blog/b], known_from: [sitemap]}
  /legal: {known_from: [sitemap]}
backlinks:
  - {to: /blog/a, from: https://news.org/1, rating: 50}
  - {to: /guide, from: https://other.net/2, rating: 40}
"""


def facts(edit: Callable[[Data], object] = lambda site: None) -> Facts:
    site = yaml.safe_load(SITE)
    edit(site)
    return tiny.facts_of(tiny.site(yaml.safe_dump(site)))


def compared(before: Facts, after: Facts) -> tuple[Both, Causes]:
    none = pl.DataFrame(schema={"before": pl.String, "after": pl.String})
    both = Both.of(before, after, none)
    return both, find_causes(both, changes(before.tables.backlinks, after.tables.backlinks))


def links(site: Data, path: str) -> list[str]:
    found = site["pages"][path]["links"]
    assert isinstance(found, list)
    return found


EDITS: dict[str, tuple[Callable[[Data], object], Told]] = {
    "a link is gone": (
        lambda site: links(site, "/").remove("/guide"),
        Told("link_removed", "/", "/guide", "content"),
    ),
    "a link is new": (
        lambda site: links(site, "/guide").append("/blog/a"),
        Told("link_added", "/guide", "/blog/a", "content"),
    ),
    "a link to another site is new": (
        lambda site: links(site, "/tax").append("https://elsewhere.org/"),
        Told("link_added", "/tax", None, "content"),
    ),
    "a link stands in every menu": (
        lambda site: site["navigation"].append("/legal"),  # type: ignore[attr-defined]
        Told("link_added", None, "/legal", "navigation", 6),
    ),
    "a page says noindex": (
        lambda site: site["pages"]["/guide"].update(noindex=True),
        Told("page_changed", "/guide", was="indexable", now="noindex"),
    ),
    "a page is broken": (
        lambda site: site["pages"]["/blog/b"].update(status=404, links=[]),
        Told("page_changed", "/blog/b", was="indexable", now="broken"),
    ),
    "a page is gone with all links to it": (
        lambda site: site["pages"].pop("/blog/c"),
        Told("page_lost", "/blog/c", was="indexable"),
    ),
    "a page is new": (
        lambda site: (
            site["pages"].update({"/new": {"links": ["/tax"]}}),
            links(site, "/guide").append("/new"),
        ),
        Told("page_gained", "/new", now="indexable"),
    ),
    "a backlink is lost": (
        lambda site: site["backlinks"].pop(0),  # type: ignore[call-overload]
        Told("backlinks_lost", "news.org", "/blog/a"),
    ),
    "a domain gives more": (
        lambda site: site["backlinks"].append(  # type: ignore[attr-defined]
            {"to": "/tax", "from": "https://news.org/9", "rating": 70}
        ),
        Told("backlinks_won", "news.org", "/tax"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_only_edit_explains_every_change(name: str) -> None:
    """Solved alone it does all that happened: to each page, to a billionth of a unit."""
    edit, told = EDITS[name]
    both, causes = compared(facts(), facts(edit))
    change = both.equity_after - both.equity_before
    assert np.abs(change).max() > 1e-3
    assert told in causes.tried
    alone = causes.effects[causes.tried.index(told)]
    assert alone == pytest.approx(change, abs=1e-9)
    for place in np.flatnonzero(np.abs(change) > 1e-6):
        cause = causes.of_place(float(change[place]), int(place))
        assert cause is not None
        assert cause.share == pytest.approx(1)


def test_of_two_edits_each_explains_its_own_part() -> None:
    """A page that one edit alone concerns is explained by that one."""
    after = facts(lambda site: (links(site, "/").remove("/guide"), site["pages"].pop("/blog/c")))
    both, causes = compared(facts(), after)
    change = both.equity_after - both.equity_before
    place = int(both.places(pl.Series(["/blog/c"]))[0])
    cause = causes.of_place(float(change[place]), place)
    assert cause is not None
    assert cause.told.kind == "page_lost"


def test_where_no_edit_comes_near_none_is_named() -> None:
    """A cause explains at least four fifths and at most six; half of a change is no cause."""
    causes = Causes([Told("link_added")], np.array([[1.0]]))
    assert causes.of_place(1.9, 0) is None
    assert causes.of_place(0.8, 0) is None
    assert causes.of_place(-1.0, 0) is None
    assert causes.of_place(0.0, 0) is None
    near = causes.of_place(1.2, 0)
    assert near is not None
    assert near.share == pytest.approx(1 / 1.2)


def test_a_segment_is_explained_as_a_whole() -> None:
    """What an edit does to the pages of a segment is added up."""
    both, causes = compared(facts(), facts(EDITS["a link is gone"][0]))
    blog = both.segments.str.starts_with("/blog").cast(pl.Float64).to_numpy()
    change = float((both.equity_after - both.equity_before) @ blog)
    cause = causes.of_places(change, blog)
    assert cause is not None
    assert cause.told.kind == "link_removed"


def test_nothing_is_tried_where_nothing_changed() -> None:
    """The same site has no causes."""
    _, causes = compared(facts(), facts())
    assert list(causes.tried) == []


def test_backlinks_are_as_they_were_by_date_or_by_record() -> None:
    """A backlink that a new import made known is not won; one with a later date is."""
    site = yaml.safe_load(SITE)
    seen, moment = date(2026, 1, 1), date(2026, 2, 1)
    site["backlinks"] = [
        {"to": "/tax", "from": "https://old.org/", "first_seen": seen},
        {"to": "/tax", "from": "https://new.org/", "first_seen": date(2026, 3, 1)},
        {"to": "/tax", "from": "https://undated.org/"},
    ]
    now = tiny.backlinks_of(tiny.site(yaml.safe_dump(site)))
    record = copy.deepcopy(site)
    record["backlinks"] = [site["backlinks"][0], {"to": "/", "from": "https://dropped.org/"}]
    kept = tiny.backlinks_of(tiny.site(yaml.safe_dump(record)))

    def givers(frame: pl.DataFrame) -> set[str]:
        return set(frame["referring_domain"])

    by_date = changes(as_of(now, moment), now)
    assert givers(by_date.won) == {"new.org"}
    assert by_date.lost.is_empty()
    by_record = changes(as_of(now, moment, kept), now)
    assert givers(by_record.won) == {"new.org", "undated.org"}
    assert givers(by_record.lost) == {"dropped.org"}
    older = kept.drop("moz_page_authority", "language").with_columns(of_old=1)
    assert as_of(now, moment, older).equals(as_of(now, moment, kept))


def test_a_lost_backlink_counts_until_it_was_last_seen() -> None:
    """What the vendor saw after the first crawl was there at it, and is lost since."""
    site = yaml.safe_load(SITE)
    site["backlinks"] = [{"to": "/tax", "from": f"https://{n}.org/", "lost": True} for n in "ab"]
    seen = pl.Series([date(2026, 1, 1), date(2026, 2, 9)])
    now = tiny.backlinks_of(tiny.site(yaml.safe_dump(site))).with_columns(last_seen=seen)
    lost = changes(as_of(now, date(2026, 2, 1)), now).lost
    assert lost["referring_domain"].to_list() == ["b.org"]
