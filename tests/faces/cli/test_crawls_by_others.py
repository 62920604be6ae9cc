"""Another program's crawl, as a person hands it over."""

import json
from pathlib import Path

from linkequity.snapshot.snapshot import Snapshot
from running import linkequity

EXPORTS = Path(__file__).parents[2] / "exports"
SHOP = EXPORTS / "screaming_frog/english"


def test_files_of_one_crawl_are_audited_as_one_snapshot_and_say_what_they_lack(
    tmp_path: Path,
) -> None:
    files = (SHOP / "internal_all.csv", SHOP / "all_inlinks.csv")
    ran = linkequity("audit", *files, "--json", "--no-open", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "1 of 11 rows could not be read" in ran.err
    results = json.loads(ran.out)
    assert results["snapshot"]["source"] == "screaming_frog"
    assert results["totals"]["links"] == 9
    status = {audit["id"]: audit["status"] for audit in results["audits"]}
    assert status["broken-internal-links"] == "fail"
    assert status["broken-structured-data"] == "not_applicable"
    assert status["orphan-pages"] == "inconclusive"
    assert (tmp_path / "www.shop.example/linkequity.toml").exists()


def test_pages_without_links_let_no_audit_judge_links(tmp_path: Path) -> None:
    folder = EXPORTS / "screaming_frog/pages_alone"
    ran = linkequity("audit", folder, "--json", "--no-open", cwd=tmp_path)
    assert ran.code == 0, ran.err
    results = json.loads(ran.out)
    judged = {a["id"]: a for a in results["audits"] if a["status"] != "not_applicable"}
    assert not {"orphan-pages", "dead-end-pages", "broken-internal-links"} & judged.keys()
    assert not any(audit["count"] for audit in judged.values())


def test_import_makes_one_snapshot_of_files_of_one_crawl(tmp_path: Path) -> None:
    files = sorted((EXPORTS / "sitebulb/english").glob("*.csv"))
    ran = linkequity("import", *files, "--workspace", "shop", "--json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    documents = json.loads(ran.out)["files"]
    assert {doc["kind"] for doc in documents} == {"crawl"}
    (snapshot,) = (tmp_path / "shop/snapshots").glob("*Z")
    assert Snapshot.open(snapshot).manifest.counts["links"] == 5


def test_files_that_are_no_crawl_are_refused_with_what_was_expected(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n")
    ran = linkequity("audit", file, cwd=tmp_path)
    assert ran.code == 3
    assert "is no crawl of a program we know" in ran.err
    assert "Traceback" not in ran.err
    assert linkequity("audit", file, "nothing.csv", cwd=tmp_path).code == 3
