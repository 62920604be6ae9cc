"""A scenario: a site and edits, made into the facts of the site as it would be.

Edits change the tables that the sources left and everything is solved again, so that a what-if
can never differ from what the next crawl of the edited site would show.
"""

from collections.abc import Iterator
from dataclasses import replace

from linkequity.model.facts import Facts
from linkequity.model.site import SiteTables
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.names import Names, Scenario
from linkequity.model.whatif.table_edits import make


def apply(facts: Facts, scenario: Scenario) -> Facts:
    """The facts of the site with the edits made, one after the other.

    Raises ScenarioInvalid where an edit is about a page or link that is not there.
    """
    return facts.edited(edit_tables(facts.tables, facts, scenario))


def edit_tables(tables: SiteTables, facts: Facts, scenario: Scenario) -> SiteTables:
    """The edits made in the tables of a site, or in a part that has all links they are about."""
    for edit, names in numbered(facts, scenario):
        tables = make(tables, edit.made, names)
    return tables


def numbered(facts: Facts, scenario: Scenario) -> Iterator[tuple[Edit, Names]]:
    """Each edit, and the names in it."""
    names = Names(facts, scenario)
    for number, edit in enumerate(scenario.edits, start=1):
        yield edit, replace(names, where=f"{scenario.name}, edit {number}")
