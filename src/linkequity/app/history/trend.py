"""The totals of each audited snapshot, kept small, so that a trend is read without a model."""

from pathlib import Path
from typing import Final

import msgspec

from linkequity.app.results import LedgerDoc, Results
from linkequity.app.workspace import Workspace
from linkequity.snapshot.snapshot import write_bytes

FILE: Final = "totals.json"


class TotalsDoc(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot came to when it was last audited; equity in page units."""

    snapshot: str
    finished_at: str
    totals: dict[str, int]
    ledger: LedgerDoc


def read_trend(workspace: Workspace) -> list[TotalsDoc]:
    """The totals of all snapshots audited so far, the oldest first."""
    path = _path(workspace)
    return msgspec.json.decode(path.read_bytes(), type=list[TotalsDoc]) if path.exists() else []


def keep_totals(workspace: Workspace, results: Results) -> None:
    """Add what this audit came to, in place of an earlier audit of the same snapshot."""
    now = TotalsDoc(
        snapshot=results.snapshot.name,
        finished_at=results.snapshot.finished_at,
        totals=results.totals,
        ledger=results.ledger,
    )
    others = [one for one in read_trend(workspace) if one.snapshot != now.snapshot]
    trend = sorted([*others, now], key=lambda one: one.snapshot)
    write_bytes(msgspec.json.encode(trend), _path(workspace))


def _path(workspace: Workspace) -> Path:
    return workspace.history / FILE
