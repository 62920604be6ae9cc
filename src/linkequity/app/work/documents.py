"""What is to be done in the background, and how far it is."""

from typing import Literal

import msgspec

from linkequity.app.intake.imports import ImportDoc

Kind = Literal["audit", "import"]
# interrupted: its process was killed; begun again it goes on where it was, as if stopped.
State = Literal["running", "done", "stopped", "failed", "interrupted"]


class WorkOrder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One piece of work in a workspace.

    An audit of `url`, or of the latest snapshot without one; an import of `files`, which lie in
    the workspace's own folder for what was handed in. `crawl` overrides single crawl settings.
    `public_only`: no address of a private network is asked, whoever names it.
    """

    kind: Kind
    url: str | None = None
    crawl: dict[str, int | float | bool] = {}
    files: list[str] = []
    public_only: bool = False


class WorkDoc(msgspec.Struct, frozen=True, kw_only=True):
    """How far the work is. `done` of `found` URLs, `rate` a second, `eta` seconds left, if known.

    `error`, `where` and `hint` say why it failed. Times are ISO times.
    """

    order: WorkOrder
    state: State = "running"
    step: str = "Starting"
    done: int = 0
    found: int = 0
    failed: int = 0
    rate: float = 0.0
    eta: float | None = None
    notes: list[str] = []
    imported: list[ImportDoc] = []
    error: str = ""
    where: str = ""
    hint: str = ""
    began_at: str = ""
    changed_at: str = ""
