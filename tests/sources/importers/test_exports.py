"""Each vendor's sample gives the rows that stand beside it."""

import json
from pathlib import Path

import pytest

from linkequity.snapshot.tables import IMPORT_TABLES
from linkequity.sources.importers import (
    ahrefs,
    bing,
    generic,
    majestic,
    moz,
    search_console,
    semrush,
)
from linkequity.sources.importers.ga4 import Ga4
from linkequity.sources.registry import read

EXPORTS = Path(__file__).parents[2] / "exports"
EXPECTED = sorted(EXPORTS.glob("*/*.expected.json"))
SCHEMAS = {table.name: table.schema for table in IMPORT_TABLES}
VENDORS = {
    ahrefs.IMPORTER.vendor,
    semrush.IMPORTER.vendor,
    majestic.IMPORTER.vendor,
    moz.IMPORTER.vendor,
    search_console.VENDOR,
    bing.VENDOR,
    Ga4.vendor,
    generic.IMPORTER.vendor,
}


@pytest.mark.parametrize("beside", EXPECTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_sample_gives_the_rows_written_beside_it(beside: Path) -> None:
    expected = json.loads(beside.read_text())
    sample = beside.with_name(beside.name.removesuffix(".expected.json"))
    imported = read(sample)
    assert imported.vendor == expected["vendor"] == sample.parent.name
    assert (imported.kind, imported.refused) == (expected["kind"], expected["refused"])
    assert imported.left_out == expected.get("left_out", {})
    assert imported.frame.schema == SCHEMAS[imported.kind]
    rows = [{k: v for k, v in row.items() if v is not None} for row in imported.frame.to_dicts()]
    for row in rows:
        assert (row.pop("vendor"), row.pop("file")) == (imported.vendor, sample.name)
    assert json.loads(json.dumps(rows, default=str)) == expected["rows"]


def test_every_vendor_has_a_sample_and_every_sample_what_is_expected() -> None:
    samples = {path for path in EXPORTS.glob("*/*") if not path.name.endswith(".expected.json")}
    assert {path.parent.name for path in samples} >= VENDORS
    ours = {path for path in samples if path.parent.name in VENDORS}
    assert {path.with_name(f"{path.name}.expected.json") for path in ours} <= set(EXPECTED)
