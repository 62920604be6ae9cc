"""Each kind of edit, made in the tables that the sources left: what the next crawl would show."""

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

import msgspec
import polars as pl

from linkequity.base.urls import host_of, parse, registrable_domain
from linkequity.model.backlinks.strengths import SCENARIO_VENDOR
from linkequity.model.facts import Facts
from linkequity.model.links.topics import LEVELS, TOPIC, TOPIC_TYPE
from linkequity.model.links.weights import placed_weight
from linkequity.model.site import SiteTables
from linkequity.model.whatif.edits import (
    AddBacklink,
    AddLink,
    AddPage,
    AddTemplateLink,
    LoseBacklink,
    MoveLink,
    Noindex,
    Redirect,
    RemoveLink,
    ReweighLink,
)
from linkequity.model.whatif.names import SPEAKING, Names
from linkequity.snapshot.tables import BACKLINKS, LINKS, PAGES, REDIRECTS

# Blocks that stand on fewer pages are nobody's template.
REPEATED: Final = 3
UNFOLLOWED: Final = ("nofollow", "ugc", "sponsored")


def make(tables: SiteTables, edit: msgspec.Struct, names: Names) -> SiteTables:
    """The tables with one edit made. Raises ScenarioInvalid."""
    return MAKERS[type(edit)](tables, edit, names)


def _add_link(tables: SiteTables, edit: AddLink, names: Names) -> SiteTables:
    source, target = names.speaking(edit.source), names.known(edit.target)
    link = LINKS.frame([_link(source, target, edit.position, edit.anchor_text)])
    topic = None if edit.relevance is None else round(edit.relevance * LEVELS)
    return _with_frame(tables, link.with_columns(pl.lit(topic, TOPIC_TYPE).alias(TOPIC)))


def _link(source: str, target: str, position: str, anchor_text: str = "") -> dict[str, object]:
    return {
        "source": source,
        "href": target,
        "target": target,
        "internal": True,
        "anchor_text": anchor_text,
        "nofollow": False,
        "ugc": False,
        "sponsored": False,
        "link_position": position,
        "position_evidence": "added by the scenario",
        "repeated": False,
    }


def _with_links(tables: SiteTables, rows: list[dict[str, object]]) -> SiteTables:
    return _with_frame(tables, LINKS.frame(rows))


def _with_frame(tables: SiteTables, added: pl.DataFrame) -> SiteTables:
    """Links added at the end of their pages; what only reading them would tell stays unknown."""
    concerned = tables.links.join(added.select("source").unique(), on="source", how="semi")
    last = concerned.group_by("source").agg(last=pl.col("order").max())
    there = pl.int_range(pl.len(), dtype=pl.Int64).over("source")
    placed = added.join(last, on="source", how="left", maintain_order="left").with_columns(
        order=(pl.col("last").cast(pl.Int64).fill_null(-1) + 1 + there).cast(pl.UInt32)
    )
    known = [name for name in tables.links.columns if name in placed.columns]
    return replace(tables, links=pl.concat([tables.links, placed.select(known)], how="diagonal"))


def _remove_link(tables: SiteTables, edit: RemoveLink, names: Names) -> SiteTables:
    pair = _pair(tables, edit.source, edit.target, names)
    return replace(tables, links=tables.links.filter(~pair))


def _pair(tables: SiteTables, source: str, target: str, names: Names) -> pl.Series:
    """Which links lead from one page to another; ScenarioInvalid where none does."""
    leads = (pl.col("source") == names.known(source)) & pl.col("target").is_in(
        names.aliases(names.known(target))
    )
    pair = tables.links.select(leads.fill_null(value=False).alias("pair")).to_series()
    if not pair.any():
        raise names.refusal(
            f"no link leads from {source} to {target}",
            "`linkequity links` lists the links of a page.",
        )
    return pair


