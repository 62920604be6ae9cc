"""The terminal's answer to which links to add: what each adds, who loses, what caution costs."""

from typing import Final

from linkequity.app.links_to_add.recommendations import ChangeDoc, Recommendations
from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.base.urls import path_of
from linkequity.faces.cli.answered.decisions import say_decision
from linkequity.faces.cli.terminal import out, plain, say_imports
from linkequity.faces.words import counted

SHOWN: Final = 5
# Characters of a sentence on either side of the anchor text.
AROUND: Final = 90
INDENT: Final = " " * 13
# A gate that costs less than this share of the lift costs nothing worth a line.
NOTICED: Final = 0.001
STOPPED: Final = {
    "budget": "That is the number asked for.",
    "gain": "Another link would add less than a twentieth of the first.",
    "candidates": "No other link keeps the gates.",
}
NOTHING: Final = "No page fits another that it does not link to yet."
GATES: Final = {
    "per_source": "more than 3 links from one page",
    "per_target": "more than 5 links to one page",
    "largest_loss": "any page losing more than a tenth",
    "relevance": "less relevant links",
    "holds_in": "links that hold in fewer models",
    "in_text": "new sentences as gladly as words that are there",
}


def say_recommendations(found: Recommendations) -> None:
    """Links in order, what they do together, losers beside winners."""
    if found.candidates_file is not None:
        say_imports([found.candidates_file])
    for reason, number in found.left_out.items():
        out.print(f"  {counted(number, 'pair')} left out: {reason}")
    number = len(found.recommendations)
    out.print(
        f"[bold]{counted(number, 'link')} to add[/], of {found.candidates:,} that could be, "
        f"judged by {found.judged_by}: target equity {found.before:.3f} → "
        f"{found.before + found.lift:.3f}"
    )
    _say_links(found.recommendations)
    out.print(STOPPED[found.stopped] if found.candidates else NOTHING)
    if found.less_sure:
        out.print("\n[bold]Less sure[/]: these hold in fewer than 80% of the models.")
        _say_links(found.less_sure)
    _say_changes("Winners", found.winners)
    _say_changes("Losers", found.losers)
    if found.recommendations:
        out.print(f"\nLeaks give back {found.recovered:.3f} page units.")
    for gate in found.gates:
        if gate.cost > NOTICED * found.lift:
            out.print(
                f"Allowing {GATES[gate.gate]} would lift {gate.without:.3f}, not {found.lift:.3f}."
            )
    if found.accepted:
        out.print("\n[bold]Accepted[/] [dim](not found on the site yet)[/]")
    for decision in found.accepted:
        out.print(say_decision(decision))
    for note in found.notes:
        out.print(f"[dim]{plain(note)}[/]")
    out.print("[dim]A model of this site's links, not a search engine's number.[/]")


def _say_links(links: list[RecommendationDoc]) -> None:
    for link in links:
        words = "" if link.sentence else _quoted(link.anchor_text)
        pages = f"{plain(path_of(link.source))} → {plain(path_of(link.target))}"
        holds = "" if link.holds_in is None else f"  [dim]holds in {link.holds_in:.0%}[/]"
        out.print(f"  {link.lift:+9.4f}  {pages}{words}{holds}")
        if link.sentence:
            out.print(f"{INDENT}{_marked(link)}")
        if link.new_text and link.passage:
            out.print(f"{INDENT}[dim]after: {plain(_cut(link.passage))}[/]")
        out.print(f"{INDENT}[dim]{plain(link.why)}  · {link.id}[/]")


def _quoted(anchor_text: str | None) -> str:
    return f'  [dim]"{plain(anchor_text)}"[/]' if anchor_text else ""


def _cut(text: str) -> str:
    """The beginning of a passage, enough to find it."""
    return text if len(text) <= AROUND else text[:AROUND] + "…"


def _marked(link: RecommendationDoc) -> str:
    """The sentence, cut to what stands around the anchor text, which is set off."""
    sentence, start = link.sentence or "", link.anchor_start or 0
    end = start + len(link.anchor_text or "")
    before, after = sentence[:start], sentence[end:]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:]
    if len(after) > AROUND:
        after = after[:AROUND] + "…"
    lead = "[yellow]to add:[/] " if link.new_text else ""
    marked = f"[bold cyan]\\[{plain(sentence[start:end])}][/]"
    return f"{lead}{plain(before)}{marked}{plain(after)}"


def _say_changes(title: str, pages: list[ChangeDoc]) -> None:
    if not pages:
        return
    out.print(f"\n[bold]{title}[/] [dim](equity before → after)[/]")
    for page in pages[:SHOWN]:
        out.print(
            f"  {page.change:+9.3f}  {plain(path_of(page.url))}  "
            f"[dim]{page.before:.3f} → {page.after:.3f}[/]"
        )
