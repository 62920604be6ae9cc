"""A scenario sent to the plan: its links become work that the next crawl closes by itself."""

from typing import Final

import msgspec

from linkequity.app.links_to_add.decisions import LINK, DecisionDoc, decisions_of
from linkequity.app.what_if.words import in_words
from linkequity.app.workspace import Workspace
from linkequity.base.ids import page_key, recommendation_id, stable_id
from linkequity.model.facts import Facts
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.names import Names, Scenario
from linkequity.track.decisions import Proposed

SENT_BY: Final = "scenario "


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What became work: `links` a crawl finds done by itself, `tasks` somebody has to look at."""

    links: int
    tasks: int


def send_to_plan(facts: Facts, workspace: Workspace, scenario: Scenario) -> Sent:
    """Accept all that the scenario does as work to be done; sending it again changes nothing.

    Links in content between pages that are there are known as the same advice would be; all
    else is a task in words. Raises ScenarioInvalid where an edit names no page.
    """
    names = Names(facts, scenario, where=scenario.name)
    work = [_proposed(edit, names, facts.manifest.site) for edit in scenario.edits]
    decisions = decisions_of(workspace)
    decisions.remember(work)
    ids = list(dict.fromkeys(each.id for each in work))
    if ids:
        decisions.decide(ids, "accepted", SENT_BY + scenario.name)
    links = {each.id for each in work if each.kind == LINK}
    return Sent(links=len(links), tasks=len(ids) - len(links))


def sent_work(workspace: Workspace) -> list[DecisionDoc]:
    """What scenarios sent and nobody has done yet, the latest first."""
    return [
        DecisionDoc(**decision._asdict())
        for decision in decisions_of(workspace).all()
        if decision.state == "accepted" and decision.because.startswith(SENT_BY)
    ]


def _proposed(edit: Edit, names: Names, site: str) -> Proposed:
    link = edit.add_link
    if link is not None and link.position == "content":
        source, target = names.known(link.source), names.known(link.target)
        if names.page_id(source) is not None and names.page_id(target) is not None:
            name = recommendation_id(source, target, site)
            return Proposed(name, LINK, source, target, link.anchor_text or in_words(edit))
    about = names.absolute(edit.about) if edit.about else ""
    said = msgspec.json.encode(edit).decode()
    name = stable_id("scenario task", page_key(about, site) if about else "", said)
    return Proposed(name, "task", None, about or None, in_words(edit))
