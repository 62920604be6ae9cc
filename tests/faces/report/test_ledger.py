"""Laws of the ledger in words."""

from msgspec.structs import replace

from faces.brisbane import results
from linkequity.faces.report.ledger import fixable, ledger_view


def test_a_page_that_is_alone_is_not_blamed_for_its_dead_end() -> None:
    """There is no other page to link to; on a site of two there is, and the owner can mend it."""
    ledger = replace(results().ledger, leaked={"dead_end": 0.85})
    assert fixable(ledger, pages=1) == 0
    assert fixable(ledger, pages=2) == 0.85
    (alone,) = (e for e in ledger_view(ledger, pages=1).goes_out if e.name == "Dead ends")
    assert alone.verdict == "fine"
