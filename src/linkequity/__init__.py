"""linkequity: the open engine for link equity.

    >>> import linkequity
    >>> linkequity.AuditOrder("https://example.com").source
    'https://example.com'

Each verb does what the command of the same name does, and returns what that prints. They are loaded
when first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkequity.app.backlinks.prospects import Competitor
    from linkequity.app.intake.importing import import_files
    from linkequity.app.intake.reading import AuditOrder, crawl
    from linkequity.app.links_to_add.recommending import RecommendOrder
    from linkequity.app.planning.build import PlanOrder
    from linkequity.app.results import Results
    from linkequity.app.verbs import (
        answers,
        audit,
        clusters,
        compare,
        facts_of,
        landing_pages,
        origins,
        plan,
        prospects,
        recommend,
        results_of,
        simulate,
    )
    from linkequity.app.workspace import Workspace
    from linkequity.base.errors import LinkequityError
    from linkequity.model.facts import Facts
    from linkequity.snapshot.snapshot import Snapshot

_HOMES = {
    "AuditOrder": "linkequity.app.intake.reading",
    "Competitor": "linkequity.app.backlinks.prospects",
    "Facts": "linkequity.model.facts",
    "LinkequityError": "linkequity.base.errors",
    "PlanOrder": "linkequity.app.planning.build",
    "RecommendOrder": "linkequity.app.links_to_add.recommending",
    "Results": "linkequity.app.results",
    "Snapshot": "linkequity.snapshot.snapshot",
    "Workspace": "linkequity.app.workspace",
    "answers": "linkequity.app.verbs",
    "audit": "linkequity.app.verbs",
    "clusters": "linkequity.app.verbs",
    "compare": "linkequity.app.verbs",
    "crawl": "linkequity.app.intake.reading",
    "facts_of": "linkequity.app.verbs",
    "import_files": "linkequity.app.intake.importing",
    "landing_pages": "linkequity.app.verbs",
    "origins": "linkequity.app.verbs",
    "plan": "linkequity.app.verbs",
    "prospects": "linkequity.app.verbs",
    "recommend": "linkequity.app.verbs",
    "results_of": "linkequity.app.verbs",
    "simulate": "linkequity.app.verbs",
}

__all__ = [
    "AuditOrder",
    "Competitor",
    "Facts",
    "LinkequityError",
    "PlanOrder",
    "RecommendOrder",
    "Results",
    "Snapshot",
    "Workspace",
    "answers",
    "audit",
    "clusters",
    "compare",
    "crawl",
    "facts_of",
    "import_files",
    "landing_pages",
    "origins",
    "plan",
    "prospects",
    "recommend",
    "results_of",
    "simulate",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'linkequity' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
