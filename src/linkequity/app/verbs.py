"""What a person can ask for, one function each; every face says these words and no others."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from linkequity.advice.scenario_files import read_scenario, scenario_of
from linkequity.advice.simulate import Simulation
from linkequity.advice.simulate import simulate as simulate_scenario
from linkequity.app.answers.building import build_answers
from linkequity.app.answers.documents import Answers
from linkequity.app.auditing.document import build
from linkequity.app.auditing.learned_tables import keep_learned, recall_learned
from linkequity.app.auditing.models import ask_models
from linkequity.app.auditing.result_tables import write_tables
from linkequity.app.backlinks.landing_pages import LandingPages, build_landing_pages
from linkequity.app.backlinks.origins import Origins, build_origins
from linkequity.app.backlinks.prospects import Competitor, Prospects, build_prospects, gather
from linkequity.app.clusters.building import build_clusters
from linkequity.app.clusters.documents import Clusters
from linkequity.app.comparison.choosing import chosen_snapshots
from linkequity.app.comparison.documents import Comparison
from linkequity.app.comparison.looking_back import (
    compare_snapshots,
    look_back,
    silent_findings,
)
from linkequity.app.comparison.sides import Judged
from linkequity.app.history.baseline import write_latest_findings
from linkequity.app.history.trend import keep_totals
from linkequity.app.intake.importing import import_one
from linkequity.app.intake.imports import Imports, read_imports, read_list
from linkequity.app.intake.reading import AuditOrder, place, read_snapshot
from linkequity.app.links_to_add.recommendations import Recommendations
from linkequity.app.links_to_add.recommending import (
    RecommendOrder,
    find_links,
    links_for_audit,
    links_table,
)
from linkequity.app.planning.build import PlanOrder, make_plans, review_plans
from linkequity.app.planning.documents import Plans
from linkequity.app.progress import SILENT, Listener
from linkequity.app.results import Results
from linkequity.app.workspace import RESULTS_FILE, Workspace, find_workspace
from linkequity.audits.registry import AUDITS
from linkequity.audits.runner import disabled, run
from linkequity.base.errors import UsageError
from linkequity.model.equity.origins import By
from linkequity.model.facts import Facts
from linkequity.snapshot.snapshot import Snapshot, write_bytes, write_parquet
from linkequity.sources.registry import read_prospects


@dataclass(frozen=True)
class Audited:
    """What an audit left: the document, and the workspace that holds it beside the tables.

    `fresh`: how many findings are new: not in the baseline; without one, new or returned since
    the audit before.
    """

    results: Results
    workspace: Workspace
    fresh: int = 0


def audit(order: AuditOrder, listener: Listener = SILENT) -> Audited:
    """Read the site and what was imported, model it, find what is wrong, write the results."""
    source, workspace = place(order)
    disabled(workspace.settings.audits)  # a slip is refused now, not after the crawl
    with workspace.locked():
        for file in (*order.backlinks, *order.search):
            import_one(workspace, file, listener)
        snapshot = read_snapshot(source, workspace, order, listener)
        return _judge(snapshot, workspace, order.baseline, listener)


def compare(names: Sequence[str], workspace: Path | None) -> Comparison:
    """What changed from one snapshot to another, both judged by today's settings and imports.

    `names`: two snapshots by name or path; of one the latest is compared with it; of none the
    latest two are compared. UsageError where there are none such.
    """
    found = find_workspace(workspace, Path.cwd())
    earlier, later = chosen_snapshots(found, names)
    own = _own_imports(later, read_imports(found))
    return compare_snapshots(found, earlier, later, own.tables)


def write_baseline(file: Path, workspace: Path | None) -> int:
    """Write all findings of the latest audit into a baseline file; says how many there are."""
    return write_latest_findings(find_workspace(workspace, Path.cwd()), file)


def simulate(
    scenario: Path | list[dict[str, object]],
    workspace: Path | None,
    models: int = 0,
    *,
    confirm: bool = True,
) -> Simulation:
    """What edits would do to the latest snapshot; under `models` as well.

    `scenario`: a file, or its list of edits: `[{"add_link": {"from": "/a/", "to": "/b/"}}]`.
    0 models: only under the settings. `confirm`: solve the edited site again, even where the
    facts at hand have the answer.
    """
    place = find_workspace(workspace, Path.cwd())
    edits = read_scenario(scenario) if isinstance(scenario, Path) else scenario_of(scenario)
    return simulate_scenario(facts_of(place.latest(), place), edits, models, confirm=confirm)


def landing_pages(
    prospects: Path | None, workspace: Path | None, domain_rating: float
) -> LandingPages:
    """Where a backlink from a domain so rated should land, and whose backlinks to pursue."""
    found = find_workspace(workspace, Path.cwd())
    facts = facts_of(found.latest(), found)
    if prospects is None:
        return build_landing_pages(facts, domain_rating)
    with found.locked():
        frame, record = read_list(found, prospects, read_prospects)
    return build_landing_pages(facts, domain_rating, frame, record)


def prospects(competitors: Sequence[Competitor], workspace: Path | None) -> Prospects:
    """Who links to two or more competitors and not here, scored; competitors' exports are read."""
    found = find_workspace(workspace, Path.cwd())
    facts = facts_of(found.latest(), found)
    with found.locked():
        gathering, records = gather(found, facts, competitors)
    return build_prospects(facts, gathering, records)


