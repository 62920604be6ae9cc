"""The worked example, end to end: served, crawled over HTTP, modelled, audited, reported."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest

from linkequity.audits.registry import AUDITS
from running import Demo, linkequity

CAUSES = {
    "nofollow", "external", "broken", "uncertain", "blocked",
    "noindex", "not_html", "not_crawled", "dead_end",
}  # fmt: skip
PLANTED = {
    "orphan-pages", "broken-internal-links", "backlinks-lost-at-the-door",
    "stranded-backlink-equity", "redirected-internal-links", "redirect-chains",
    "nofollowed-internal-links", "dead-end-pages", "single-inlink-pages",
    "boilerplate-only-inlinks", "deep-pages", "generic-anchor-texts",
}  # fmt: skip


def test_what_is_printed_is_what_is_kept(demo: Demo) -> None:
    kept = json.loads((demo.workspace / "results" / "results.json").read_text())
    assert demo.printed == kept
    assert kept["schema_version"] == 1


def test_every_unit_of_equity_is_accounted_for(demo: Demo) -> None:
    ledger = demo.printed["ledger"]
    assert set(ledger["leaked"]) == CAUSES
    going_out = ledger["kept"] + sum(ledger["leaked"].values())
    assert ledger["equity_in"] == pytest.approx(going_out, rel=1e-9)
    assert ledger["equity_in"] == pytest.approx(ledger["from_baseline"] + ledger["from_backlinks"])
    assert ledger["from_backlinks"] > 0
    assert ledger["lost_at_door"] > 0
    assert ledger["stranded"] > 0


def test_every_audit_runs_and_every_planted_fault_is_found(demo: Demo) -> None:
    audits = {audit["id"]: audit for audit in demo.printed["audits"]}
    assert set(audits) == {audit.id for audit in AUDITS}
    assert {audits[id]["status"] for id in PLANTED} == {"fail"}
    assert "error" not in {audit["status"] for audit in audits.values()}
    assert all(audit["count"] == len(audit["findings"]) for audit in audits.values())


def test_findings_come_by_equity_at_stake(demo: Demo) -> None:
    for audit in demo.printed["audits"]:
        stakes = [finding["equity_at_stake"] for finding in audit["findings"]]
        assert stakes == sorted(stakes, reverse=True), audit["id"]


def test_the_whole_tables_lie_beside_the_document(demo: Demo) -> None:
    results = demo.workspace / "results"
    pages = pl.read_parquet(results / "pages.parquet")
    assert pages.height == demo.printed["totals"]["pages"]
    assert pages.get_column("url").is_unique().all()
    findings = pl.read_parquet(results / "findings.parquet")
    assert findings.height == sum(audit["count"] for audit in demo.printed["audits"])
    assert (results / "report.html").stat().st_size > 20_000


@pytest.mark.parametrize(("scenario", "lifted"), [("alone", 1), ("one_way", 1), ("two_way", 4)])
def test_a_backlink_lifts_four_pages_only_where_links_lead_both_ways(
    demo: Demo, scenario: str, lifted: int
) -> None:
    answer = demo.answer("simulate", demo.workspace / "demo" / "scenarios" / f"{scenario}.toml")
    assert answer["pages_lifted"] == lifted
    assert answer["holds_in"] is None
    assert answer["after"]["ledger"]["equity_in"] > answer["before"]["ledger"]["equity_in"]


def test_posts_that_only_link_in_are_explained(demo: Demo) -> None:
    ran = demo.run("simulate", demo.workspace / "demo" / "scenarios" / "one_way.toml")
    assert ran.code == 0
    assert "lift 1 page" in ran.out
    assert "/services/tax-advisory/" in ran.out


def test_the_same_command_again_does_no_harm(demo: Demo, tmp_path: Path) -> None:
    again = demo.answer("demo", "--no-open")
    assert again["totals"] == demo.printed["totals"]
    assert again["ledger"]["kept"] == pytest.approx(demo.printed["ledger"]["kept"])
    assert len(list((demo.workspace / "snapshots").glob("*/manifest.json"))) >= 2


def test_tables_are_filtered_and_go_out_as_csv(demo: Demo, tmp_path: Path) -> None:
    file = tmp_path / "orphans.csv"
    ran = demo.run("pages", "--where", "inlinks = 0 AND indexable", "--csv", file)
    assert ran.code == 0, ran.err
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert rows
    assert all(row["inlinks"] == "0" for row in rows)
    for table in ("pages", "links", "backlinks", "findings"):
        assert demo.answer(table)["count"] > 0
        assert demo.run(table).code == 0


def test_an_audit_without_a_source_reads_the_latest_snapshot_again(demo: Demo) -> None:
    again = demo.answer("audit")
    assert again["ledger"]["leaked"] == pytest.approx(demo.printed["ledger"]["leaked"])


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two pages, audited once: one leads nowhere else, one to what is gone."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "site/tax").mkdir(parents=True)
    (folder / "site/index.html").write_text('<a href="/tax/">Tax</a> <a href="/gone/">Gone</a>')
    (folder / "site/tax/index.html").write_text("Tax advice")
    words = ("--base-url", "https://example.com", "--workspace", "w", "--quiet")
    assert linkequity("audit", "site", *words, cwd=folder).code == 0
    return folder


@pytest.mark.parametrize(("threshold", "code"), [("none", 0), ("new", 0), ("low", 1), ("high", 1)])
def test_findings_above_the_threshold_end_with_1(broken: Path, threshold: str, code: int) -> None:
    words = ("--workspace", "w", "--fail-on", threshold, "--quiet", "--no-open")
    assert linkequity("audit", *words, cwd=broken).code == code


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["audit", "nosuchplace"], 2, "neither a URL nor a folder"),
        (["audit", "http://127.0.0.1:9/"], 3, "127.0.0.1"),
        (["audit", "--workspace", "nowhere"], 2, "not a workspace"),
        (["audit", "--auth", "me"], 2, "USER:PASSWORD"),
        (["audit", "--header", "X"], 2, "Name: value"),
        (["explain", "orphan-page"], 2, "orphan-pages"),
        (["simulate", "nothere.toml"], 3, "nothere.toml"),
        (["import", "nothere.csv"], 3, "nothere.csv"),
        (["pages", "--where", "inlink = 0"], 2, "inlinks"),
        (["adit"], 2, "audit"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    demo: Demo, words: list[str], code: int, says: str
) -> None:
    ran = demo.run(*words)
    assert ran.code == code, ran.err
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""
