"""Which links are asked for, and the answer: found, chosen, put into words, remembered."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import polars as pl

from linkequity.advice.budget import GATES, Gate, Rules
from linkequity.advice.candidates import Candidates, find_candidates, name_candidates
from linkequity.advice.recommending.editor import DONORS, Editor, Wish
from linkequity.app.clusters.building import pages_of_cluster
from linkequity.app.exports import write_csv, write_text
from linkequity.app.intake.imports import ImportDoc, read_list
from linkequity.app.links_to_add.decisions import Decided, DecisionDoc, decisions_of, proposed_link
from linkequity.app.links_to_add.editors import editor_of, keep_taught
from linkequity.app.links_to_add.recommendations import Recommendations, build_recommendations
from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.app.links_to_add.young_pages import young_pages
from linkequity.app.workspace import Workspace
from linkequity.base.errors import UsageError
from linkequity.model.facts import Facts
from linkequity.model.whatif.names import Names, Scenario
from linkequity.sources.registry import read_candidates

# Proposals looked at for each link chosen: with more the choice hardly changed.
FOR_EACH: Final = 5
# Links of an audit, and the sizes of sites they are looked for on: smaller ones link all pages
# from their menus; more would take an audit more than half its time again.
AUDITED: Final = 20
FEWEST_PAGES: Final = 20
MOST_PAGES: Final = 50_000
ASK: Final = "linkequity recommend finds them"
LINKS_SCHEMA: Final = pl.Schema(
    {
        "id": pl.String,
        "from": pl.String,
        "to": pl.String,
        "anchor_text": pl.String,
        "sentence": pl.String,
        "anchor_start": pl.Int64,
        "passage": pl.String,
        "new_text": pl.Boolean,
        "relevance": pl.Float64,
        "lift": pl.Float64,
        "donor_loss": pl.Float64,
        "holds_in": pl.Float64,
        "lift_low": pl.Float64,
        "lift_high": pl.Float64,
        "why": pl.String,
        "evidence_label": pl.String,
        "donor_equity": pl.Float64,
        "donor_clicks": pl.Int64,
        "target_inlinks": pl.Int64,
        "target_impressions": pl.Int64,
        "target_page_two": pl.Int64,
    }
)
# So many were asked for: only what adds next to nothing beside the first is left out.
LEAST_GAIN: Final = 0.005
# Where so many pages are called alike, that is why there are few links to propose.
NAMELESS: Final = 0.1
NO_TEXT: Final = "No texts were read: see to it that each link fits its page."


@dataclass(frozen=True)
class RecommendOrder:
    """What is asked for: so many links at most; to or from a page (URL or path); to pages younger
    than so many days; between the pages of a cluster; of those in a file.
    """

    budget: int = 10
    candidates: Path | None = None
    to: str | None = None
    from_: str | None = None
    new_days: int | None = None
    cluster: str | None = None


def find_links(
    facts: Facts, order: RecommendOrder, workspace: Workspace, *, once: bool = False
) -> Recommendations:
    """The best links that were asked for; what is shown may then be accepted or rejected.

    `once`: nobody will ask these facts again, so that nothing is held for the next question.
    """
    decided = Decided.of(facts, workspace.latest().path.name, decisions_of(workspace))
    if order.candidates is not None:
        found = _of_file(facts, order, workspace, decided)
    else:
        editor = editor_of(facts, workspace)
        found = propose_links(editor, order, decided, workspace.snapshots(), once=once)
        keep_taught(editor, workspace)
    remember(found.recommendations + found.less_sure, workspace)
    return msgspec.structs.replace(
        found, accepted=[DecisionDoc(**decision._asdict()) for decision in decided.accepted]
    )


def propose_links(
    editor: Editor,
    order: RecommendOrder,
    decided: Decided,
    snapshots: list[Path],
    ask: Collection[Gate] = GATES,
    *,
    once: bool = False,
) -> Recommendations:
    """Links in words of the site, or by its structure alone where no text was read.

    `once`: the editor rests before other models are asked, which takes memory too.
    """
    facts = editor.facts
    wish, notes = _wish(facts, order, decided, snapshots)
    rules = Rules(
        links=order.budget,
        relevance=None,
        least_gain=LEAST_GAIN,
        per_target=None if order.to else Rules.per_target,
        per_source=None if order.from_ else Rules.per_source,
    )
    if facts.text.relevance is None:
        proposals, candidates = None, _asked_for(find_candidates(facts), wish)
        notes.append(NO_TEXT)
    else:
        proposals = editor.propose(wish)
        candidates = proposals.candidates
    if once:
        editor.rest()
    found = build_recommendations(facts, candidates, rules, proposals, ask=ask)
    if proposals and wish.targets is None:
        notes += _strongest_only(editor, wish)
        if len(found.recommendations) < order.budget:
            notes += _called_alike(editor)
    return msgspec.structs.replace(found, notes=notes)


def links_for_audit(
    facts: Facts, workspace: Workspace
) -> tuple[list[RecommendationDoc], list[str]]:
    """The first links to add; a note instead of them where that would take too long."""
    decided = Decided.of(facts, workspace.latest().path.name, decisions_of(workspace))
    pages = int(facts.content.sum())
    if pages < FEWEST_PAGES:
        return [], []
    if pages > MOST_PAGES:
        return [], [f"{pages:,} pages are too many to look for links at each audit: {ASK}."]
    if facts.text.relevance is None:
        return [], [f"No texts were read, so links to add are not proposed here: {ASK}."]
    order, editor = RecommendOrder(budget=AUDITED), editor_of(facts, workspace)
    found = propose_links(editor, order, decided, workspace.snapshots(), ask=(), once=True)
    keep_taught(editor, workspace)
    remember(found.recommendations, workspace)
    return found.recommendations, found.notes


def remember(shown: list[RecommendationDoc], workspace: Workspace) -> None:
    """Keep what is shown, so that it can be accepted or rejected."""
    decisions_of(workspace).remember(
        [
            proposed_link(
                link.id, link.source, link.target, link.sentence or link.anchor_text or ""
            )
            for link in shown
        ]
    )


def write_links(found: Recommendations, csv: Path | None, markdown: Path | None) -> None:
    """Write the links that were chosen as CSV and as a Markdown list, where a file is named."""
    if csv is not None:
        write_csv(links_table(found.recommendations), csv)
    if markdown is not None:
        lines = [_as_markdown(link) for link in found.recommendations]
        write_text("# Links to add\n\n" + "".join(lines), markdown)


def links_table(links: list[RecommendationDoc]) -> pl.DataFrame:
    """Links as a table, all factors a column each."""
    rows: list[dict[str, object]] = [msgspec.to_builtins(link) for link in links]
    return pl.DataFrame(rows, schema=LINKS_SCHEMA)


def _as_markdown(link: RecommendationDoc) -> str:
    """An item of a list of work; what was read is quoted, so that it becomes no markup."""
    words = link.sentence or link.anchor_text or ""
    new = "Add: " if link.new_text else ""
    return (
        f"- [ ] {_code(link.source)} → {_code(link.target)}  \n"
        f"  {new}{_code(words)}  \n"
        f"  Anchor text: {_code(link.anchor_text or '')}. {link.why} ({link.id})\n"
    )


def _code(text: str) -> str:
    """Text as a code span with one more backtick than it holds in a row."""
    plain = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{plain}{space}{fence}"


def _of_file(
    facts: Facts, order: RecommendOrder, workspace: Workspace, decided: Decided
) -> Recommendations:
    assert order.candidates is not None
    if order.to or order.from_ or order.new_days or order.cluster:
        raise UsageError(
            "a file of candidates says itself which links are asked for",
            where=str(order.candidates),
            hint="Leave out --to, --from, --new, --days and --cluster, or the file.",
        )
    with workspace.locked():
        frame, record = read_list(workspace, order.candidates, read_candidates)
    candidates = name_candidates(facts, frame, decided.settled)
    found = build_recommendations(facts, candidates, Rules(links=order.budget))
    return _with_file(found, record)


def _with_file(found: Recommendations, record: ImportDoc) -> Recommendations:
    return msgspec.structs.replace(found, candidates_file=record, notes=[NO_TEXT])


def _strongest_only(editor: Editor, wish: Wish) -> list[str]:
    """Which pages were asked for links, where not all were."""
    if wish.sources is not None or len(editor.donors) <= DONORS:
        return []
    return [
        f"Links were looked for on the {DONORS:,} pages with most to give, of "
        f"{len(editor.donors):,}: --from and --to ask about any page."
    ]


def _called_alike(editor: Editor) -> list[str]:
    """Why there are few links, where it is for the titles."""
    pages, alike = int(editor.facts.content.sum()), len(editor.nameless)
    if alike < NAMELESS * pages:
        return []
    return [
        f"{alike:,} of {pages:,} content pages have the title of another page, so that no words "
        "can tell them apart: with titles of their own, more links to them can be proposed."
    ]


def _wish(
    facts: Facts, order: RecommendOrder, decided: Decided, snapshots: list[Path]
) -> tuple[Wish, list[str]]:
    """What the order means here; UsageError where it names no content page."""
    notes: list[str] = []
    targets = None if order.to is None else [_page(facts, order.to)]
    if order.new_days is not None:
        young = young_pages(facts, snapshots, order.new_days)
        targets = [page for page in young.pages if targets is None or page in targets]
        notes.append(young.told_by)
    sources = None if order.from_ is None else [_page(facts, order.from_)]
    if sources is not None and sources == targets:
        raise UsageError(
            f"{order.from_} and {order.to} are one page, which needs no link to itself",
            hint="Name two pages, or one of the two alone.",
        )
    if order.cluster is not None:
        inside = pages_of_cluster(facts, order.cluster)
        sources, targets = (
            [page for page in inside if pages is None or page in pages]
            for pages in (sources, targets)
        )
    wish = Wish(
        sources=None if sources is None else np.array(sources, dtype=np.int64),
        targets=None if targets is None else np.array(targets, dtype=np.int64),
        wanted=FOR_EACH * order.budget,
        fewest=order.budget,
        refused=decided.settled,
    )
    return wish, notes


def _page(facts: Facts, name: str) -> int:
    names = Names(facts, Scenario(()), where="the page asked about")
    page = int(facts.graph.folding.end[names.page_id(names.known(name))])
    if page < 0 or not facts.content[page]:
        raise UsageError(
            f"{name} is no indexable content page",
            hint="Links are advised between content pages. [content_kinds] in linkequity.toml "
            "says which pages are content.",
        )
    return page


def _asked_for(candidates: Candidates, wish: Wish) -> Candidates:
    asked = pl.lit(value=True)
    for name, pages in (("source_id", wish.sources), ("target_id", wish.targets)):
        if pages is not None:
            asked &= pl.col(name).is_in(pl.Series(pages, dtype=pl.Int32).implode())
    return replace(candidates, table=candidates.table.filter(asked))
