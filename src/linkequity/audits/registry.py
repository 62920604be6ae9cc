"""The audits there are: one module each, its file's name being the audit's id."""

from difflib import get_close_matches
from inspect import cleandoc
from typing import TYPE_CHECKING, Protocol

from linkequity.audits import (
    backlinks_lost_at_the_door,
    boilerplate_only_inlinks,
    broken_internal_links,
    dead_end_pages,
    deep_pages,
    generic_anchor_texts,
    nofollowed_internal_links,
    orphan_pages,
    redirect_chains,
    redirected_internal_links,
    single_inlink_pages,
    stranded_backlink_equity,
)
from linkequity.audits.audit import Audit, Finding, Meta
from linkequity.base.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkequity.model.facts import Facts


class AuditModule(Protocol):
    """What a module must have to be an audit."""

    META: Meta
    __name__: str
    __doc__: str | None

    def audit(self, facts: "Facts") -> "Iterator[Finding]":
        """The check itself."""


def audit_of(module: AuditModule) -> Audit:
    """The audit a module is."""
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    return Audit(name, module.META, cleandoc(module.__doc__ or ""), module.audit)


MODULES: tuple[AuditModule, ...] = (
    orphan_pages,
    broken_internal_links,
    backlinks_lost_at_the_door,
    stranded_backlink_equity,
    redirected_internal_links,
    redirect_chains,
    nofollowed_internal_links,
    dead_end_pages,
    single_inlink_pages,
    boilerplate_only_inlinks,
    deep_pages,
    generic_anchor_texts,
)
AUDITS: tuple[Audit, ...] = tuple(audit_of(module) for module in MODULES)


def find(id: str) -> Audit:
    """The audit of that id; UsageError naming the nearest ones where there is none."""
    ids = [audit.id for audit in AUDITS]
    if id not in ids:
        nearest = get_close_matches(id, ids, n=3, cutoff=0.4) or ids
        raise UsageError(f"no audit is called {id!r}", hint=f"There is {', '.join(nearest)}.")
    return AUDITS[ids.index(id)]
