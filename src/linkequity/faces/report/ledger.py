"""The ledger in words: where each unit came from, where it went, and whose business that is."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from linkequity.app.results import LedgerDoc
from linkequity.faces.charts import Part, Row, stacked
from linkequity.faces.words import units

Verdict = Literal["mend", "check", "choice", "fine"]

VERDICT_WORDS: dict[Verdict, str] = {
    "mend": "Yours to mend",
    "check": "Worth a check",
    "choice": "A choice",
    "fine": "Nobody’s fault",
}


@dataclass(frozen=True)
class Leak:
    """What a cause of leaking means, and whether somebody should act."""

    name: str
    meaning: str
    verdict: Verdict


LEAKS = {
    "external": Leak(
        "Links to other sites",
        "Editorial links out carry a share with them. A healthy site has them; leave them be.",
        "fine",
    ),
    "noindex": Leak(
        "Pages marked noindex",
        "Links lead to pages that search engines are told to leave out.",
        "choice",
    ),
    "nofollow": Leak(
        "Nofollowed links to your own pages",
        "Their share is not handed to the other links of the page; it is gone.",
        "mend",
    ),
    "broken": Leak(
        "Broken links",
        "Links lead to pages that are gone or answer with an error.",
        "mend",
    ),
    "dead_end": Leak(
        "Dead ends",
        "Pages without a single outgoing link: what arrives there goes nowhere.",
        "mend",
    ),
    "blocked": Leak(
        "Pages blocked by robots.txt",
        "Links lead to pages that crawlers may not fetch.",
        "choice",
    ),
    "not_html": Leak(
        "Files: PDF, images, feeds",
        "They take a share and have no links to pass it on with.",
        "fine",
    ),
    "uncertain": Leak(
        "Pages whose answer is uncertain",
        "A firewall or a rate limit may have answered, or a folder lacks files that its site has; "
        "visitors may see them.",
        "check",
    ),
    "not_crawled": Leak(
        "Pages the crawl did not fetch",
        "What they would keep or pass on is not known. A complete crawl settles it.",
        "check",
    ),
}


# A page that is alone cannot pass anything on.
ALONE = Leak("Dead ends", "The only page has no other page of this site to link to.", "fine")


@dataclass(frozen=True)
class Entry:
    """One line of the ledger as shown."""

    name: str
    meaning: str
    amount: float
    tone: str
    verdict: str = ""
    verdict_words: str = ""


@dataclass(frozen=True)
class LedgerView:
    """Both sides and the picture of them, in two widths."""

    comes_in: list[Entry]
    goes_out: list[Entry]
    wide: Markup
    narrow: Markup


def fixable(ledger: LedgerDoc, pages: int) -> float:
    """What leaks for reasons the site's owner can mend, in page units; `pages`: indexable ones."""
    leaked = ledger.leaked.items()
    return sum(amount for cause, amount in leaked if leak_of(cause, pages).verdict == "mend")


def leak_of(cause: str, pages: int) -> Leak:
    """What a cause means on a site of so many indexable pages."""
    if cause == "dead_end" and pages <= 1:
        return ALONE
    return LEAKS.get(cause) or Leak(cause.replace("_", " ").capitalize(), "", "check")


def ledger_view(ledger: LedgerDoc, pages: int) -> LedgerView:
    """The ledger for the template; causes without an amount are left out. `pages`: indexable."""
    comes_in = _comes_in(ledger)
    goes_out = [_kept(ledger), *_leaks(ledger, pages)]
    rows = (_row("Comes in, units", comes_in), _row("Goes to, units", goes_out))

    label = f"Of {units(ledger.equity_in)} units that enter, {units(ledger.kept)} are kept by pages"
    wide, narrow = (stacked(rows, label=label, width=width, show=units) for width in (960, 350))
    return LedgerView(comes_in, goes_out, wide, narrow)


def _row(name: str, entries: list[Entry]) -> Row:
    return Row(name, tuple(Part(entry.name, entry.amount, entry.tone) for entry in entries))


def _comes_in(ledger: LedgerDoc) -> list[Entry]:
    return [
        Entry(
            "The site’s own pages",
            "One unit for each indexable page, for existing. It never changes with links.",
            ledger.from_baseline,
            "baseline",
        ),
        Entry(
            "Backlinks",
            "What links from other sites bring, by how credible and how well placed they are.",
            ledger.from_backlinks,
            "backlinks",
        ),
    ]


def _kept(ledger: LedgerDoc) -> Entry:
    return Entry(
        "Kept by pages", "The equity of all indexable pages together.", ledger.kept, "kept"
    )


def _leaks(ledger: LedgerDoc, pages: int) -> list[Entry]:
    amounts = sorted(ledger.leaked.items(), key=lambda item: -item[1])
    return [_entry(leak_of(cause, pages), amount) for cause, amount in amounts if amount > 0]


def _entry(leak: Leak, amount: float) -> Entry:
    words = VERDICT_WORDS[leak.verdict]
    return Entry(leak.name, leak.meaning, amount, f"leak-{leak.verdict}", leak.verdict, words)
