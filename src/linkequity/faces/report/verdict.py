"""The first page: the answer in one sentence or two, and the figures that carry it."""

from dataclasses import dataclass

from linkequity.app.results import LedgerDoc, Results
from linkequity.faces.report.ledger import VERDICT_WORDS, fixable, leak_of
from linkequity.faces.words import count, counted, share, units

# Of what enters: a smaller leak is not what a client reads first.
WORTH_A_SENTENCE = 0.25


@dataclass(frozen=True)
class Figure:
    """One key figure; `tone` is good, bad or quiet, `detail` says what it is made of."""

    value: str
    name: str
    detail: str
    tone: str = "quiet"


@dataclass(frozen=True)
class Verdict:
    """The headline, and the sentence that follows it."""

    headline: str
    then: str


def verdict(results: Results) -> Verdict:
    """What a client reads if they read one thing."""
    ledger = results.ledger
    if ledger.equity_in <= 0:
        return Verdict(
            "No page of this site can hold authority.",
            "Not one page was found that a search engine may index; see the method section.",
        )
    headline = _with_backlinks(ledger) if ledger.from_backlinks > 0 else _without_backlinks(ledger)
    return Verdict(headline, _where_it_goes(ledger, results.totals.get("indexable_pages", 0)))


def _with_backlinks(ledger: LedgerDoc) -> str:
    enters = (
        f"{share(ledger.from_backlinks, ledger.equity_in)} of the authority that enters this site "
        "comes from backlinks"
    )
    stopped = share(ledger.stranded, ledger.from_backlinks)
    if ledger.stranded <= 0:
        return f"{enters}, and all of it reaches pages beyond the one where it lands."
    return f"{enters}; {stopped} of that stops on the page where it lands."


def _without_backlinks(ledger: LedgerDoc) -> str:
    return (
        f"{share(ledger.kept, ledger.equity_in)} of this site’s own authority stays on its pages; "
        "what backlinks bring is not known yet."
    )


def _where_it_goes(ledger: LedgerDoc, pages: int) -> str:
    leaks = ledger.equity_in - ledger.kept
    sentences = [
        f"Of everything that enters, {share(ledger.kept, ledger.equity_in)} is kept by pages and "
        f"{share(leaks, ledger.equity_in)} leaks out.",
        *_largest_leak(ledger, pages),
        *_faults(ledger, pages),
    ]
    if ledger.lost_at_door > 0:
        sentences.append(
            f"Another {units(ledger.lost_at_door)} units never enter: backlinks point at pages "
            "that cannot take them."
        )
    return " ".join(sentences)


def _largest_leak(ledger: LedgerDoc, pages: int) -> list[str]:
    """The cause that takes most, where that is worth a sentence."""
    cause, amount = max(ledger.leaked.items(), key=lambda item: item[1], default=("", 0.0))
    if amount < WORTH_A_SENTENCE * ledger.equity_in:
        return []
    leak, part = leak_of(cause, pages), share(amount, ledger.equity_in)
    return [
        f"The largest leak: {_begun(leak.name)}, {part}, {_begun(VERDICT_WORDS[leak.verdict])}."
    ]


def _faults(ledger: LedgerDoc, pages: int) -> list[str]:
    """What leaks without anybody's wish, and by which causes, the largest first."""
    mend = fixable(ledger, pages)
    if mend <= 0:
        return []
    leaked = sorted(ledger.leaked.items(), key=lambda item: -item[1])
    leaks = [leak_of(cause, pages) for cause, amount in leaked if amount > 0]
    causes = ", ".join(_begun(leak.name) for leak in leaks if leak.verdict == "mend")
    return [f"Faults take {share(mend, ledger.equity_in)}: {causes}."]


def _begun(sentence: str) -> str:
    """A heading's words within a sentence."""
    return sentence[:1].lower() + sentence[1:]


def key_figures(results: Results) -> list[Figure]:
    """Four or five figures; those that need backlinks only where there are any."""
    ledger, totals = results.ledger, results.totals
    figures = [_enters(ledger, totals)]
    if totals.get("backlinks", 0):
        figures += [_stranded(ledger), _at_the_door(ledger)]
    figures.append(_mendable(ledger, totals.get("indexable_pages", 0)))
    figures.append(_orphans(results))
    if not totals.get("backlinks", 0):
        figures.append(_broken(totals))
    return figures


def _enters(ledger: LedgerDoc, totals: dict[str, int]) -> Figure:
    if not totals.get("backlinks", 0):
        pages = totals.get("indexable_pages", 0)
        return Figure(
            count(pages),
            f"page{'' if pages == 1 else 's'} that can rank",
            f"of {count(totals.get('pages', 0))} known",
        )
    domains = counted(totals.get("referring_domains", 0), "referring domain")
    return Figure(
        share(ledger.from_backlinks, ledger.equity_in),
        "comes from backlinks",
        f"{counted(totals['backlinks'], 'backlink')} from {domains}",
    )


def _stranded(ledger: LedgerDoc) -> Figure:
    return Figure(
        share(ledger.stranded, ledger.from_backlinks),
        "of it is stranded",
        f"{units(ledger.stranded)} units lift no second page",
        "bad" if ledger.stranded > 0 else "good",
    )


def _at_the_door(ledger: LedgerDoc) -> Figure:
    brought = ledger.from_backlinks + ledger.lost_at_door
    return Figure(
        share(ledger.lost_at_door, brought),
        "is lost at the door",
        f"{units(ledger.lost_at_door)} of {units(brought)} units that backlinks offer",
        "bad" if ledger.lost_at_door > 0 else "good",
    )


def _mendable(ledger: LedgerDoc, pages: int) -> Figure:
    mend = fixable(ledger, pages)
    return Figure(
        share(mend, ledger.equity_in),
        "leaks through faults",
        f"{units(mend)} of {units(ledger.equity_in)} units",
        "bad" if mend > 0 else "good",
    )


def _orphans(results: Results) -> Figure:
    audit = next((audit for audit in results.audits if audit.id == "orphan-pages"), None)
    orphans = audit.count if audit else results.totals.get("orphan_pages", 0)
    unsure = audit is not None and audit.status == "inconclusive"
    aside = results.totals.get("orphan_pages", 0) > orphans
    proved = "listings and utility pages aside" if aside else "no link of the site points there"
    return Figure(
        count(orphans),
        "orphan page" if orphans == 1 else "orphan pages",
        "not proved: a source is missing" if unsure else proved,
        "quiet" if unsure else "bad" if orphans else "good",
    )


def _broken(totals: dict[str, int]) -> Figure:
    broken = totals.get("broken_links", 0)
    name = "broken link" if broken == 1 else "broken links"
    return Figure(count(broken), name, "point at pages that fail", "bad" if broken else "good")
