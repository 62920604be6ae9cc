"""What each section found, in one sentence: its heading, and its line in the contents."""

from collections.abc import Iterator
from dataclasses import dataclass

from linkequity.app.results import Results
from linkequity.faces.report.audits import AuditsView
from linkequity.faces.report.changes import LEAST, ChangesView
from linkequity.faces.report.flows import FlowsView
from linkequity.faces.report.links_to_add import LinksView
from linkequity.faces.report.sections import Todo
from linkequity.faces.report.sureness import Sureness
from linkequity.faces.words import counted, day, moment, readable_url, share, shorten, units

FIRST = 10
NEXT_STEPS = {
    "target": "the page itself comes first",
    "structure": "supporting pages come next",
    "backlinks": "backlinks come next",
}


@dataclass(frozen=True)
class Heading:
    """One section: its anchor, its topic in a word or two, and what it found."""

    id: str
    topic: str
    found: str


@dataclass(frozen=True)
class Found:
    """What the sections show that may be missing, as far as headings depend on it."""

    todo: Todo
    changes: ChangesView | None
    links: LinksView | None
    flows: FlowsView
    audits: AuditsView
    sure: Sureness | None


def headings(results: Results, found: Found) -> dict[str, Heading]:
    """The headings of the sections that there are, by anchor, in their order."""
    return {heading.id: heading for heading in _headings(results, found)}


def _headings(results: Results, found: Found) -> Iterator[Heading]:
    yield Heading("first", "To do", _to_do(found.todo))
    if found.changes:
        yield Heading("changes", "Changes", _changed(found.changes))
    if found.links:
        yield Heading("links", "Links to add", counted(len(found.links.rows), "link") + " to add")
    if results.plans:
        yield Heading("plans", "Plan", _planned(results))
    yield Heading("flow", "Flow", _flows(results, found.flows))
    yield Heading("ledger", "Ledger", _ledger(results))
    yield Heading("backlinks", "Backlinks", _backlinks(results))
    if results.clusters:
        yield Heading("clusters", "Clusters", _clusters(results))
    if results.answers and results.answers.listed:
        yield Heading("answers", "AI answers", _answers(results))
    yield Heading("audits", "Audits", _audits(found.audits))
    yield Heading("pages", "Pages", _pages(results))
    if results.hoarders or results.wasters or results.starved:
        yield Heading("uneven", "Balance", _balance(results))
    if found.sure:
        yield Heading("sure", "How sure", found.sure.headline)
    yield Heading("method", "Method", "A model, not a search engine’s number")


def _to_do(todo: Todo) -> str:
    if todo.first:
        return f"{counted(len(todo.first), 'thing')} to do first, in this order"
    return "Little things to tidy up" if todo.then else "Nothing that must be done"


def _changed(changes: ChangesView) -> str:
    before, after = changes.doc.before, changes.doc.after
    gained = after.ledger.kept - before.ledger.kept
    since = day(before.finished_at)
    if since == day(after.finished_at):
        since = moment(before.finished_at)
    if abs(gained) < LEAST:
        return f"Pages keep as much as on {since}"
    more = "more" if gained > 0 else "less"
    return f"Pages keep {units(abs(gained))} units {more} than on {since}"


def _planned(results: Results) -> str:
    if len(results.plans) > 1:
        return f"{len(results.plans)} pages to bring forward, each in three steps"
    (plan,) = results.plans
    where = shorten(readable_url(plan.target, results.site), 60)
    return f"For {where} {NEXT_STEPS.get(plan.next_step, 'all three steps are done')}"


def _flows(results: Results, flows: FlowsView) -> str:
    if len(flows.rows) < 2:
        return "Nothing flows between segments"
    most, leaker = flows.rows[0], max(flows.rows, key=lambda row: row.leaked)
    keeps = f"{shorten(most.name, 40)} keeps {share(most.kept, results.ledger.kept)} of the equity"
    if leaker.leaked <= 0:
        return keeps
    return f"{keeps}; most leaks from {_there(leaker.name, most.name)}"


def _there(name: str, named: str) -> str:
    return "there too" if name == named else shorten(name, 40)


def _ledger(results: Results) -> str:
    ledger = results.ledger
    return f"Of {units(ledger.equity_in)} units that enter, pages keep {units(ledger.kept)}"


def _backlinks(results: Results) -> str:
    totals = results.totals
    landings, alone = totals.get("landing_pages", 0), totals.get("stranded_landing_pages", 0)
    if not totals.get("backlinks", 0):
        return "Half of the picture is missing: no backlinks were read"
    if not landings:
        return "No backlink brings equity to a page of this site"
    if not alone:
        return "Every page where backlinks land passes on what they bring"
    return f"On {alone:,} of {counted(landings, 'landing page')}, backlinks lift no second page"


def _clusters(results: Results) -> str:
    supporting = sum(cluster.pages - 1 for cluster in results.clusters)
    two_way = sum(cluster.two_way for cluster in results.clusters)
    whole = f"of {counted(supporting, 'supporting page')}"
    both = "linked both ways with the pillar page"
    if not two_way:
        return f"None {whole} is {both}"
    return f"{two_way:,} {whole} {'is' if two_way == 1 else 'are'} {both}"


def _answers(results: Results) -> str:
    answers = results.answers
    if answers is None:
        return ""
    some = f"{answers.eligible:,}" if answers.eligible else "None"
    return f"{some} of {counted(answers.listed, 'content page')} may be used in answers made by AI"


def _audits(audits: AuditsView) -> str:
    ran = len(audits.found) + len(audits.passed)
    if not audits.found:
        return f"All of {counted(ran, 'audit')} passed"
    return f"{len(audits.found)} of {counted(ran, 'audit')} found something"


def _pages(results: Results) -> str:
    strongest = sorted((page.equity for page in results.pages), reverse=True)[:FIRST]
    if not strongest:
        return "No page of this site holds equity"
    held = share(sum(strongest), results.ledger.kept)
    return f"The {counted(len(strongest), 'strongest page')} keep {held} of the equity"


def _balance(results: Results) -> str:
    if results.starved:
        return "Pages that people search for get less than their share"
    if results.hoarders:
        return "Strong pages pass little on in their text"
    return "Links in texts feed pages that need none"
