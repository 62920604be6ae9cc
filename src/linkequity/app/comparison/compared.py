"""From two judged snapshots to the document that says what changed."""

import msgspec
import polars as pl

from linkequity.app.comparison.documents import (
    BacklinkChangeDoc,
    Comparison,
    DiffersDoc,
    LinkChangeDoc,
    PageChangeDoc,
    SideDoc,
    SideLedgerDoc,
)
from linkequity.app.comparison.findings import FindingChanges, change_docs, count_docs
from linkequity.app.comparison.movements import losers, segments, winners
from linkequity.app.comparison.sides import Judged, Sides
from linkequity.model.comparison.backlinks_then import PAIR, BacklinkChanges, changes
from linkequity.model.comparison.both import Both
from linkequity.model.comparison.causes import EXPLAINS, find_causes
from linkequity.snapshot.diff import WATCHED

TOP = 500
SOURCES = 5


def compare_sides(sides: Sides, register: pl.DataFrame) -> Comparison:
    """The document; `register` says which findings had been there before."""
    before, after, difference = sides.before, sides.after, sides.difference
    both = Both.of(before.facts, after.facts, difference.moved)
    backlinks = changes(before.facts.tables.backlinks, after.facts.tables.backlinks)
    causes = find_causes(both, backlinks)
    findings = FindingChanges.of(sides, register)
    return Comparison(
        before=_side(before),
        after=_side(after),
        counts=_counts(sides, backlinks) | findings.counts(),
        pages=_pages(difference.pages),
        links=_links(difference.links),
        findings=change_docs(findings),
        audits=count_docs(findings),
        segments=segments(both, causes),
        winners=winners(both, causes),
        losers=losers(both, causes),
        backlinks=_backlinks(before, after, backlinks),
        explains=EXPLAINS,
        tried=len(causes.tried),
        notes=list(_notes(sides)),
    )


def _side(judged: Judged) -> SideDoc:
    facts, manifest = judged.facts, judged.snapshot.manifest
    return SideDoc(
        snapshot=judged.snapshot.path.name,
        site=manifest.site,
        finished_at=manifest.finished_at.isoformat(timespec="seconds"),
        complete=manifest.complete,
        pages=facts.pages.height,
        indexable_pages=int(facts.pages["indexable"].sum()),
        links=facts.graph.links.height,
        backlinks=facts.backlinks.height,
        ledger=msgspec.convert(facts.ledger, SideLedgerDoc, from_attributes=True),
    )


def _counts(sides: Sides, backlinks: BacklinkChanges) -> dict[str, int]:
    pages, links = sides.difference.pages, sides.difference.links
    by_page = {f"pages_{kind}": _with(pages, kind) for kind in ("gained", "lost", "changed")}
    by_link = {
        f"links_{kind}": int(links.filter(pl.col("change") == kind)["links"].sum())
        for kind in ("gained", "lost")
    }
    return {
        **by_page,
        "pages_moved": sides.difference.moved.height,
        **by_link,
        "backlinks_won": backlinks.won.height,
        "backlinks_lost": backlinks.lost.height,
    }


def _with(frame: pl.DataFrame, change: str) -> int:
    return int((frame["change"] == change).sum())


def _pages(changed: pl.DataFrame) -> list[PageChangeDoc]:
    return [
        PageChangeDoc(
            change=row["change"],
            url=row["url_after"] or row["url_before"],
            url_before=row["url_before"] if row["moved"] else None,
            differs=[
                DiffersDoc(what=name, before=row[f"{name}_before"], after=row[f"{name}_after"])
                for name in WATCHED
                if name in row["differs"]
            ],
        )
        for change in ("changed", "gained", "lost")
        for row in changed.filter(pl.col("change") == change).head(TOP).to_dicts()
    ]


def _links(changed: pl.DataFrame) -> list[LinkChangeDoc]:
    """Links that share all but the page they are on, those of pages that stayed first."""
    shared = ("change", "target", "link_position", "followed", "with_page")
    groups = (
        changed.group_by(shared)
        .agg(
            links=pl.col("links").sum(),
            pages=pl.col("source").n_unique(),
            sources=pl.col("source").sort().head(SOURCES),
            anchor_text=pl.col("anchor_text").sort().first(),
        )
        .sort("with_page", "pages", *shared[:3], descending=[False, True, False, False, False])
        .head(TOP)
    )
    return [LinkChangeDoc(**row) for row in groups.to_dicts()]


def _backlinks(before: Judged, after: Judged, changed: BacklinkChanges) -> list[BacklinkChangeDoc]:
    columns = tuple(name for name in BacklinkChangeDoc.__struct_fields__ if name != "change")
    told = []
    for change, judged, rows in (("won", after, changed.won), ("lost", before, changed.lost)):
        placed = judged.facts.backlinks.join(rows, on=PAIR, how="semi", nulls_equal=True)
        first = placed.sort("strength", "referring_page", descending=[True, False])
        distinct = first.unique(PAIR, keep="first", maintain_order=True).head(TOP)
        told += [
            BacklinkChangeDoc(change=change, **row) for row in distinct.select(columns).to_dicts()
        ]
    return told


def _notes(sides: Sides) -> list[str]:
    notes = [
        f"The crawl {judged.snapshot.path.name} did not see every page "
        f"({'; '.join(judged.snapshot.manifest.incomplete_because)}): {missing}."
        for judged, missing in (
            (sides.before, "some of what counts as gained or new may have been there"),
            (sides.after, "some of what counts as lost may still be there"),
        )
        if not judged.snapshot.manifest.complete
    ]
    hosts = [judged.snapshot.manifest.site for judged in (sides.before, sides.after)]
    if hosts[0] != hosts[1]:
        notes.append(f"{hosts[0]} and {hosts[1]} are compared path by path.")
    return notes