def _move_link(tables: SiteTables, edit: MoveLink, names: Names) -> SiteTables:
    """Of the links of the pair the one that counts: the best placed followed one."""
    pair = _pair(tables, edit.source, edit.target, names).alias("pair")
    followed = ~pl.any_horizontal(UNFOLLOWED)
    ranked = (
        tables.links.with_row_index("row")
        .filter(pair)
        .sort(
            followed,
            placed_weight(names.facts.settings.weights),
            "row",
            descending=[True, True, False],
        )
    )
    moved = {
        "link_position": pl.lit(edit.position),
        "repeated": pl.lit(value=False),
        "container_hash": pl.lit(None),
        "position_evidence": pl.lit("moved by the scenario"),
    }
    this = pl.int_range(pl.len()) == ranked["row"][0]
    return replace(tables, links=_changed(tables.links, this, moved))


def _reweigh_link(tables: SiteTables, edit: ReweighLink, names: Names) -> SiteTables:
    pair = pl.lit(_pair(tables, edit.source, edit.target, names))
    rel = {name: pl.lit(name == edit.rel) for name in UNFOLLOWED}
    return replace(tables, links=_changed(tables.links, pair, rel))


def _add_template_link(tables: SiteTables, edit: AddTemplateLink, names: Names) -> SiteTables:
    sources, target = names.template(edit), names.known(edit.target)
    same = _link("", target, edit.position, edit.anchor_text)
    same["repeated"] = len(sources) >= REPEATED
    added = LINKS.frame([same]).drop("source").join(sources.to_frame("source"), how="cross")
    return _with_frame(tables, added)


def _changed(table: pl.DataFrame, rows: pl.Expr, values: dict[str, pl.Expr]) -> pl.DataFrame:
    """A table with other values in some rows."""
    return table.with_columns(
        pl.when(rows).then(value.cast(table.schema[name])).otherwise(name).alias(name)
        for name, value in values.items()
        if name in table.columns
    )


def _add_backlink(tables: SiteTables, edit: AddBacklink, names: Names) -> SiteTables:
    page = _referring_page(edit.referring_page, names)
    row: dict[str, object] = {
        "referring_page": page,
        "referring_domain": registrable_domain(host_of(page)) if page else None,
        "target": names.known(edit.target),
        "nofollow": False,
        "ugc": False,
        "sponsored": False,
        "lost": False,
        "link_position": edit.position,
        "page_rating": edit.rating,
        "domain_rating": edit.domain_rating,
        "vendor": SCENARIO_VENDOR,
    }
    return replace(
        tables, backlinks=pl.concat([tables.backlinks, BACKLINKS.frame([row])], how="diagonal")
    )


def _referring_page(name: str | None, names: Names) -> str | None:
    page = parse(name) if name else None
    if name and page is None:
        raise names.refusal(f"{name} is no URL", "Give http(s)://host/path.")
    return page


def _lose_backlink(tables: SiteTables, edit: LoseBacklink, names: Names) -> SiteTables:
    gone = lost_backlinks(tables, edit, names)
    lost = {"lost": pl.lit(value=True)}
    return replace(tables, backlinks=_changed(tables.backlinks, pl.lit(gone), lost))


def lost_backlinks(tables: SiteTables, edit: LoseBacklink, names: Names) -> pl.Series:
    """Which backlinks an edit takes away; ScenarioInvalid where there are none."""
    page, domain = _referring_page(edit.referring_page, names), edit.referring_domain
    if page is None and domain is None:
        raise names.refusal("says not whose backlink is lost", "Give from, or referring_domain.")
    gone = ~pl.col("lost").fill_null(value=False)
    if page is not None:
        gone &= pl.col("referring_page").eq_missing(pl.lit(page))
    if domain is not None:
        gone &= pl.col("referring_domain").eq_missing(pl.lit(domain.lower()))
    if edit.target is not None:
        gone &= pl.col("target").is_in(names.aliases(names.known(edit.target)))
    found = tables.backlinks.select(gone.fill_null(value=False).alias("gone")).to_series()
    if not found.any():
        to = f" to {edit.target}" if edit.target else ""
        raise names.refusal(
            f"no backlink{to} from {page or domain} is known", _nearest_giver(tables, edit)
        )
    return found


