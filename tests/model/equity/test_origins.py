"""Whose equity pages keep: every split sums to it, and each part is what is gone without it."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkequity.model.equity.origins import By, origins
from linkequity.model.site import SiteTables
from random_sites import facts_of, sites
from tiny import facts_of as tiny_facts
from tiny import site, url

some = settings(max_examples=12, deadline=None)


@some
@given(sites(), st.sampled_from(["referring-domain", "backlink", "segment"]), st.data())
def test_origins_sum_to_what_the_pages_keep(
    tables: SiteTables, by: By, data: st.DataObject
) -> None:
    """The pages themselves and all backlinks gave what any set of pages keeps, however split."""
    facts = facts_of(tables)
    size = len(facts.indexable)
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype=float)
    found = origins(facts, chosen, by)
    kept = float(chosen @ (facts.flow.kept * facts.indexable))
    assert found["equity"].sum() == pytest.approx(kept, abs=1e-9 * max(1.0, facts.ledger.equity_in))
    assert found["share"].sum() == pytest.approx(1.0 if kept > 0 else 0.0)


@some
@given(sites())
def test_a_domains_part_is_what_is_gone_without_it(tables: SiteTables) -> None:
    """Superposition: the site solved with one domain's strengths alone keeps just that part."""
    facts = facts_of(tables)
    everywhere = np.ones(len(facts.indexable))
    found = origins(facts, everywhere, "referring-domain")
    parts = dict(found.select("origin", "equity").iter_rows())
    landed = facts.backlinks.filter(pl.col("landing").is_not_null())
    for (domain,), rows in landed.group_by("referring_domain"):
        places = facts.graph.addresses.exact(rows["landing"]).to_numpy()
        source = np.bincount(places, rows["strength"].to_numpy(), minlength=len(everywhere))
        x = facts.system.forward(source.astype(float)).vector
        kept = (1 - facts.flow.damping) * float(x @ facts.indexable)
        assert parts.get(str(domain), 0.0) == pytest.approx(kept, abs=1e-9)


def test_backlinks_are_named_with_where_they_land() -> None:
    """One row a referring page and landing page; what pages bring by existing stands first."""
    facts = tiny_facts(
        site("""
pages: {/: {links: [/a]}, /a: {links: [/]}}
backlinks: [{to: /a, from: https://x.org/1, rating: 60}, {to: /, from: https://y.org/, rating: 40}]
""")
    )
    only_a = (facts.graph.pages["url"] == url("/a")).to_numpy().astype(float)
    found = origins(facts, only_a, "backlink")
    assert found.select("origin", "landing").rows() == [
        (None, None),
        ("https://x.org/1", url("/a")),
        ("https://y.org/", url("/")),
    ]
