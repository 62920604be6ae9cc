"""Known edits of a built site, read twice: compare finds exactly those, and remembers."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from linkequity.app.comparison.documents import Comparison
from linkequity.app.history.register import read_register
from linkequity.app.intake.reading import AuditOrder
from linkequity.app.verbs import Audited, audit, compare, write_baseline
from linkequity.base.errors import UsageError

BASE = "https://example.com/"
MENU = '<nav><a href="/">Home</a> <a href="/guide/">Guide</a></nav>'
PAGES = {
    "": 'Read <a href="/guide/">our guide</a>, <a href="/a/">a</a> and <a href="/b/">b</a>.',
    "guide": 'See <a href="/a/">how a works</a> in detail.',
    "a": 'More in <a href="/b/">the story of b</a> today.',
    "b": 'Back to <a href="/guide/">the guide</a> again.',
    "old": 'Go to <a href="/a/">the page on a</a> now.',
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> "Told":
    return Told(tmp_path_factory.mktemp("compared"))


class Told:
    """A site read as it was, edited, and put back: what each audit left."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site, self.workspace = folder, folder / "site", folder / "w"
        self.workspace.mkdir()
        (self.workspace / "linkequity.toml").write_text("[ensemble]\nmodels = 1\n")
        for name, text in PAGES.items():
            self.write(name, text)
        link_old = PAGES["b"] + ' And <a href="/old/">the old page</a>.'
        self.write("b", link_old)
        self.first = self.read()
        self.write("", PAGES[""].replace('<a href="/guide/">our guide</a>', "our guide"))
        self.write("new", PAGES["old"])
        self.write("old", "", head='<meta http-equiv="refresh" content="0; url=/new/">')
        self.write("a", PAGES["a"], head='<meta name="robots" content="noindex">')
        self.second = self.read()
        self.comparison = compare((), self.workspace)
        self.write("a", PAGES["a"])
        self.third = self.read()
        self.write("a", PAGES["a"], head='<meta name="robots" content="noindex">')
        self.fourth = self.read()

    def write(self, name: str, text: str, head: str = "") -> None:
        page = self.site / name / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        title = {"new": "old"}.get(name, name) or "home"
        words = f"Words that only {name or 'home'} has, so that no block repeats."
        page.write_text(
            f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{MENU}"
            f"<main><p>{text} {words}</p></main></body></html>"
        )

    def read(self, **order: Path) -> Audited:
        return audit(AuditOrder(str(self.site), BASE, self.workspace, **order))  # type: ignore[arg-type]


def findings(comparison: Comparison, state: str) -> Iterator[tuple[str, str]]:
    return ((f.audit, f.url) for f in comparison.findings if f.state == state)


def test_exactly_the_edits_are_found(told: Told) -> None:
    """One page moved, one turned, one link is gone; nothing else changed."""
    comparison = told.comparison
    pages = {
        (p.change, p.url, p.url_before, *(d.what for d in p.differs)) for p in comparison.pages
    }
    assert pages == {
        ("changed", f"{BASE}new/", f"{BASE}old/"),
        ("changed", f"{BASE}a/", None, "indexable"),
    }
    links = {(x.change, x.target, x.link_position, *x.sources, x.links) for x in comparison.links}
    assert links == {("lost", "/guide/", "content", "/", 1)}
    assert comparison.counts["pages_moved"] == 1


def test_the_cause_of_a_loss_is_named(told: Told) -> None:
    """The page that became noindex is the cause of its own loss."""
    (own,) = [move for move in told.comparison.losers if move.name == f"{BASE}a/"]
    assert own.after == 0
    assert own.cause is not None
    assert own.cause.says == "/a/ became noindex"
    assert own.cause.share == pytest.approx(1, abs=0.2)
    change = sum(segment.change for segment in told.comparison.segments)
    kept = told.comparison.after.ledger.kept - told.comparison.before.ledger.kept
    assert change == pytest.approx(kept)


def test_findings_are_new_once_close_themselves_and_say_when_they_return(told: Told) -> None:
    """Of four audits: all new, some new, the fixed ones closed, the same ones returned."""
    first = told.first.results
    assert first.changes is None
    assert {f.state for a in first.audits for f in a.findings} == {"new"}
    second, third, fourth = (t.results.changes for t in (told.second, told.third, told.fourth))
    assert second is not None
    assert third is not None
    assert fourth is not None
    assert second.counts["findings_new"] > 0
    fixed = set(findings(third, "fixed"))
    returned = set(findings(fourth, "returned"))
    assert returned
    assert returned <= fixed
    assert told.fourth.fresh == len(returned) + fourth.counts["findings_new"]
    register = read_register(told.fourth.workspace)
    assert set(register["state"].unique()) >= {"open", "returned"}


def test_ids_survive_and_name_one_finding_each(told: Told) -> None:
    """The document, the table and the register know a finding by the same id."""
    table = pl.read_parquet(told.workspace / "results" / "findings.parquet")
    assert table["id"].is_unique().all()
    register = read_register(told.fourth.workspace)
    open_ones = register.filter(pl.col("state") != "closed")
    assert set(open_ones["id"]) == set(table["id"])
    listed = {f.id for a in told.fourth.results.audits for f in a.findings}
    assert listed == set(table["id"])
    ids = [task.id for task in told.fourth.results.tasks]
    assert len(set(ids)) == len(ids) > 0


def test_a_baseline_silences_what_it_holds_and_no_more(told: Told, tmp_path: Path) -> None:
    """With all findings in it nothing is left to say; without one line there is that one."""
    file = tmp_path / "baseline.tsv"
    there = write_baseline(file, told.workspace)
    silent = told.read(baseline=file)
    assert silent.fresh == 0
    assert silent.results.tasks == []
    assert sum(a.silent for a in silent.results.audits) == there
    assert sum(a.count for a in silent.results.audits) == 0
    lines = file.read_text().splitlines()
    file.write_text("\n".join(lines[:-1]) + "\n")
    assert told.read(baseline=file).fresh == 1


def test_snapshots_are_meant_by_name_or_path_and_what_is_not_there_is_said(told: Told) -> None:
    """Any two can be compared; an unknown name lists what there is."""
    names = sorted(path.name for path in (told.workspace / "snapshots").glob("2*"))[:2]
    named = compare(names, told.workspace)
    assert named.counts["pages_moved"] == 1
    path = told.workspace / "snapshots" / names[0]
    assert compare((str(path), names[1]), told.workspace).counts == named.counts
    with pytest.raises(UsageError, match="no snapshot is called 'x'") as refused:
        compare(("x",), told.workspace)
    assert names[0] in refused.value.hint
    with pytest.raises(UsageError, match="compared with itself"):
        compare((names[0], names[0]), told.workspace)
