"""What was accepted and rejected, and what a later crawl shows done."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import polars as pl

from linkequity.app.workspace import Workspace, find_workspace
from linkequity.model.facts import Facts
from linkequity.track.decisions import Decision, Decisions, Proposed, State

LINK = "recommendation"


class DecisionDoc(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. `state`: accepted (open work), rejected, or verified: a crawl found it done."""

    id: str
    kind: str
    source: str | None = msgspec.field(name="from", default=None)
    target: str | None = msgspec.field(name="to", default=None)
    words: str
    state: str
    because: str
    decided_at: str
    verified_in: str | None = None


class DecisionsDoc(msgspec.Struct, frozen=True, kw_only=True):
    """All decisions of a workspace, the latest first."""

    decisions: list[DecisionDoc]


def decisions_of(workspace: Workspace) -> Decisions:
    """The workspace's own, in track.sqlite."""
    return Decisions(workspace.path / "track.sqlite")


def decide(ids: Sequence[str], state: State, because: str, workspace: Path | None) -> DecisionsDoc:
    """Accept or reject advice by its ids. UsageError where an id was never shown."""
    found = find_workspace(workspace, Path.cwd())
    return _doc(decisions_of(found).decide(list(dict.fromkeys(ids)), state, because))


def list_decisions(workspace: Path | None) -> DecisionsDoc:
    """Every decision of a workspace."""
    return _doc(decisions_of(find_workspace(workspace, Path.cwd())).all())


def _doc(decisions: Sequence[Decision]) -> DecisionsDoc:
    return DecisionsDoc(decisions=[DecisionDoc(**decision._asdict()) for decision in decisions])


@dataclass(frozen=True)
class Decided:
    """Links that are not proposed again, as pairs of page ids, and those of them to be added."""

    settled: frozenset[tuple[int, int]]
    accepted: tuple[Decision, ...]

    @classmethod
    def of(cls, facts: Facts, snapshot: str, decisions: Decisions) -> "Decided":
        """After accepted links that the site now has in content were closed as verified."""
        open_work = [
            (d, pair) for d, pair in _pairs(facts, decisions.all()) if d.state == "accepted"
        ]
        linked = _linked(facts, [pair for _, pair in open_work])
        decisions.verify([d.id for d, pair in open_work if pair in linked], snapshot)
        now = [*_pairs(facts, decisions.all())]
        return cls(
            frozenset(pair for decision, pair in now if decision.state != "verified"),
            tuple(decision for decision, _ in now if decision.state == "accepted"),
        )


def _pairs(facts: Facts, decisions: Sequence[Decision]) -> list[tuple[Decision, tuple[int, int]]]:
    """Decisions about links, with the pages they are about now; those of pages gone left out."""
    links = [decision for decision in decisions if decision.kind == LINK]
    folded = facts.graph.folding.end
    ids = [
        facts.graph.addresses.ids(pl.Series(urls, dtype=pl.String)).to_list()
        for urls in ([link.source for link in links], [link.target for link in links])
    ]
    found = []
    for link, source, target in zip(links, *ids, strict=True):
        if source is not None and target is not None:
            found.append((link, (int(folded[source]), int(folded[target]))))
    return found


def _linked(facts: Facts, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the pairs that have a link in content."""
    links = facts.graph.links.filter(
        pl.col("link_position") == "content",
        pl.col("source_id").is_in([source for source, _ in pairs]),
    )
    return {*links.select("source_id", "target_id").drop_nulls().iter_rows()} & {*pairs}


def proposed_link(name: str, source: str, target: str, words: str) -> Proposed:
    """A link that is shown, so that it can be decided about."""
    return Proposed(name, LINK, source, target, words)
