"""What a report of totals names is covered where a known backlink names it as well."""

from linkequity.base.urls import name_of, parse
from linkequity.model.backlinks.link_coverage import link_coverage
from linkequity.snapshot.tables import BACKLINKS, LINK_TOTALS

MILL = parse("https://קמח.example/") or ""
LINKS = BACKLINKS.frame(
    [
        {
            "referring_page": "https://blog.crumbs.example/a",
            "referring_domain": "crumbs.example",
            "target": "https://bakery.example/rye",
            "anchor_text": "Rye bread",
        },
        {
            "referring_page": MILL,
            "referring_domain": name_of(MILL),
            "target": "https://bakery.example/",
        },
    ]
)


def covered(report: str, *names: str) -> list[tuple[int, int]]:
    rows = [{"vendor": "search_console", "report": report, "name": name} for name in names]
    found = link_coverage(LINK_TOTALS.frame(list[dict[str, object]](rows)), LINKS.lazy())
    return [(row["known"], row["covered"]) for row in found.to_dicts()]


def test_sites_are_compared_by_registrable_domain_in_any_script() -> None:
    assert covered("site", "www.crumbs.example", "crumbs.example", "mill.example") == [(2, 1)]
    assert covered("site", "קמח.example") == [(1, 1)]


def test_pages_are_compared_whatever_their_scheme_and_texts_whatever_their_case() -> None:
    assert covered("page", "http://bakery.example/rye", "https://bakery.example/x") == [(2, 1)]
    assert covered("referring_page", "http://blog.crumbs.example/a") == [(1, 1)]
    assert covered("anchor_text", "rye bread", "rye") == [(2, 1)]


def test_without_a_report_nothing_is_said_of_coverage() -> None:
    assert link_coverage(LINK_TOTALS.empty(), LINKS.lazy()).is_empty()
