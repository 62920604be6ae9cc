"""The backlinks that each audit knew, kept with its snapshot, so that later ones can be compared.

Audits of the same backlinks share one file, named after its contents.
"""

import hashlib
from pathlib import Path
from typing import Final

import msgspec
import polars as pl

from linkequity.app.workspace import Workspace
from linkequity.model.comparison.backlinks_then import PAIR, recorded
from linkequity.snapshot.snapshot import write_bytes, write_parquet

INDEX: Final = "backlinks.json"


def keep_backlinks(backlinks: pl.DataFrame, snapshot: str, workspace: Workspace) -> None:
    """Remember the backlinks of this site that the audit of a snapshot knew."""
    workspace.history.mkdir(parents=True, exist_ok=True)
    rows = recorded(backlinks).sort(PAIR)
    digest = hashlib.blake2b(rows.hash_rows(seed=1).to_numpy().tobytes(), digest_size=8)
    name = f"backlinks-{digest.hexdigest()}.parquet"
    if not (workspace.history / name).exists():
        write_parquet(rows, workspace.history / name)
    index = _index(workspace) | {snapshot: name}
    write_bytes(msgspec.json.encode(index), workspace.history / INDEX)
    _forget_unnamed(workspace.history, set(index.values()))


def kept_backlinks(snapshot: str, workspace: Workspace) -> pl.DataFrame | None:
    """The backlinks that the audit of a snapshot knew; None where none was kept."""
    name = _index(workspace).get(snapshot)
    path = workspace.history / name if name else None
    return pl.read_parquet(path) if path and path.exists() else None


def _index(workspace: Workspace) -> dict[str, str]:
    path = workspace.history / INDEX
    return msgspec.json.decode(path.read_bytes(), type=dict[str, str]) if path.exists() else {}


def _forget_unnamed(folder: Path, named: set[str]) -> None:
    for file in folder.glob("backlinks-*.parquet"):
        if file.name not in named:
            file.unlink()
