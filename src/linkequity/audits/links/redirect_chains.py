"""Redirect chains: two or more redirects in a row, or a loop, behind a URL that is in use.

Why it matters: each hop costs a round trip; a loop never arrives, so its links and backlinks are
lost; and a chain breaks at its weakest hop.
Known problem: equity passes whole through any number of 3xx redirects in this model, as Google
says it does, so a chain that arrives loses none; what is at stake flows through it. Only chains
that internal links, backlinks or a sitemap use are findings. A folder tells of no redirect that
only adds a slash or changes the host: a chain that needs one of those is inconclusive.
Fix: redirect the first URL straight to the last one, and write the last one into the links and
the sitemap. A loop needs a live page to end at.
"""

from collections.abc import Mapping

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_to
from linkequity.audits.findings import found
from linkequity.audits.supposed import supposed
from linkequity.model.facts import Facts

META = Meta(
    evidence="statement",
    evidence_note="Google says 3xx redirects lose no equity (Illyes), and a split test of linking "
    "to the final URL found no detectable gain (SearchPilot): mend chains for readers, crawlers "
    "and loops, not for rankings.",
    action=(
        "Shorten 1 chain of redirects",
        "Shorten {n} chains of redirects",
    ),
    concerns="passes through them",
    reads=("links", "page_facts"),
    passes=True,
)
USES = ("link", "backlinks", "sitemap")
FEWEST_HOPS = 2
MOST_HOPS = 20  # browsers give up after 20 redirects, search engines after 10 or fewer


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each URL in use that redirects at least twice or for ever."""
    targets = dict(facts.redirects.select("url", "target").iter_rows())
    through = pl.col("flow").fill_null(0.0) + pl.col("strength").fill_null(0.0)
    chains = with_chains(_used(facts), targets).with_row_index("row").with_columns(stake=through)
    seen = chains.join(_hops_seen(facts, chains), on="row", how="left", maintain_order="left")
    return found(
        seen,
        "chain",
        (pl.col("chain").list.len() - 1).alias("hops"),
        "loops",
        "known_from",
        "backlinks",
        *CITED,
        stake="stake",
        doubtful=~pl.col("loops") & (pl.col("seen") < FEWEST_HOPS),
    )


def _hops_seen(facts: Facts, chains: pl.DataFrame) -> pl.DataFrame:
    """row, seen: how many hops of each chain are not only supposed."""
    hops = chains.select("row", url="chain").explode("url")
    ends = hops.with_columns(leads_to=pl.col("url").shift(-1).over("row")).drop_nulls("leads_to")
    return ends.group_by("row").agg(seen=(~supposed(facts, "url", "leads_to")).sum())


def with_chains(pages: pl.DataFrame, targets: Mapping[str, str | None]) -> pl.DataFrame:
    """Pages (url) with `chain`, the URLs that `targets` lead through, and whether it `loops`."""
    followed = [follow(url, targets) for url in pages["url"]]
    return pages.with_columns(
        pl.Series("chain", [chain for chain, _ in followed], pl.List(pl.String)),
        pl.Series("loops", [loops for _, loops in followed], pl.Boolean),
    )


def follow(url: str, targets: Mapping[str, str | None]) -> tuple[list[str], bool]:
    """The URLs that redirects lead through, the first included, and whether they come round."""
    chain, seen = [url], {url}
    while len(chain) <= MOST_HOPS and (target := targets.get(chain[-1])):
        chain.append(target)
        if target in seen:
            return chain, True
        seen.add(target)
    return chain, False


def _used(facts: Facts) -> pl.DataFrame:
    """Redirecting URLs in use whose target redirects too, with what links and backlinks bring."""
    redirects = facts.redirects.select("url", "target").unique("url", keep="first")
    chains = redirects.join(redirects, left_on="target", right_on="url", how="semi").select("url")
    in_use = pl.col("known_from").list.eval(pl.element().is_in(USES)).list.any()
    used = facts.pages.filter(in_use).select("url", "known_from").join(chains, on="url", how="semi")
    cited = cite(facts, links_to(facts, used), "target")
    arriving = facts.backlinks.group_by("target").agg(pl.col("strength").sum(), backlinks=pl.len())
    brought = used.join(cited, left_on="url", right_on="target", how="left").join(
        arriving, left_on="url", right_on="target", how="left"
    )
    return brought.with_columns(pl.col("links", "linking_pages", "backlinks").fill_null(0))
