"""What an audit learned: recalled for the very same site, no more there for any other."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from linkequity.app.auditing.learned_tables import FOLDER, KEY, keep_learned
from linkequity.app.verbs import facts_of
from linkequity.app.workspace import SETTINGS_FILE, Workspace
from linkequity.model.facts import Facts


@pytest.fixture
def workspace(demo_workspace: Path, tmp_path: Path) -> Workspace:
    """A copy of the demo's, to write in."""
    return Workspace(shutil.copytree(demo_workspace, tmp_path / "demo"))


def opened(workspace: Workspace) -> Facts:
    again = Workspace(workspace.path)
    return facts_of(again.latest(), again)


def is_recalled(facts: Facts) -> bool:
    """Whether its clusters were there before anybody asked for them."""
    return "clusters" in vars(facts)


def test_what_is_recalled_is_what_would_be_learned(workspace: Workspace) -> None:
    """Every table is the same to the last bit with what was kept as without."""
    recalled = opened(workspace)
    assert is_recalled(recalled)
    shutil.rmtree(workspace.results / FOLDER)
    learned = opened(workspace)
    assert not is_recalled(learned)
    for name in ("pages", "links", "backlinks", "landings", "segments"):
        assert_frame_equal(getattr(recalled, name), getattr(learned, name))
    assert_frame_equal(recalled.clusters.table, learned.clusters.table)
    assert_frame_equal(recalled.clusters.pages, learned.clusters.pages)
    assert_frame_equal(recalled.clusters.missing, learned.clusters.missing)
    assert recalled.text.corpus.languages == learned.text.corpus.languages
    assert recalled.clusters.unknown == learned.clusters.unknown
    assert recalled.ledger == learned.ledger


def other_settings(workspace: Workspace) -> None:
    with (workspace.path / SETTINGS_FILE).open("a", encoding="utf-8") as file:
        file.write("[weights]\nfooter = 0.2\n")


def other_imports(workspace: Workspace) -> None:
    file = workspace.imports / "backlinks.parquet"
    pl.read_parquet(file).with_columns(anchor_text=pl.lit("other words")).write_parquet(file)


def newer_snapshot(workspace: Workspace) -> None:
    latest = workspace.snapshots()[-1]
    newer = shutil.copytree(latest, latest.with_name("9" + latest.name))
    manifest = json.loads((newer / "manifest.json").read_text())
    (newer / "manifest.json").write_text(json.dumps(manifest | {"source_detail": "again"}))


def flipped_bit(workspace: Workspace) -> None:
    file = workspace.results / FOLDER / "topics.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)


def cut_short(workspace: Workspace) -> None:
    file = workspace.results / FOLDER / KEY
    file.write_bytes(file.read_bytes()[:40])


def lost_table(workspace: Workspace) -> None:
    (workspace.results / FOLDER / "landings.parquet").unlink()


@pytest.mark.parametrize(
    "change",
    [other_settings, other_imports, newer_snapshot, flipped_bit, cut_short, lost_table],
    ids=lambda change: change.__name__,
)
def test_nothing_is_recalled_of_another_site_or_from_damaged_files(
    workspace: Workspace, change: Callable[[Workspace], None]
) -> None:
    """Whatever is not the same to the byte is learned anew, without a complaint."""
    change(workspace)
    assert not is_recalled(opened(workspace))


def test_foreign_tables_under_a_right_key_are_left_alone(workspace: Workspace) -> None:
    """Levels that there cannot be, or rows of another site, are not taken over."""
    facts = opened(workspace)
    links = facts.tables.links
    for foreign in (links.with_columns(pl.col("topic").fill_null(99)), links.head(3)):
        vars(facts)["tables"] = replace(facts.tables, links=foreign)
        keep_learned(workspace, workspace.latest(), facts)
        assert not is_recalled(opened(workspace))
