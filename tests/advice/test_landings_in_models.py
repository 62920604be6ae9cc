"""Landing pages asked of many models."""

import polars as pl
import pytest

from linkequity.advice.landings_in_models import ADVISED, ask_about_landings
from tiny import facts_of, site, url

POSTS = "".join(f"  /blog/{n}: {{links: [/tax]}}\n" for n in range(ADVISED))
FIRM = f"""
navigation: [/, /tax, /lonely, {", ".join(f"/blog/{n}" for n in range(ADVISED))}]
pages:
  /: {{}}
  /tax: {{}}
  /lonely: {{links: [https://x.org/]}}
{POSTS}
settings: {{priority: {{/tax: 1}}}}
"""


def test_pages_that_deliver_hold_and_the_target_delivers_most() -> None:
    """The target delivers all in every model; posts that link to it hold, one linking out not."""
    facts = facts_of(site(FIRM))
    pages = facts.pages.filter(pl.col("indexable")).select("url", p_win=pl.lit(0.1))
    found = {r["url"]: r for r in ask_about_landings(facts, pages, 12).iter_rows(named=True)}
    assert found[url("/tax")]["delivery_low"] == pytest.approx(1.0)
    assert found[url("/tax")]["holds_in"] == 1.0
    assert found[url("/blog/1")]["holds_in"] == 1.0
    assert found[url("/lonely")]["holds_in"] < 0.5
    assert all(r["delivery_low"] <= r["delivery_high"] <= 1 + 1e-9 for r in found.values())


def test_a_page_that_cannot_be_won_does_not_hold() -> None:
    """What cannot be expected holds nowhere, whatever it delivers."""
    facts = facts_of(site(FIRM))
    pages = facts.pages.filter(pl.col("indexable")).select(
        "url", p_win=pl.when(pl.col("url") == url("/tax")).then(0.0).otherwise(0.1)
    )
    found = ask_about_landings(facts, pages, 6).filter(pl.col("url") == url("/tax"))
    assert found["holds_in"].to_list() == [0.0]
