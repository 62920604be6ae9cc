"""The work of a plan: one task a gate, link, page and backlink, each done once a snapshot shows it.

An id says the target and what is to be done there, so it survives the next crawl and plan; a link's
is that of the same advice by `linkequity recommend`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec
import polars as pl

from linkequity.advice.plan.gates import Gate, ready, structure_gates, target_gates
from linkequity.advice.plan.making import Made
from linkequity.advice.plan.supporting import content_neighbours
from linkequity.advice.plan.writing import Queries
from linkequity.advice.prospects import linking_here
from linkequity.advice.recommending.used_anchors import spoken
from linkequity.advice.recommending.wording import Wording
from linkequity.app.links_to_add.recommendations import LONGEST_PASSAGE
from linkequity.app.planning.documents import Plan, PlanGateDoc, PlanTaskDoc
from linkequity.base.ids import page_key, recommendation_id, stable_id
from linkequity.base.urls import path_of
from linkequity.model.facts import Facts

VARY: Final = "in other words of your own than the link before"


def tasks_of(made: Made, site: str) -> list[PlanTaskDoc]:
    """All the work of a plan in its order."""
    return [*_gates(made, site), *_links(made, site), *_pages(made, site), *_won(made, site)]


def reviewed(facts: Facts, plan: Plan) -> Plan:
    """A plan as the facts of a snapshot show it: gates, links, and which tasks are done."""
    page = facts.graph.addresses.exact(pl.Series([plan.target]))[0]
    if page is None:
        return plan
    seen = _Seen.of(facts, int(page), plan)
    supporters = [
        msgspec.structs.replace(
            supporter,
            links_in=seen.is_in(supporter.url, seen.linking_in),
            links_back=seen.is_in(supporter.url, seen.linked_back),
        )
        for supporter in plan.supporters
    ]
    both = sum(s.links_in for s in supporters), sum(s.links_back for s in supporters)
    gates = [*target_gates(facts, int(page)), *structure_gates(*both, len(supporters))]
    locks = _locked_steps(gates)
    return msgspec.structs.replace(
        plan,
        gates=[gate_doc(gate) for gate in gates],
        supporters=supporters,
        next_step=next_step(gates),
        tasks=[
            msgspec.structs.replace(
                task, state="done" if done else "open", locked=not done and task.step in locks
            )
            for task in plan.tasks
            for done in [seen.done(task, gates)]
        ],
    )


def gate_doc(gate: Gate) -> PlanGateDoc:
    """A gate as the document shows it."""
    return PlanGateDoc(**vars(gate))


def next_step(gates: list[Gate]) -> str:
    """The step whose turn it is: the first with a closed gate, else backlinks."""
    closed = {gate.step for gate in gates if gate.state == "closed"}
    return "target" if "target" in closed else "structure" if closed else "backlinks"


def _locked_steps(gates: list[Gate]) -> set[str]:
    on_target = [gate for gate in gates if gate.step == "target"]
    return (set() if ready(on_target) else {"structure"}) | (
        set() if ready(gates) else {"backlinks"}
    )


@dataclass(frozen=True)
class _Seen:
    """What a snapshot shows of a plan's work."""

    facts: Facts
    linking_in: frozenset[int]
    linked_back: frozenset[int]
    queries: Queries
    givers: frozenset[str]

    @classmethod
    def of(cls, facts: Facts, page: int, plan: Plan) -> "_Seen":
        asked = [task.query for task in plan.tasks if task.query]
        keywords = pl.DataFrame({"query": asked}, schema={"query": pl.String}).with_columns(
            impressions=pl.lit(None, pl.Int64)
        )
        givers = frozenset(linking_here(facts)["referring_domain"].to_list())
        return cls(facts, *content_neighbours(facts, page), Queries(facts, keywords), givers)

    def is_in(self, url: str, pages: frozenset[int]) -> bool:
        """Whether a URL is one of these pages."""
        return self.facts.graph.addresses.ids(pl.Series([url]))[0] in pages

    def done(self, task: PlanTaskDoc, gates: list[Gate]) -> bool:
        """Whether the snapshot proves a task done."""
        if task.kind == "gate":
            return all(gate.state != "closed" for gate in gates if gate.id == task.gate)
        if task.kind == "write":
            return task.query is not None and self.queries.covering(task.query) is not None
        if task.kind == "backlink":
            return task.referring_domain in self.givers
        if task.kind == "link_back":
            return task.target is not None and self.is_in(task.target, self.linked_back)
        return task.source is not None and self.is_in(task.source, self.linking_in)


def _id(made: Made, site: str, *parts: str) -> str:
    return stable_id("plan task", page_key(made.target, site), *parts)


def _gates(made: Made, site: str) -> Iterator[PlanTaskDoc]:
    for gate in made.gates:
        if gate.step == "target" and gate.state == "closed":
            yield PlanTaskDoc(
                id=_id(made, site, "gate", gate.id),
                step="target",
                kind="gate",
                action=gate.opens_by,
                gate=gate.id,
                target=made.target,
            )


def _links(made: Made, site: str) -> Iterator[PlanTaskDoc]:
    said = set[str]()
    for url, supporter in made.supporters:
        if not supporter.links_in:
            task = _link(made, site, "link_in", (url, made.target), supporter.words_in)
            yield _varied(task, said)
            said.add(spoken(task.anchor_text or ""))
        if not supporter.links_back:
            yield _link(made, site, "link_back", (made.target, url), supporter.words_back)


def _varied(task: PlanTaskDoc, said: set[str]) -> PlanTaskDoc:
    """A link into the target; that its words are to differ, where one before has the same and they
    are still to be written: what all links say alike looks made.
    """
    if not (task.new_text and task.anchor_text and spoken(task.anchor_text) in said):
        return task
    return msgspec.structs.replace(task, action=f"{task.action}, {VARY}")


def _link(
    made: Made, site: str, kind: str, ends: tuple[str, str], words: Wording | None
) -> PlanTaskDoc:
    source, target = ends
    return PlanTaskDoc(
        id=recommendation_id(source, target, site),
        step="structure",
        kind=kind,
        action=f"Link from {path_of(source)} to {path_of(target)}",
        source=source,
        target=target,
        anchor_text=words.anchor_text if words else None,
        sentence=(words.sentence or None) if words else None,
        new_text=words.new_text if words else True,
        after=(words.passage_text[:LONGEST_PASSAGE] or None) if words and words.new_text else None,
    )


def _pages(made: Made, site: str) -> Iterator[PlanTaskDoc]:
    for (_, page), words in zip(made.to_write, made.words_in, strict=True):
        yield PlanTaskDoc(
            id=_id(made, site, "write", page.key),
            step="structure",
            kind="write",
            action=f'Write "{page.title}"; link it to {path_of(made.target)} with "{words}", and '
            f'back with "{page.title}"',
            target=made.target,
            anchor_text=page.title,
            new_text=True,
            query=page.key,
        )


def _won(made: Made, site: str) -> Iterator[PlanTaskDoc]:
    if made.backlinks is None or made.backlinks.assumed:
        return
    for one in made.backlinks.pursued:
        giver = one.referring_page or one.referring_domain or ""
        yield PlanTaskDoc(
            id=_id(made, site, "backlink", one.referring_domain or giver),
            step="backlinks",
            kind="backlink",
            action=f"Win a backlink from {giver} to {path_of(one.place.url)}",
            source=giver,
            target=one.place.url,
            referring_domain=one.referring_domain,
        )
