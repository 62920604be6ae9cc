"""The document of `linkequity prospects`: who links to competitors and not here, scored.

Strengths and what is expected are in page units of target equity, as in `landing_pages`.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import polars as pl

from linkequity.advice.landing_pages import landing_pages
from linkequity.advice.prospects import FEWEST_COMPETITORS, Found, Gathering
from linkequity.app.backlinks.landing_pages import (
    AssumptionsDoc,
    ProspectDoc,
    TargetDoc,
    say_assumptions,
    say_prospects,
    say_targets,
)
from linkequity.app.intake.imports import ImportDoc, read_rows
from linkequity.app.workspace import Workspace
from linkequity.base.errors import FileUnreadable, UsageError
from linkequity.model.facts import Facts
from linkequity.snapshot.tables import BACKLINKS

TOP_PROSPECTS = 1000
SHOWN_LINKS = 3
# What the pages of landing_pages are judged with; each prospect brings its own rating.
ANY_RATING = 50.0


class Competitor(msgspec.Struct, frozen=True):
    """A competitor, and an export of its backlinks."""

    name: str
    file: Path


class SharedLinkDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A link to a competitor."""

    competitor: str
    referring_page: str | None
    target: str | None
    anchor_text: str | None


class SharedProspectDoc(ProspectDoc, frozen=True, kw_only=True):
    """A prospect that links to several `competitors`, by so many `links`, of which `examples`.

    `referring_page` is set where one page links to two or more. `nearest_url`: our page that is
    nearest to its topic; `nearest_relevance` as `relevance` of places.
    """

    competitors: list[str]
    links: int
    examples: list[SharedLinkDoc]
    nearest_url: str | None
    nearest_relevance: float | None


class CompetitorDoc(msgspec.Struct, frozen=True, kw_only=True):
    """A competitor, and how many of its backlinks count."""

    name: str
    backlinks: int


class Prospects(msgspec.Struct, frozen=True, kw_only=True):
    """Who links to two or more competitors and not here.

    `domains` link to any competitor, `shared` of them to two or more, `linking_here` of those here
    too; `count` prospects are left, of which `prospects` are the first. `left_out`: rows of the
    files that do not count, by why. `notes`: sentences for people.
    """

    judged_by: str
    targets: list[TargetDoc]
    competitors: list[CompetitorDoc]
    files: list[ImportDoc]
    left_out: dict[str, int]
    domains: int
    shared: int
    linking_here: int
    count: int
    prospects: list[SharedProspectDoc]
    assumptions: AssumptionsDoc
    notes: list[str] = []


def gather(
    workspace: Workspace, facts: Facts, competitors: Sequence[Competitor]
) -> tuple[Gathering, list[ImportDoc]]:
    """Read every competitor's exports, part by part. UsageError, FileUnreadable."""
    if len({competitor.name for competitor in competitors}) < FEWEST_COMPETITORS:
        raise UsageError(
            "prospects are found by comparing two or more competitors",
            hint="Name another: --competitor NAME=FILE, with an export of its backlinks.",
        )
    gathering, records = Gathering(facts), []
    for competitor in competitors:
        records += _read(workspace, gathering, competitor)
    return gathering, records


def _read(workspace: Workspace, gathering: Gathering, competitor: Competitor) -> list[ImportDoc]:
    def take(kind: str, rows: pl.DataFrame) -> None:
        if kind == BACKLINKS.name:
            gathering.take(competitor.name, rows)

    records = read_rows(workspace, competitor.file, take)
    if not any(record.kind == BACKLINKS.name for record in records):
        raise FileUnreadable(
            f"holds no backlinks but {' and '.join(record.kind for record in records)}",
            where=str(competitor.file),
            hint=f"Export the backlinks of {competitor.name} from your backlink tool.",
        )
    return records


def build_prospects(facts: Facts, gathering: Gathering, files: list[ImportDoc]) -> Prospects:
    """The document of what was gathered."""
    found = gathering.found()
    scored = _scored(facts, found)
    return Prospects(
        judged_by=facts.worth.origin,
        targets=say_targets(facts),
        competitors=[
            CompetitorDoc(name=name, backlinks=count) for name, count in gathering.taken.items()
        ],
        files=files,
        left_out=found.left_out,
        domains=found.domains,
        shared=found.shared,
        linking_here=found.linking_here,
        count=found.shared - found.linking_here,
        prospects=scored[:TOP_PROSPECTS],
        assumptions=say_assumptions(facts),
        notes=[
            f"The exports of {' and '.join(names)} are of one site, {home}: who links to it counts "
            "as linking to each of them."
            for names, home in found.same_site
        ],
    )


def _scored(facts: Facts, found: Found) -> list[SharedProspectDoc]:
    ranked = say_prospects(facts, found.prospects, landing_pages(facts, ANY_RATING))
    examples = _examples(found.links)
    more = found.prospects.select("competitors", "links", "nearest_url", "nearest_relevance")
    by_domain = dict(zip(found.prospects["referring_domain"], more.to_dicts(), strict=True))
    return [
        msgspec.convert(
            {
                **msgspec.structs.asdict(prospect),
                **by_domain[str(prospect.referring_domain)],
                "examples": examples[str(prospect.referring_domain)],
            },
            SharedProspectDoc,
        )
        for prospect in ranked
    ]


def _examples(links: pl.DataFrame) -> dict[str, list[SharedLinkDoc]]:
    """Of each domain a few links, one of each competitor first."""
    turn = pl.int_range(pl.len()).over("referring_domain", "competitor")
    first = links.with_columns(turn=turn).sort("referring_domain", "turn", maintain_order=True)
    shown = first.group_by("referring_domain", maintain_order=True).head(SHOWN_LINKS)
    found: dict[str, list[SharedLinkDoc]] = {}
    for row in shown.iter_rows(named=True):
        link = {name: row[name] for name in SharedLinkDoc.__struct_fields__}
        found.setdefault(row["referring_domain"], []).append(SharedLinkDoc(**link))
    return found


def prospect_table(found: Prospects) -> pl.DataFrame:
    """The prospects as a table that `--prospects FILE` reads again."""
    rows = [
        {
            "domain": p.referring_domain,
            "page": p.referring_page,
            "domain_rating": p.domain_rating,
            "page_rating": p.page_rating,
            "topic": p.topic,
            "competitors": ", ".join(p.competitors),
            "links": p.links,
            "nearest": p.nearest_url,
            "nearest_relevance": p.nearest_relevance,
            "land_on": p.places[0].url if p.places else None,
            "expected": p.expected,
            "example_page": p.examples[0].referring_page,
            "example_target": p.examples[0].target,
            "example_anchor_text": p.examples[0].anchor_text,
        }
        for p in found.prospects
    ]
    return pl.DataFrame(rows, schema=TABLE)


TABLE = pl.Schema(
    {
        "domain": pl.String,
        "page": pl.String,
        "domain_rating": pl.Float64,
        "page_rating": pl.Float64,
        "topic": pl.String,
        "competitors": pl.String,
        "links": pl.Int64,
        "nearest": pl.String,
        "nearest_relevance": pl.Float64,
        "land_on": pl.String,
        "expected": pl.Float64,
        "example_page": pl.String,
        "example_target": pl.String,
        "example_anchor_text": pl.String,
    }
)
