"""The terminal's list of decisions."""

from linkequity.app.links_to_add.decisions import DecisionDoc, DecisionsDoc
from linkequity.base.urls import path_of
from linkequity.faces.cli.terminal import out, plain, print_json


def answer(found: DecisionsDoc, *, json: bool) -> None:
    """All decisions, as JSON or as lines."""
    if json:
        print_json(found)
        return
    if not found.decisions:
        out.print("Nothing was accepted or rejected yet.")
    for decision in found.decisions:
        out.print(say_decision(decision))


def say_decision(decision: DecisionDoc) -> str:
    """One decision in one line."""
    pages = " → ".join(path_of(url) for url in (decision.source, decision.target) if url)
    because = f"  ({decision.because})" if decision.because else ""
    seen = f"  found in {decision.verified_in}" if decision.verified_in else ""
    return (
        f"  [bold]{decision.state:8}[/]  {decision.id}  {plain(pages or decision.words)}"
        f"[dim]{plain(because)}{plain(seen)}[/]"
    )
