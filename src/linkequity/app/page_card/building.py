"""A page's card from the facts, with what the latest audit found and other models say."""

from pathlib import Path
from typing import Final

import msgspec
import polars as pl

from linkequity.app.backlinks.origins import OriginDoc, build_origins
from linkequity.app.page_card.documents import (
    CardClusterDoc,
    CardFindingDoc,
    CardLedgerDoc,
    CardQueryDoc,
    CardRankDoc,
    NoPage,
    PageCard,
)
from linkequity.app.page_card.links import backlinks_of, links_in, links_out
from linkequity.app.page_card.no_page import no_page
from linkequity.app.page_search import named_in_scenarios
from linkequity.app.results import Results
from linkequity.base.urls import resolve
from linkequity.model.equity.ledger import leaked_by_page
from linkequity.model.facts import Facts
from linkequity.model.links.weights import LEAKS

HAS_CARD: Final = ("indexable", "noindex")
ORIGINS_SHOWN: Final = 8
QUERIES_SHOWN: Final = 12
SEVERITIES: Final = ("high", "medium", "low")


def page_card(facts: Facts, results: Results | None, tables: Path, url: str) -> PageCard | NoPage:
    """The card of a page, or what a URL is that has none.

    `url` may be a path of this site. `tables`: the folder of the latest audit's results, which may
    be missing.
    """
    addresses = facts.graph.addresses
    asked = resolve(addresses.origin + "/", url, facts.settings.crawl.url_policy) or url
    found = addresses.ids(pl.Series([asked], dtype=pl.String))[0]
    if found is None or facts.graph.folding.kind[int(found)] not in HAS_CARD:
        return no_page(facts, asked, None if found is None else int(found))
    return _card(facts, results, tables, int(found))


def _card(facts: Facts, results: Results | None, tables: Path, page: int) -> PageCard:
    row = facts.pages.row(page, named=True)
    shown = {name: row[name] for name in PageCard.__struct_fields__ if name in row}
    by_segment, by_domain = (
        build_origins(facts, [row["url"]], by).origins for by in ("segment", "referring-domain")
    )
    more = {
        "path": named_in_scenarios(row["url"], facts.graph.addresses.origin),
        "value_of_most": float(facts.pages["value"].to_numpy().max(initial=0.0)),
        "judged_by": facts.worth.origin,
        "rank": _rank(tables, row["url"]),
        "ledger": _ledger(facts, page),
        "by_segment": _first(by_segment),
        "by_domain": _first(by_domain),
        "links_in": links_in(facts, page),
        "links_out": links_out(facts, page),
        "backlinks": backlinks_of(facts, page),
        "queries": _queries(facts, page),
        "findings": _findings(results, tables, row["url"]),
        "cluster": _cluster(facts, page),
    }
    return PageCard(**(shown | more))


def _first(every: list[OriginDoc]) -> list[OriginDoc]:
    """The largest, and all others as one."""
    shown, others = every[:ORIGINS_SHOWN], every[ORIGINS_SHOWN:]
    if not others:
        return shown
    rest = OriginDoc(
        origin=f"{len(others):,} others",
        landing=None,
        equity=sum(each.equity for each in others),
        share=sum(each.share for each in others),
    )
    return [*shown, rest]


def _ledger(facts: Facts, page: int) -> CardLedgerDoc:
    flow, leaks = facts.flow, leaked_by_page(facts.flow, facts.transition, facts.indexable)
    own, won = float(facts.baseline[page]), float(facts.backlink_equity[page])
    return CardLedgerDoc(
        from_baseline=own,
        from_backlinks=won,
        received=float(flow.x[page]) - own - won,
        kept=float(flow.kept[page] * facts.indexable[page]),
        passed_on=float(flow.damping * flow.x[page] * facts.system.kept_share[page]),
        leaked={cause: float(leaks[cause][page]) for cause in LEAKS if leaks[cause][page] > 0},
    )


def _rank(tables: Path, url: str) -> CardRankDoc | None:
    ranks = _read(tables / "page_ranks.parquet")
    if ranks is None:
        return None
    found = ranks.filter(pl.col("url") == url).to_dicts()
    if not found:
        return None
    row = found[0]
    return CardRankDoc(
        rank=row["rank"], of=ranks.height, low=row["rank_low"], high=row["rank_high"]
    )


def _findings(results: Results | None, tables: Path, url: str) -> list[CardFindingDoc] | None:
    found = _read(tables / "findings.parquet")
    if found is None or results is None:
        return None
    titles = {audit.id: audit.title for audit in results.audits}
    here = found.filter(pl.col("url") == url, ~pl.col("silent"), pl.col("audit").is_in([*titles]))
    rows = here.select("audit", "severity", "verdict", "equity_at_stake").to_dicts()
    docs = [CardFindingDoc(title=titles[row["audit"]], **row) for row in rows]
    return sorted(
        docs, key=lambda doc: (SEVERITIES.index(doc.severity), -doc.equity_at_stake, doc.audit)
    )


def _read(path: Path) -> pl.DataFrame | None:
    return pl.read_parquet(path) if path.is_file() else None


def _queries(facts: Facts, page: int) -> list[CardQueryDoc]:
    search, graph = facts.tables.search, facts.graph
    ids = graph.addresses.ids(search["url"])
    ends = pl.Series(graph.folding.end).gather(ids.fill_null(0))
    here = search.filter((ends == page) & ids.is_not_null(), pl.col("query").is_not_null())
    seen = pl.col("impressions").fill_null(0)
    placed = pl.col("search_position").is_not_null()
    found = (
        here.group_by("query")
        .agg(
            clicks=pl.col("clicks").fill_null(0).sum(),
            impressions=seen.sum(),
            search_position=(pl.col("search_position") * seen).sum()
            / pl.when(seen.filter(placed).sum() > 0).then(seen.filter(placed).sum()),
        )
        .sort("impressions", "clicks", "query", descending=[True, True, False])
        .head(QUERIES_SHOWN)
    )
    return [CardQueryDoc(**row) for row in found.iter_rows(named=True)]


def _cluster(facts: Facts, page: int) -> CardClusterDoc | None:
    row = facts.clusters.pages.row(page, named=True)
    if row["cluster"] is None:
        return None
    told = facts.clusters.table.filter(pl.col("cluster") == row["cluster"]).row(0, named=True)
    return msgspec.convert(
        {
            "id": told["cluster"],
            "label": told["label"],
            "pillar": told["pillar"],
            "is_pillar": row["pillar_rank"] == 1,
            "pages": told["pages"],
        },
        CardClusterDoc,
    )
