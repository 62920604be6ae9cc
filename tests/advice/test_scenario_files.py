"""Scenarios written and read: what is written reads back as the same, whatever it says."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from linkequity.advice.scenario_files import parse_scenario, write_scenario
from linkequity.model.whatif.edits import AddBacklink, AddLink, AddPage, Edit, Noindex
from linkequity.model.whatif.names import Scenario

# Whatever text a file in UTF-8 can hold.
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
edits = st.one_of(
    st.builds(AddLink, source=texts, target=texts, anchor_text=texts).map(
        lambda made: Edit(add_link=made)
    ),
    st.builds(AddBacklink, target=texts, rating=st.floats(0, 100)).map(
        lambda made: Edit(add_backlink=made)
    ),
    st.builds(AddPage, url=texts, links_to=st.lists(texts, max_size=3)).map(
        lambda made: Edit(add_page=made)
    ),
    st.builds(Noindex, url=texts).map(lambda made: Edit(noindex=made)),
)


@given(st.lists(edits, min_size=1, max_size=4))
def test_a_scenario_reads_back_as_it_was_written(made: list[Edit]) -> None:
    """Quotes, brackets, control characters and all scripts included; no text becomes an edit."""
    scenario = Scenario(tuple(made), "s")
    written = write_scenario(scenario)
    assert parse_scenario(written.encode(), "s") == scenario
    assert [*tomllib.loads(written)] == ["edit"]


def test_what_is_not_said_is_not_written() -> None:
    """A file reads as people would write it."""
    written = write_scenario(Scenario((Edit(add_link=AddLink(source="/a", target="/b")),)))
    assert written == '[[edit]]\nadd_link = { from = "/a", to = "/b", position = "content" }\n'
