"""What to do first: an action for each audit that found something, by the equity at stake."""

from dataclasses import dataclass

from linkequity.app.results import AuditDoc, FindingDoc, Results
from linkequity.faces.report.audits import explain
from linkequity.faces.words import count

FIRST = 8
PAGES = 3


@dataclass(frozen=True)
class Action:
    """What to do, for one finding and for several; `{n}` is their number.

    `concerns`: what the equity at stake is. `passes`: nothing is lost there, links carry it, only
    not as well as they could; such work comes second, whatever it carries.
    """

    one: str
    many: str
    concerns: str
    passes: bool = False


ACTIONS = {
    "backlinks-lost-at-the-door": Action(
        "Redirect 1 page that backlinks point at to a page that works",
        "Redirect {n} pages that backlinks point at to pages that work",
        "lost at the door",
    ),
    "stranded-backlink-equity": Action(
        "Link on from 1 page that keeps its backlinks to itself",
        "Link on from {n} pages that keep their backlinks to themselves",
        "stranded",
    ),
    "broken-internal-links": Action(
        "Mend the links to 1 broken URL", "Mend the links to {n} broken URLs", "lost through them"
    ),
    "orphan-pages": Action(
        "Link to 1 page that no other page links to",
        "Link to {n} pages that no other page links to",
        "missing there",
    ),
    "dead-end-pages": Action(
        "Add links in the text of 1 page that leads nowhere",
        "Add links in the text of {n} pages that lead nowhere",
        "could be passed on",
    ),
    "nofollowed-internal-links": Action(
        "Take nofollow off the internal links that concern 1 page",
        "Take nofollow off the internal links that concern {n} pages",
        "lost through them",
    ),
    "deep-pages": Action(
        "Bring 1 deep page closer to the start page",
        "Bring {n} deep pages closer to the start page",
        "missing there",
    ),
    "single-inlink-pages": Action(
        "Give 1 page a second link", "Give {n} pages a second link", "missing there"
    ),
    "boilerplate-only-inlinks": Action(
        "Link in a text to 1 page that only menus link to",
        "Link in a text to {n} pages that only menus link to",
        "missing there",
    ),
    "redirected-internal-links": Action(
        "Write the final URL into the links to 1 redirect",
        "Write the final URL into the links to {n} redirects",
        "passes through them",
        passes=True,
    ),
    "redirect-chains": Action(
        "Shorten 1 chain of redirects",
        "Shorten {n} chains of redirects",
        "passes through them",
        passes=True,
    ),
    "generic-anchor-texts": Action(
        "Say what 1 page is about in the links to it",
        "Say what {n} pages are about in the links to them",
        "passes through them",
        passes=True,
    ),
}


@dataclass(frozen=True)
class Task:
    """One thing to do: the action, how, what is at stake, the pages it concerns most."""

    action: str
    fix: str
    stake: float
    concerns: str
    audit: AuditDoc
    findings: list[FindingDoc]
    more: int


@dataclass(frozen=True)
class Tasks:
    """What wins back equity, and what only tidies; each by equity at stake."""

    first: list[Task]
    then: list[Task]


def tasks(results: Results) -> Tasks:
    """Proved findings only: what is inconclusive is no work yet."""
    failed = [audit for audit in results.audits if audit.status == "fail"]
    found = [task for audit in failed if (task := _task(audit))]
    found.sort(key=lambda task: -task.stake)
    return Tasks(
        first=[task for task in found if not _action(task.audit).passes][:FIRST],
        then=[task for task in found if _action(task.audit).passes][:FIRST],
    )


def _action(audit: AuditDoc) -> Action:
    return ACTIONS.get(audit.id) or Action(audit.title, audit.title, "at stake")


def _task(audit: AuditDoc) -> Task | None:
    """The document may hold the first findings only, so what is unsure is taken off the whole."""
    action = _action(audit)
    proved = [finding for finding in audit.findings if finding.verdict == "proved"]
    unsure = [finding for finding in audit.findings if finding.verdict != "proved"]
    number = audit.count - len(unsure)
    if number <= 0:
        return None
    shown = sorted(proved, key=lambda finding: -finding.equity_at_stake)[:PAGES]
    return Task(
        action=(action.one if number == 1 else action.many).format(n=count(number)),
        fix=explain(audit.explanation).under("Fix"),
        stake=audit.equity_at_stake - sum(finding.equity_at_stake for finding in unsure),
        concerns=action.concerns,
        audit=audit,
        findings=shown,
        more=number - len(shown),
    )
