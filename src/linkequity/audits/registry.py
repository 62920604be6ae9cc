"""The audits there are: one module each, its file's name being the audit's id."""

from inspect import cleandoc
from typing import TYPE_CHECKING, Protocol

from linkequity.audits.anchors import (
    empty_anchor_texts,
    generic_anchor_texts,
    one_anchor_text_for_several_pages,
    uniform_anchor_texts,
)
from linkequity.audits.answers import (
    ai_crawlers_shut_out,
    broken_structured_data,
    dead_urls_ai_crawlers_hit,
    snippets_forbidden,
    texts_only_scripts_make,
)
from linkequity.audits.audit import Audit, Meta
from linkequity.audits.backlinks import (
    backlinks_lost_at_the_door,
    backlinks_off_topic,
    backlinks_to_redirects,
    lost_backlinks_with_a_live_equivalent,
    stranded_backlink_equity,
)
from linkequity.audits.canonicals import (
    canonical_chains,
    canonicals_to_dead_pages,
    duplicates_without_canonical,
)
from linkequity.audits.indexing import (
    broken_hreflang_targets,
    linked_blocked_pages,
    linked_noindex_pages,
    noindex_pages_with_backlinks,
    one_way_hreflang,
    pages_missing_in_sitemap,
    sitemap_lists_dead_urls,
)
from linkequity.audits.links import (
    broken_external_links,
    broken_internal_links,
    endless_pages,
    http_links_on_https,
    links_only_scripts_make,
    links_through_redirectors,
    links_to_non_canonical_urls,
    mixed_nofollow_links,
    nofollowed_internal_links,
    parameter_explosions,
    redirect_chains,
    redirected_internal_links,
    tracked_internal_links,
)
from linkequity.audits.logs import (
    crawled_pages_nobody_links,
    linked_pages_never_crawled,
)
from linkequity.audits.pages import (
    boilerplate_only_inlinks,
    dead_end_pages,
    deep_pages,
    equity_in_utility_pages,
    hoarders,
    orphan_pages,
    single_inlink_pages,
    starved_pages,
    too_many_links,
    unreachable_pages,
    wasters,
)
from linkequity.audits.texts import (
    cannibalised_queries,
    near_duplicates,
    pages_on_one_subject,
)
from linkequity.base.errors import UsageError
from linkequity.base.meant import did_you_mean

if TYPE_CHECKING:
    import polars as pl

    from linkequity.model.facts import Facts


class AuditModule(Protocol):
    """What a module must have to be an audit."""

    META: Meta
    __name__: str
    __doc__: str | None

    def audit(self, facts: "Facts") -> "pl.DataFrame":
        """The check itself."""


def audit_of(module: AuditModule) -> Audit:
    """The audit a module is."""
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    return Audit(name, module.META, cleandoc(module.__doc__ or ""), module.audit)


MODULES: tuple[AuditModule, ...] = (
    orphan_pages,
    broken_internal_links,
    backlinks_lost_at_the_door,
    lost_backlinks_with_a_live_equivalent,
    stranded_backlink_equity,
    redirected_internal_links,
    redirect_chains,
    nofollowed_internal_links,
    dead_end_pages,
    single_inlink_pages,
    boilerplate_only_inlinks,
    deep_pages,
    generic_anchor_texts,
    empty_anchor_texts,
    one_anchor_text_for_several_pages,
    uniform_anchor_texts,
    ai_crawlers_shut_out,
    broken_structured_data,
    dead_urls_ai_crawlers_hit,
    snippets_forbidden,
    texts_only_scripts_make,
    backlinks_to_redirects,
    backlinks_off_topic,
    canonical_chains,
    canonicals_to_dead_pages,
    duplicates_without_canonical,
    broken_hreflang_targets,
    linked_blocked_pages,
    linked_noindex_pages,
    noindex_pages_with_backlinks,
    one_way_hreflang,
    pages_missing_in_sitemap,
    sitemap_lists_dead_urls,
    broken_external_links,
    endless_pages,
    http_links_on_https,
    links_only_scripts_make,
    links_to_non_canonical_urls,
    mixed_nofollow_links,
    parameter_explosions,
    tracked_internal_links,
    links_through_redirectors,
    crawled_pages_nobody_links,
    linked_pages_never_crawled,
    equity_in_utility_pages,
    hoarders,
    starved_pages,
    too_many_links,
    unreachable_pages,
    wasters,
    cannibalised_queries,
    near_duplicates,
    pages_on_one_subject,
)
AUDITS: tuple[Audit, ...] = tuple(audit_of(module) for module in MODULES)


def find(id: str) -> Audit:
    """The audit of that id; UsageError naming the nearest ones where there is none."""
    ids = [audit.id for audit in AUDITS]
    if id not in ids:
        hint = did_you_mean(id, ids) or f"There are {', '.join(ids)}."
        raise UsageError(f"no audit is called {id!r}", hint=hint.strip())
    return AUDITS[ids.index(id)]
