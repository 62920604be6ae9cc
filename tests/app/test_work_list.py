"""Laws of the work list: all findings in the order of the work, each dead URL once."""

from pathlib import Path

import msgspec
import polars as pl

from faces.brisbane import results
from linkequity.app.tables.declared import FINDINGS
from linkequity.app.work_list import WorkList, work_list
from linkequity.app.workspace import Workspace

SITE = "https://brisbane-accounting.example"
Row = tuple[str, str, str, float, dict[str, object], bool]
FOUND: list[Row] = [
    ("orphan-pages", "/low", "low", 9.0, {}, False),
    ("orphan-pages", "/silent", "high", 50.0, {}, True),
    ("broken-internal-links", "/gone", "low", 1.0, {"links": 4}, False),
    (
        "backlinks-lost-at-the-door", "/gone", "medium", 3.0,
        {"redirect_to": f"{SITE}/new", "fix": "Redirect it", "backlinks": 2}, False,
    ),
    ("broken-internal-links", "/dead", "high", 6.0, {"links": 1, "status": 404}, False),
]  # fmt: skip


def workspace(folder: Path) -> Workspace:
    made = Workspace(folder)
    made.results.mkdir()
    rows = [
        (audit, SITE + path, "proved", severity, stake, msgspec.json.encode(said).decode(),
         f"id{n}", "open", None, silent)
        for n, (audit, path, severity, stake, said, silent) in enumerate(FOUND)
    ]  # fmt: skip
    table = pl.DataFrame(rows, schema=FINDINGS.schema, orient="row")
    table.write_parquet(made.results / "findings.parquet")
    pl.DataFrame(
        {
            "url": [f"{SITE}/a", f"{SITE}/b", f"{SITE}/c"],
            "title": ["A", None, "C"],
            "indexable": [True, True, False],
            "value": [0.1, 0.4, 0.9],
            "backlink_equity": [1.0, 0.0, 0.0],
            "equity": [2.0, 1.0, 0.0],
        }
    ).write_parquet(made.results / "pages.parquet")
    return made


def listed(folder: Path) -> WorkList:
    return work_list(results(), workspace(folder))


def test_findings_come_by_severity_and_stake_and_silent_ones_not_at_all(tmp_path: Path) -> None:
    """The gravest first; what the baseline silences is no work."""
    found = listed(tmp_path).findings
    assert found["severity"].to_list() == ["high", "medium", "low", "low"]
    assert found["equity_at_stake"].to_list() == [6.0, 3.0, 9.0, 1.0]
    assert "/silent" not in " ".join(found["url"])
    assert found["title"][2] == "Orphan pages"


def test_each_dead_url_is_redirected_once_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    """Backlinks and links to one URL are one redirect; whose target is unclear has none."""
    redirects = listed(tmp_path).redirects
    assert redirects["url"].to_list() == [f"{SITE}/dead", f"{SITE}/gone"]
    assert redirects.row(1, named=True) == {
        "url": f"{SITE}/gone",
        "redirect_to": f"{SITE}/new",
        "fix": "Redirect it",
        "backlinks": 2,
        "links": 4,
        "equity_at_stake": 3.0,
    }
    assert redirects["redirect_to"][0] is None


def test_landing_pages_come_by_what_a_backlink_there_is_worth(tmp_path: Path) -> None:
    """Only pages that may rank take a backlink."""
    assert listed(tmp_path).landing_pages["url"].to_list() == [f"{SITE}/b", f"{SITE}/a"]
