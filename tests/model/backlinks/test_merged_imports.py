"""Several vendors and files that tell of one thing are told once, by a fixed rule."""

from datetime import date

import polars as pl

from linkequity.model.backlinks.merged_imports import last_told, merge_vendors
from linkequity.snapshot.tables import BACKLINKS, SEARCH

PAIR = {"referring_page": "https://a.example/1", "target": "https://site.example/"}


def merged(*rows: dict[str, object]) -> list[dict[str, object]]:
    frame = merge_vendors(BACKLINKS.frame([PAIR | row for row in rows]))
    assert frame.schema == BACKLINKS.schema
    return frame.to_dicts()


def test_each_vendor_keeps_its_rating_and_all_are_named_in_a_fixed_order() -> None:
    """The order of the files does not matter, nor does http or https."""
    moz = {"vendor": "moz", "moz_page_authority": 31.0, "anchor_text": "of moz"}
    ahrefs = {"vendor": "ahrefs", "ahrefs_url_rating": 12.0, "source_title": "Title"}
    plain = {"vendor": "semrush", "target": "http://site.example/", "anchor_text": "of semrush"}
    for rows in ((moz, ahrefs, plain), (plain, moz, ahrefs)):
        [row] = merged(*rows)
        assert row["vendors"] == ["ahrefs", "semrush", "moz"]
        assert (row["vendor"], row["anchor_text"]) == ("ahrefs", "of semrush")
        assert (row["moz_page_authority"], row["ahrefs_url_rating"]) == (31.0, 12.0)


def test_where_vendors_contradict_the_most_recent_sighting_that_tells_wins() -> None:
    old = {"vendor": "ahrefs", "nofollow": True, "lost": True, "last_seen": date(2025, 1, 1)}
    new = {"vendor": "moz", "nofollow": False, "last_seen": date(2026, 1, 1)}
    undated = {"vendor": "generic", "nofollow": True, "ugc": True}
    for rows in ((old, new, undated), (undated, new, old)):
        [row] = merged(*rows)
        assert (row["nofollow"], row["lost"], row["ugc"]) == (False, True, True)


def test_of_one_day_the_sighting_that_brings_more_wins() -> None:
    day = {"vendor": "semrush", "last_seen": date(2026, 1, 1)}
    [row] = merged(
        day | {"lost": True, "nofollow": False}, day | {"lost": False, "nofollow": False}
    )
    assert row["lost"] is False


def test_it_was_seen_from_the_earliest_day_to_the_latest() -> None:
    [row] = merged(
        {"vendor": "moz", "first_seen": date(2024, 5, 1), "last_seen": date(2025, 1, 1)},
        {"vendor": "ahrefs", "first_seen": date(2024, 6, 1), "last_seen": date(2026, 1, 1)},
    )
    assert (row["first_seen"], row["last_seen"]) == (date(2024, 5, 1), date(2026, 1, 1))


def test_other_pairs_and_rows_without_a_referring_page_stay_as_they_are_in_their_order() -> None:
    rows = merged(
        {"vendor": "moz", "referring_page": None, "referring_domain": "b.example"},
        {"vendor": "moz", "target": "https://site.example/other"},
        {"vendor": "ahrefs"},
        {"vendor": "moz", "referring_page": None, "referring_domain": "b.example"},
        {"vendor": "moz"},
    )
    assert [row["vendors"] for row in rows] == [["moz"], ["moz"], ["ahrefs", "moz"], ["moz"]]
    assert [row["referring_domain"] for row in rows] == ["b.example", None, None, "b.example"]


def test_nothing_merges_to_nothing() -> None:
    assert merge_vendors(BACKLINKS.empty()).schema == BACKLINKS.schema


def test_a_click_that_two_exports_of_one_vendor_tell_of_is_counted_once() -> None:
    """The file imported last counts, page by page; other vendors count beside it."""

    def row(url: str, clicks: int, file: str, vendor: str = "search_console") -> dict[str, object]:
        return {"url": url, "clicks": clicks, "file": file, "vendor": vendor}

    search = SEARCH.frame(
        [
            row("/a", 5, "march.csv"),
            row("/b", 7, "march.csv"),
            row("/a", 6, "april.csv"),
            row("/a", 1, "bing.csv", "bing"),
        ]
    )
    kept = last_told(search, pl.col("query").is_null())
    assert kept["clicks"].to_list() == [7, 6, 1]
