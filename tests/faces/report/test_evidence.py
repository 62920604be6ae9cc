"""Evidence is read in plain words: each key that an audit gives has its own."""

from collections.abc import Iterator

import polars as pl
import pytest

from linkequity.audits.findings import COMMON, OF_LINKS, RESTS_ON
from linkequity.audits.registry import AUDITS
from linkequity.faces.report.evidence import evidence
from linkequity.faces.report.evidence_labels import LABELS, MEMBERS, POSITIONS
from linkequity.snapshot.tables import LINK_POSITIONS
from tiny import Page, Site, facts_of


@pytest.fixture(scope="module")
def declared() -> dict[str, pl.Schema]:
    """What each audit can say, by the columns it returns of a site without findings."""
    facts = facts_of(Site(pages={"/": Page(title="A", links=["/b"]), "/b": Page(title="B")}))
    return {audit.id: _says(audit.check(facts)) for audit in AUDITS}


def _says(found: pl.DataFrame) -> pl.Schema:
    return found.drop(*COMMON, RESTS_ON, OF_LINKS).schema


def _members(kind: pl.DataType) -> Iterator[str]:
    """The members of the entries that a column holds."""
    if isinstance(kind, pl.List):
        yield from _members(kind.inner)
    if isinstance(kind, pl.Struct):
        for field in kind.fields:
            yield field.name
            yield from _members(field.dtype)


def test_each_key_of_evidence_has_a_plain_label(declared: dict[str, pl.Schema]) -> None:
    """No audit shows its own key for want of a label, and no label is left of keys long gone."""
    keys = {key for schema in declared.values() for key in schema}
    members = {
        name for schema in declared.values() for kind in schema.values() for name in _members(kind)
    }
    assert keys == LABELS.keys()
    # A link that is looked up has these too.
    assert members | {"link_position", "url"} == MEMBERS.keys()
    assert set(LINK_POSITIONS) == POSITIONS.keys()


def test_no_two_lines_of_a_finding_are_called_alike(declared: dict[str, pl.Schema]) -> None:
    """Within one audit each label is given once."""
    for audit, schema in declared.items():
        labels = [LABELS[key] for key in schema]
        assert len(labels) == len(set(labels)), audit


def test_positions_and_entries_are_said_in_words() -> None:
    """Counts of positions, and members of an entry, are no keys with a number."""
    places, crawlers = evidence(
        {
            "link_positions": {"content": 11, "footer": 2},
            "crawlers": [{"crawler": "GPTBot", "company": "OpenAI", "pages": 3, "equity": 1.5}],
        }
    )
    assert places.label == "where the links stand"
    assert places.pieces[0].text == "11 in the text, 2 in the footer"
    assert crawlers.pieces[0].text == "GPTBot, of OpenAI, pages 3, equity 1.5"
    (linked,) = evidence(
        {"linked_from": [{"url": "https://a.org/", "link_position": "footer", "anchor_text": "A"}]}
    )
    assert linked.pieces[0].text == "in the footer"
