"""linkequity: the open engine for link equity.

    >>> import linkequity
    >>> linkequity.AuditOrder("https://example.com").source
    'https://example.com'

The verbs (`audit`, `crawl`, `import_files`, `simulate`) do what the commands of the same names
do, and return what those print. They are loaded when first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkequity.app.intake.importing import import_files
    from linkequity.app.intake.reading import AuditOrder, crawl
    from linkequity.app.verbs import audit, compare, simulate
    from linkequity.app.workspace import Workspace
    from linkequity.base.errors import LinkequityError
    from linkequity.snapshot.snapshot import Snapshot

_HOMES = {
    "AuditOrder": "linkequity.app.intake.reading",
    "LinkequityError": "linkequity.base.errors",
    "Snapshot": "linkequity.snapshot.snapshot",
    "Workspace": "linkequity.app.workspace",
    "audit": "linkequity.app.verbs",
    "compare": "linkequity.app.verbs",
    "crawl": "linkequity.app.intake.reading",
    "import_files": "linkequity.app.intake.importing",
    "simulate": "linkequity.app.verbs",
}

__all__ = [
    "AuditOrder",
    "LinkequityError",
    "Snapshot",
    "Workspace",
    "audit",
    "compare",
    "crawl",
    "import_files",
    "simulate",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'linkequity' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
