"""AI crawlers shut out: robots.txt keeps crawlers that fetch for answers away from content pages.

Why it matters: a page that an answer engine may not read cannot be cited by it. Crawlers that feed
an index behind answers, or fetch at a reader's word, are another matter than those that collect
text for training.
Known problem: shutting them out may be meant; say so in `audits.disable`. Crawlers for training
alone are shown in the evidence and are no finding. Only robots.txt is read; a firewall may shut
out more. Being allowed promises no citation.
Fix: allow these crawlers in robots.txt for the pages you would like to be cited.
"""

import polars as pl
from protego import Protego

from linkequity.audits.audit import Meta
from linkequity.audits.findings import found
from linkequity.audits.population import content_pages
from linkequity.base.crawlers import Crawler, known_crawlers
from linkequity.model.facts import Facts

META = Meta(
    evidence="documentation",
    evidence_note="Google's AI features require nothing beyond being indexed and eligible for a "
    "snippet (Google Search Central); other engines document their crawlers, named in the evidence "
    "with the day on which that was looked up.",
    action=(
        "Decide whether answer engines may read the pages of 1 host",
        "Decide whether answer engines may read the pages of {n} hosts",
    ),
    concerns="held by pages they may not read",
    reads=(),
    needs=("robots",),
    passes=True,
)
FOR_ANSWERS = ("answers", "user")
SHUT_OUT = pl.Struct(
    {
        "crawler": pl.String,
        "company": pl.String,
        "purpose": pl.String,
        "pages": pl.Int64,
        "equity": pl.Float64,
        "documented": pl.String,
    }
)
SAMPLE = 2000  # pages asked about; rules are few, and go by directory


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each host whose robots.txt shuts crawlers for answers out of content."""
    pages = content_pages(facts).select("url", "equity")
    hosts = [_host(host, pages) for host in facts.tables.robots.iter_rows(named=True)]
    shut = pl.DataFrame(hosts, schema={"url": pl.String, "crawlers": pl.List(SHUT_OUT)})
    answers = pl.element().filter(pl.element().struct.field("purpose").is_in(FOR_ANSWERS))
    missed = pl.col("crawlers").list.eval(answers.struct.field("equity")).list.max()
    return found(shut.with_columns(missed=missed).drop_nulls("missed"), "crawlers", stake="missed")


def _host(host: dict[str, object], pages: pl.DataFrame) -> dict[str, object]:
    """The address of a host's robots.txt, and whom it shuts out."""
    origin = str(host["origin"])
    own = pages.filter(pl.col("url").str.starts_with(origin + "/"))
    strongest = own.sort("equity", "url", descending=[True, False]).head(SAMPLE)
    shut_out = _shut_out(str(host["text"] or ""), strongest)
    return {"url": f"{origin}/robots.txt", "crawlers": shut_out}


def _shut_out(text: str, pages: pl.DataFrame) -> list[dict[str, object]]:
    """Of each AI crawler that may not read some pages: who it is, and how much it misses."""
    rules = Protego.parse(text)
    rows = []
    for crawler in known_crawlers():
        if crawler.kind != "ai":
            continue
        closed = [not rules.can_fetch(url, crawler.token) for url in pages["url"]]
        if any(closed):
            rows.append(_row(crawler, pages.filter(pl.Series(closed))))
    return rows


def _row(crawler: Crawler, closed: pl.DataFrame) -> dict[str, object]:
    return {
        "crawler": crawler.name,
        "company": crawler.company,
        "purpose": crawler.purpose,
        "pages": closed.height,
        "equity": float(closed["equity"].sum()),
        "documented": f"{crawler.source} ({crawler.checked or 'not verified'})",
    }
