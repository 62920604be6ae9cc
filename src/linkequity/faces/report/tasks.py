"""What to do first: an action for each audit that found something, by the equity at stake."""

from dataclasses import dataclass

from linkequity.app.results import AuditDoc, FindingDoc, Results
from linkequity.faces.report.audits import explain

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
        "Mend 1 broken link", "Mend {n} broken links", "lost through them"
    ),
    "orphan-pages": Action(
        "Link to 1 page that no other page links to",
        "Link to {n} pages that no other page links to",
        "missing there",
    ),
    "dead-end-pages": Action(
        "Add links in the text of 1 page that leads nowhere",
        "Add links in the text of {n} pages that lead nowhere",
        "stuck there",
    ),
    "nofollowed-internal-links": Action(
        "Take nofollow off 1 link to your own page",
        "Take nofollow off {n} links to your own pages",
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
        "Point 1 link straight at its final page",
        "Point {n} links straight at their final pages",
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
        "Say in 1 link’s text what its page is about",
        "Say in {n} links’ texts what their pages are about",
        "passes through them",
        passes=True,
    ),
}


@dataclass(frozen=True)
class Task:
    """One thing to do: the action, the way to do it, the pages it concerns most."""

    action: str
    fix: str
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
    failed = [audit for audit in results.audits if audit.status == "fail" and audit.count]
    failed.sort(key=lambda audit: -audit.equity_at_stake)
    return Tasks(
        first=[_task(audit) for audit in failed if not _action(audit).passes][:FIRST],
        then=[_task(audit) for audit in failed if _action(audit).passes][:FIRST],
    )


def _action(audit: AuditDoc) -> Action:
    return ACTIONS.get(audit.id) or Action(audit.title, audit.title, "at stake")


def _task(audit: AuditDoc) -> Task:
    action = _action(audit)
    proved = [finding for finding in audit.findings if finding.verdict == "proved"]
    shown = sorted(proved or audit.findings, key=lambda finding: -finding.equity_at_stake)[:PAGES]
    return Task(
        action=(action.one if audit.count == 1 else action.many).format(n=f"{audit.count:,}"),
        fix=explain(audit.explanation).under("Fix"),
        concerns=action.concerns,
        audit=audit,
        findings=shown,
        more=max(audit.count - len(shown), 0),
    )