def plan(order: PlanOrder, workspace: Path | None) -> Plans:
    """The three steps for the target named, or for those the data suggests; kept for the report."""
    found = find_workspace(workspace, Path.cwd())
    facts = facts_of(found.latest(), found)
    with found.locked():
        return make_plans(found, facts, order)


def origins(pages: Sequence[str], by: By, workspace: Path | None) -> Origins:
    """Whose equity the pages so named keep, of the workspace's latest snapshot."""
    found = find_workspace(workspace, Path.cwd())
    return build_origins(facts_of(found.latest(), found), pages, by)


def answers(workspace: Path | None) -> Answers:
    """How answer engines meet the content pages of the workspace's latest snapshot."""
    found = find_workspace(workspace, Path.cwd())
    return build_answers(facts_of(found.latest(), found))


def clusters(asked: str | None, workspace: Path | None) -> Clusters:
    """The clusters of the workspace's latest snapshot, or the one that is asked for, whole."""
    found = find_workspace(workspace, Path.cwd())
    return build_clusters(facts_of(found.latest(), found), asked)


def recommend(order: RecommendOrder, workspace: Path | None) -> Recommendations:
    """The best links together of those asked for, in the words of their pages."""
    found = find_workspace(workspace, Path.cwd())
    return find_links(facts_of(found.latest(), found), order, found, once=True)


def results_of(workspace: Workspace) -> Results:
    """The result document of the latest audit; UsageError where there is none."""
    path = workspace.results / RESULTS_FILE
    if not path.exists():
        raise UsageError(
            "no results yet", where=str(workspace.path), hint="Run linkequity audit first."
        )
    return msgspec.json.decode(path.read_bytes(), type=Results)


def facts_of(snapshot: Snapshot, workspace: Workspace) -> Facts:
    """The facts of a snapshot with the workspace's imports and settings.

    What its audit learned of it is not learned again.
    """
    own = _own_imports(snapshot, read_imports(workspace))
    facts = Facts.of(snapshot, own.tables, workspace.settings)
    recall_learned(workspace, snapshot, facts)
    return facts


def _judge(
    snapshot: Snapshot, workspace: Workspace, baseline: Path | None, listener: Listener
) -> Audited:
    silent = silent_findings(workspace, baseline)
    imports = read_imports(workspace)
    own = _own_imports(snapshot, imports)
    facts = Facts.of(snapshot, own.tables, workspace.settings)
    _read(facts, listener)
    listener.step("Auditing")
    audits = run(facts, AUDITS)
    listener.step("Looking back")
    past = look_back(Judged(snapshot, facts, audits), own.tables, workspace, silent)
    listener.step("Asking other models")
    robustness = ask_models(facts)
    listener.step("Looking for links to add")
    links, why_none = links_for_audit(facts, workspace)
    listener.step("Writing the results")
    results = build(snapshot, facts, past, imports, own, robustness=robustness)
    results = msgspec.structs.replace(
        results,
        recommendations=links,
        plans=review_plans(workspace, facts),
        notes=[*results.notes, *why_none],
    )
    write_tables(workspace, facts, audits, past.memory, robustness)
    keep_learned(workspace, snapshot, facts)
    write_parquet(links_table(links), workspace.results / "recommendations.parquet")
    write_bytes(msgspec.json.encode(results), workspace.results / RESULTS_FILE)
    past.keep(workspace, own.tables.backlinks)
    keep_totals(workspace, results)
    return Audited(results, workspace, past.fresh)


def _read(facts: Facts, listener: Listener) -> None:
    """What the audits need, made here so that each step is named while it runs: facts are lazy."""
    listener.step("Reading the texts")
    _ = facts.text.relevance
    listener.step("Following the equity")
    _ = facts.pages, facts.links, facts.ledger
    listener.step("Finding clusters")
    _ = facts.clusters


def _own_imports(snapshot: Snapshot, imports: Imports) -> Imports:
    manifest = snapshot.manifest
    return imports.of_site(manifest.start_url, manifest.site, subdomains=manifest.subdomains)
