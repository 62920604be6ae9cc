"""Each vendor's sample gives the rows that stand beside it."""

import json
from pathlib import Path

import pytest

from linkequity.snapshot.tables import BACKLINKS, SEARCH
from linkequity.sources.registry import read

EXPORTS = Path(__file__).parents[2] / "exports"
SAMPLES = sorted(path for path in EXPORTS.glob("*/*") if path.suffix != ".json")
SCHEMAS = {"backlinks": BACKLINKS.schema, "search": SEARCH.schema}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_gives_the_rows_written_beside_it(sample: Path) -> None:
    expected = json.loads(sample.with_name(f"{sample.name}.expected.json").read_text())
    imported = read(sample)
    assert imported.vendor == expected["vendor"] == sample.parent.name
    assert (imported.kind, imported.refused) == (expected["kind"], expected["refused"])
    assert imported.frame.schema == SCHEMAS[imported.kind]
    rows = [{k: v for k, v in row.items() if v is not None} for row in imported.frame.to_dicts()]
    for row in rows:
        assert (row.pop("vendor"), row.pop("file")) == (imported.vendor, sample.name)
    assert json.loads(json.dumps(rows, default=str)) == expected["rows"]


def test_every_vendor_has_a_sample() -> None:
    assert {path.parent.name for path in SAMPLES} == {"ahrefs", "search_console", "generic"}
