"""Laws of the register: nothing is new twice, nothing closes unseen, what comes back says so."""

from datetime import UTC, datetime

import polars as pl

from linkequity.app.history.register import REGISTER, Sighting, follow_moves, updated
from linkequity.base.ids import finding_id, stable_id

SITE = "example.com"
AUDIT = "orphan-pages"


def day(number: int) -> datetime:
    return datetime(2026, 3, number, tzinfo=UTC)


def seen(
    pages: str, on: int, *, ran: bool = True, complete: bool = True, known: str = "abc"
) -> Sighting:
    """An audit that found one finding on each page named by a letter; `known` pages were read."""
    rows = [
        {
            "id": finding_id(AUDIT, f"https://{SITE}/{page}", SITE),
            "audit": AUDIT,
            "page": f"/{page}",
            "url": f"https://{SITE}/{page}",
            "severity": "low",
            "equity_at_stake": float(on),
        }
        for page in pages
    ]
    names = ("id", "audit", "page", "url", "severity", "equity_at_stake")
    found = pl.DataFrame(rows, schema={name: REGISTER.schema[name] for name in names})
    read = pl.Series("page", [f"/{page}" for page in known])
    return Sighting(found, (AUDIT,) if ran else (), read, complete, day(on))


def after(*sightings: Sighting) -> dict[str, tuple[str, datetime, datetime | None, int]]:
    register = REGISTER.empty()
    for sighting in sightings:
        register = updated(register, sighting)
    assert register.schema == REGISTER.schema
    rows = register.select("page", "state", "since", "closed", "times_returned").iter_rows()
    return {page: (state, since, closed, times) for page, state, since, closed, times in rows}


def test_a_finding_is_new_once_then_open() -> None:
    """since is when it was first seen, however often it is seen again."""
    assert after(seen("a", 1)) == {"/a": ("new", day(1), None, 0)}
    assert after(seen("a", 1), seen("a", 2), seen("a", 3)) == {"/a": ("open", day(1), None, 0)}


def test_what_is_no_longer_found_closes_itself_and_stays_closed() -> None:
    """The day of the first crawl without it is kept."""
    assert after(seen("a", 1), seen("", 2), seen("", 3)) == {"/a": ("closed", day(1), day(2), 0)}


def test_what_comes_back_says_so() -> None:
    """It is open since its return; its first sight is not forgotten."""
    returned = after(seen("a", 1), seen("", 2), seen("a", 3))
    assert returned == {"/a": ("returned", day(3), None, 1)}
    assert after(seen("a", 1), seen("", 2), seen("a", 3), seen("a", 4))["/a"][:2] == (
        "open",
        day(3),
    )


def test_what_was_not_looked_at_does_not_close() -> None:
    """An audit that did not run, or a page beyond the crawl's limit, proves nothing."""
    assert after(seen("a", 1), seen("", 2, ran=False))["/a"][0] == "open"
    assert after(seen("a", 1), seen("", 2, complete=False, known="b"))["/a"][0] == "open"
    assert after(seen("a", 1), seen("", 2, complete=False, known="a"))["/a"][0] == "closed"
    assert after(seen("a", 1), seen("", 2, known="b"))["/a"][0] == "closed"


def test_a_page_that_moved_takes_its_findings_along() -> None:
    """The finding on the new URL is the old one, not a new and a fixed one."""
    register = updated(REGISTER.empty(), seen("ab", 1))
    moved = pl.DataFrame({"before": ["/a"], "after": ["/c"]})
    register = updated(follow_moves(register, moved), seen("bc", 2))
    assert dict(register.select("page", "state").iter_rows()) == {"/b": "open", "/c": "open"}
    assert stable_id("finding", AUDIT, "/c") in register["id"].to_list()
