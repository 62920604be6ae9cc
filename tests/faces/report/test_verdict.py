"""Laws of the first page: nothing on it contradicts what stands below it."""

from msgspec.structs import replace

from faces.brisbane import results
from linkequity.app.results import Results
from linkequity.faces.report.sections import models
from linkequity.faces.report.verdict import verdict


def leaking(**leaked: float) -> Results:
    """The same site, of whose hundred units these leak."""
    whole = results()
    kept = 100 - sum(leaked.values())
    return replace(whole, ledger=replace(whole.ledger, equity_in=100, kept=kept, leaked=leaked))


def test_a_leak_by_choice_is_neither_a_fault_nor_nobodys_business() -> None:
    """Two thirds that robots.txt shuts out are named as a choice, beside the little that is broken.

    "You can mend 0.4%" above a first task of 68% would leave the reader wondering which it is.
    """
    said = verdict(leaking(blocked=68, external=6, dead_end=0.3, broken=0.1)).then
    assert "The largest leak: pages blocked by robots.txt, 68%, a choice." in said
    assert "Faults take 0.4%: dead ends, broken links." in said


def test_where_nothing_is_at_fault_no_fault_is_spoken_of() -> None:
    """Links to other sites are a healthy site's, however much they carry away."""
    said = verdict(leaking(external=60)).then
    assert "links to other sites, 60%, nobody’s fault." in said
    assert "Faults" not in said


def test_links_that_hold_everywhere_are_not_said_to_hold_in_at_least_all() -> None:
    """And a share of models is never rounded up."""
    assert models(1.0) == "all"
    assert models(0.828) == "at least 82% of the"
