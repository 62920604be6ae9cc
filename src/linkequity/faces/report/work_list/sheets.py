"""The sheets of the work list: what stands in each, in words for people."""

from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from typing import Final

import msgspec

from linkequity.app.planning.files import STEPS
from linkequity.app.work_list import WorkList
from linkequity.faces.report.evidence import EVIDENCE_WORDS, Fact, evidence
from linkequity.faces.words import readable_url

Cell = str | int | float | None
# For whoever does the work: who does it, and whether it is done.
TO_FILL: Final = ("Who", "Done")


@dataclass(frozen=True)
class Column:
    """A column: its title, its width in letters, whether long text wraps, how numbers look."""

    title: str
    width: int
    wraps: bool = False
    numbers: str = "#,##0"


@dataclass(frozen=True)
class Sheet:
    """One sheet; `note` says above the table what it is, `rows` come when they are written."""

    name: str
    note: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]


URL: Final = 58
FIGURE: Final = 12
UNITS: Final = "#,##0.00"
SMALL_UNITS: Final = "#,##0.0000"
PER_CENT: Final = "0%"
PER_MILLE: Final = "0.0%"


def sheets_of(work: WorkList, equity_in: float, site: str) -> Iterator[Sheet]:
    """The sheets that have something in them, in the order of the work."""
    every: Sequence[tuple[Sized, Sheet]] = (
        (work.tasks, _tasks(work, equity_in, site)),
        (work.links, _links(work)),
        (work.redirects, _redirects(work)),
        (work.plan_tasks, _plan(work)),
        (work.landing_pages, _landing_pages(work)),
        (work.findings, _findings(work)),
    )
    return (sheet for rows, sheet in every if len(rows))


def _to_fill(*columns: Column) -> tuple[Column, ...]:
    return (*columns, *(Column(title, FIGURE) for title in TO_FILL))


def _tasks(work: WorkList, equity_in: float, site: str) -> Sheet:
    rows = (
        (
            place,
            task.action,
            task.fix,
            task.equity_at_stake,
            task.equity_at_stake / equity_in if equity_in else None,
            task.concerns,
            EVIDENCE_WORDS.get(task.evidence_label, task.evidence_label),
            task.count,
            "\n".join(readable_url(finding.url, site) for finding in task.findings),
        )
        for place, task in enumerate(work.tasks, 1)
    )
    note = (
        "In the order of what is at stake. Findings may concern the same equity, so stakes do not "
        "add up."
    )
    columns = _to_fill(
        Column("No.", 6),
        Column("What to do", 44, wraps=True),
        Column("How", 60, wraps=True),
        Column("At stake, units", 14, numbers=UNITS),
        Column("Of what enters", 14, numbers=PER_MILLE),
        Column("What that is", 22, wraps=True),
        Column("Kind of evidence", 22, wraps=True),
        Column("Findings", FIGURE),
        Column("The first of them", 48, wraps=True),
    )
    return Sheet("Tasks", note, columns, rows)


def _links(work: WorkList) -> Sheet:
    rows = (
        (
            place,
            link.source,
            link.target,
            link.anchor_text,
            link.sentence,
            "sentence to add" if link.new_text else "stands there",
            link.passage if link.new_text else None,
            link.lift,
            link.holds_in,
            link.why,
            link.id,
        )
        for place, link in enumerate(work.links, 1)
    )
    note = (
        "Chosen together, so that their lifts add up. Lift: what the pages that matter gain, in "
        "units. Holds in: the share of models in which the link is about as good "
        "as their own choice."
    )
    columns = _to_fill(
        Column("No.", 6),
        Column("On the page", URL),
        Column("Link to", URL),
        Column("Anchor text", 28, wraps=True),
        Column("In the sentence", 60, wraps=True),
        Column("The sentence", 16),
        Column("Add it after", 44, wraps=True),
        Column("Lift, units", FIGURE, numbers=SMALL_UNITS),
        Column("Holds in", FIGURE, numbers=PER_CENT),
        Column("Why", 44, wraps=True),
        Column("Id", 16),
    )
    return Sheet("Links to add", note, columns, rows)


def _redirects(work: WorkList) -> Sheet:
    rows = work.redirects.select(
        "url", "redirect_to", "fix", "backlinks", "links", "equity_at_stake"
    ).iter_rows()
    note = (
        "URLs that answer with nothing though backlinks or links lead there. Where no page is "
        "named, none is clearly meant: choose one, or restore the old."
    )
    columns = _to_fill(
        Column("Redirect this URL", URL),
        Column("To this page", URL),
        Column("What else helps", 44, wraps=True),
        Column("Backlinks", FIGURE),
        Column("Links", FIGURE),
        Column("At stake, units", 14, numbers=UNITS),
    )
    return Sheet("Redirects to set", note, columns, rows)


def _plan(work: WorkList) -> Sheet:
    rows = (
        (
            row["plan"],
            STEPS[row["step"]],
            row["action"],
            "done" if row["state"] == "done" else "waits for a gate" if row["locked"] else "to do",
            row["source"],
            row["target"],
            row["anchor_text"],
            row["sentence"],
            row["id"],
        )
        for row in work.plan_tasks.iter_rows(named=True)
    )
    note = "The page that should rank, its supporting pages, then backlinks: in this order."
    columns = _to_fill(
        Column("For the page", URL),
        Column("Step", 20),
        Column("What to do", 50, wraps=True),
        Column("State", 16),
        Column("On the page", URL),
        Column("Link to", URL),
        Column("Anchor text", 28, wraps=True),
        Column("In the sentence", 60, wraps=True),
        Column("Id", 16),
    )
    return Sheet("Plan", note, columns, rows)


def _landing_pages(work: WorkList) -> Sheet:
    rows = work.landing_pages.select(
        "url", "title", "value", "backlinks", "backlink_equity", "pages_lifted", "equity"
    ).iter_rows()
    note = (
        "Where a backlink should land, the best first. Worth: the share of what lands there that "
        "the pages that matter gain."
    )
    columns = (
        Column("Page", URL),
        Column("Title", 44, wraps=True),
        Column("Worth", FIGURE, numbers="0.0%"),
        Column("Backlinks", FIGURE),
        Column("They bring, units", 16, numbers=UNITS),
        Column("Pages they lift", 14),
        Column("Keeps, units", FIGURE, numbers=UNITS),
    )
    return Sheet("Landing pages", note, columns, rows)


def _findings(work: WorkList) -> Sheet:
    rows = (
        (
            row["severity"],
            row["title"],
            row["url"],
            row["equity_at_stake"],
            row["verdict"],
            row["state"],
            _in_words(row["evidence"]),
            row["id"],
        )
        for row in work.findings.iter_rows(named=True)
    )
    columns = _to_fill(
        Column("Severity", FIGURE),
        Column("What is wrong", 34, wraps=True),
        Column("Page", URL),
        Column("At stake, units", 14, numbers=UNITS),
        Column("Proved", 14),
        Column("State", FIGURE),
        Column("Evidence", 80, wraps=True),
        Column("Id", 16),
    )
    return Sheet("Findings", "Every finding, the gravest first.", columns, rows)


def _in_words(text: str) -> str:
    return "; ".join(_fact(fact) for fact in evidence(msgspec.json.decode(text, type=dict)))


def _fact(fact: Fact) -> str:
    pieces = (
        " ".join(filter(None, (piece.url, f"“{piece.quoted}”" if piece.quoted else "", piece.text)))
        for piece in fact.pieces
    )
    more = f" and {fact.more:,} more" if fact.more else ""
    return f"{fact.label}: {', '.join(pieces)}{more}"
