"""What changed since the snapshot before: figures, findings, pages, links, winners and losers."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkequity.app.comparison.documents import (
    BacklinkChangeDoc,
    Comparison,
    FindingChangeDoc,
    LinkChangeDoc,
    MoveDoc,
    PageChangeDoc,
)
from linkequity.app.results import Results
from linkequity.faces.report.verdict import Figure
from linkequity.faces.words import count, counted, signed

PAGES = 12
LINKS = 12
FINDINGS = 8
MOVERS = 10
SEGMENTS = 10
BACKLINKS = 10
LEAST = 0.01  # page units; less is nothing to show


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one state: its name, its tone as a chip, the first of them, how many more."""

    name: str
    tone: str
    rows: list[FindingChangeDoc]
    more: int


@dataclass(frozen=True)
class LedgerRow:
    """One line of the ledger, before and after, in page units."""

    name: str
    before: float
    after: float


@dataclass(frozen=True)
class ChangesView:
    """The section; `doc` holds the two sides. `causes`: whether that of any segment is known."""

    doc: Comparison
    figures: list[Figure]
    findings: list[FindingGroup]
    pages: list[PageChangeDoc]
    more_pages: int
    links: list[LinkChangeDoc]
    more_links: int
    with_pages: int
    winners: list[MoveDoc]
    losers: list[MoveDoc]
    segments: list[MoveDoc]
    causes: bool
    backlinks: list[BacklinkChangeDoc]
    ledger: list[LedgerRow]
    titles: dict[str, str]


def changes_view(results: Results) -> ChangesView | None:
    """The section for the template; None where there was no snapshot before."""
    doc = results.changes
    if doc is None:
        return None
    counts = doc.counts
    links = [link for link in doc.links if not link.with_page]
    pages = counts["pages_changed"] + counts["pages_gained"] + counts["pages_lost"]
    return ChangesView(
        doc=doc,
        figures=_figures(doc),
        findings=_findings(doc),
        pages=_mixed(doc.pages),
        more_pages=max(pages - PAGES, 0),
        links=links[:LINKS],
        more_links=max(len(links) - LINKS, 0),
        with_pages=sum(link.links for link in doc.links if link.with_page),
        winners=_worth_showing(doc.winners, MOVERS),
        losers=_worth_showing(doc.losers, MOVERS),
        segments=_worth_showing(doc.segments, SEGMENTS),
        causes=any(move.cause for move in _worth_showing(doc.segments, SEGMENTS)),
        backlinks=doc.backlinks[:BACKLINKS],
        ledger=_ledger(doc),
        titles={audit.audit: audit.title for audit in doc.audits},
    )


def _figures(doc: Comparison) -> list[Figure]:
    counts = doc.counts
    returned = counts["findings_returned"]
    fresh = counts["findings_new"] + returned
    figures = [
        Figure(
            count(fresh),
            "new finding" if fresh == 1 else "new findings",
            _fresh_in_words(fresh, returned),
            "bad" if fresh else "good",
        ),
        Figure(
            count(counts["findings_fixed"]),
            "fixed",
            f"{count(counts['findings_open'])} are still there",
            "good" if counts["findings_fixed"] else "quiet",
        ),
        _gained_and_lost(doc, "pages", f"{counted(counts['pages_changed'], 'page')} changed"),
        _gained_and_lost(doc, "links", "counted by page, target and place"),
    ]
    if doc.before.backlinks or doc.after.backlinks:
        won, lost = counts["backlinks_won"], counts["backlinks_lost"]
        figures.append(Figure(f"+{won:,} −{lost:,}", "backlinks", "won and lost"))
    return figures


def _fresh_in_words(fresh: int, returned: int) -> str:
    if not returned:
        return "not there before"
    if returned == fresh:
        return "all had been fixed before" if fresh > 1 else "it had been fixed before"
    return f"{count(returned)} of them had been fixed before"


def _gained_and_lost(doc: Comparison, what: str, detail: str) -> Figure:
    gained, lost = doc.counts[f"{what}_gained"], doc.counts[f"{what}_lost"]
    return Figure(f"+{gained:,} −{lost:,}", what, detail)


def _findings(doc: Comparison) -> list[FindingGroup]:
    groups = []
    for state, tone in (("returned", "high"), ("new", "medium"), ("fixed", "ok")):
        rows = [finding for finding in doc.findings if finding.state == state]
        whole = doc.counts[f"findings_{state}"]
        if rows:
            more = max(whole - FINDINGS, 0)
            groups.append(FindingGroup(state.capitalize(), tone, rows[:FINDINGS], more))
    return groups


def _mixed(pages: Sequence[PageChangeDoc]) -> list[PageChangeDoc]:
    """The first of each kind of change, so that none hides the others."""
    kinds = ("lost", "changed", "gained")
    each = max(PAGES // len(kinds), PAGES - len(pages))
    first = [page for kind in kinds for page in [p for p in pages if p.change == kind][:each]]
    rest = [page for page in pages if page not in first]
    return (first + rest)[:PAGES]


def _worth_showing(moves: Sequence[MoveDoc], most: int) -> list[MoveDoc]:
    return [move for move in moves if abs(move.change) >= LEAST][:most]


def _ledger(doc: Comparison) -> list[LedgerRow]:
    before, after = doc.before.ledger, doc.after.ledger
    return [
        LedgerRow("Comes in", before.equity_in, after.equity_in),
        LedgerRow("Kept by pages", before.kept, after.kept),
        LedgerRow("Leaks out", sum(before.leaked.values()), sum(after.leaked.values())),
        LedgerRow("Lost at the door", before.lost_at_door, after.lost_at_door),
        LedgerRow("Stranded", before.stranded, after.stranded),
    ]


def change_of(before: float, after: float) -> str:
    """The change with its sign; an en dash where there is none worth showing."""
    change = after - before
    return signed(change) if abs(change) >= LEAST else "–"