def _nearest_giver(tables: SiteTables, edit: LoseBacklink) -> str:
    name = "referring_page" if edit.referring_page else "referring_domain"
    asked = edit.referring_page or edit.referring_domain or ""
    givers = tables.backlinks[name].drop_nulls().unique().sort().to_list()
    near = get_close_matches(asked, givers, n=3, cutoff=0.5)
    return f"Nearest: {', '.join(near)}" if near else "`linkequity backlinks` lists all backlinks."


def _redirect(tables: SiteTables, edit: Redirect, names: Names) -> SiteTables:
    source, target = names.known(edit.source), names.known(edit.target)
    if source == target:
        raise names.refusal(f"{edit.source} would redirect to itself", "Name another target.")
    hop = {
        "url": source,
        "target": target,
        "location": target,
        "status": 301,
        "kind": "http",
        "internal": True,
    }
    others = tables.redirects.filter(pl.col("url") != source)
    moved = {"outcome": "answered", "status": 301, "redirect_to": target, "is_html": False}
    return replace(
        tables,
        pages=_changed_page(tables.pages, source, moved),
        redirects=pl.concat([others, REDIRECTS.frame([hop])]),
    )


def _noindex(tables: SiteTables, edit: Noindex, names: Names) -> SiteTables:
    pages = _changed_page(tables.pages, names.known(edit.url), {"noindex": True})
    return replace(tables, pages=pages)


def _changed_page(pages: pl.DataFrame, url: str, values: dict[str, object]) -> pl.DataFrame:
    as_given = {name: pl.lit(value) for name, value in values.items()}
    return _changed(pages, pl.col("url") == url, as_given)


def _add_page(tables: SiteTables, edit: AddPage, names: Names) -> SiteTables:
    url = names.absolute(edit.url)
    if names.kind(url) in SPEAKING:
        raise names.refusal(f"{edit.url} is a page already", "Add links to it instead.")
    page = {
        "url": url,
        "outcome": "answered",
        "status": 200,
        "content_type": "text/html",
        "is_html": True,
        "noindex": False,
        "nofollow": False,
        "known_from": ["link"],
    }
    others = tables.pages.filter(pl.col("url") != url)
    links = [_link(url, names.known(to), "content") for to in edit.links_to]
    links += [_link(names.speaking(by), url, "content") for by in edit.linked_from]
    links += [{**menu, "source": url} for menu in names.facts.once(_menus)]
    grown = replace(tables, pages=pl.concat([others, PAGES.frame([page])]))
    return _with_links(grown, links) if links else grown


def _menus(facts: Facts) -> list[dict[str, object]]:
    """The boilerplate links that stand on at least half of the site's pages: a new one has them.

    Without them a new page would pass everything on through the links it is added for.
    """
    speaking = facts.graph.pages["url"].filter(facts.graph.linking)
    boilerplate = facts.tables.links.filter(
        pl.col("link_position") != "content", pl.col("target").is_not_null()
    )
    common = (
        boilerplate.filter(pl.col("source").is_in(speaking.implode()))
        .group_by("target", "link_position")
        .agg(pl.exclude("source", "order").first(), pages=pl.col("source").n_unique())
        .filter(pl.col("pages") * 2 >= len(speaking))
        .sort("target", "link_position")
    )
    return common.drop("pages").to_dicts()


MAKERS: Final[dict[type, Callable[..., SiteTables]]] = {
    AddLink: _add_link,
    RemoveLink: _remove_link,
    MoveLink: _move_link,
    ReweighLink: _reweigh_link,
    AddTemplateLink: _add_template_link,
    AddBacklink: _add_backlink,
    LoseBacklink: _lose_backlink,
    Redirect: _redirect,
    AddPage: _add_page,
    Noindex: _noindex,
}
