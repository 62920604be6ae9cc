"""What repeats across the site: the position of every link and passage, and the templates.

One page cannot tell its menu from its content; the whole site can. In this order, behind what
another program tells of a link it read:

1. A landmark (nav, header, footer, aside, their roles, a breadcrumb list) is believed, except
   where the link stands in a sentence that is on this page alone.
2. A container most of whose links are the same on its other pages is boilerplate: all its links
   are that are the same there, and those that only vary a list of the kind. Sentences inside of
   main or article stay content, repeated or not.
3. A slot: up to ten links with the same words on most pages, wherever they lead (previous, next).
4. A class name (`menu`) is believed where half of the pages have it; alone it proves nothing,
   but for terms with one meaning (`pagination`).
5. Everything else is content.

Of links that stand nowhere, as another program does not tell the place, only those that are the
same on enough of all pages are boilerplate.

Shares are of pages of one language, since each language has its own menus.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from linkequity.snapshot.tables import LINKS, TEMPLATES, Position
from linkequity.sources.extract.hashes import stable_hash
from linkequity.sources.extract.places import LANDMARK, NOWHERE, TERM, TOLD, WORD
from linkequity.sources.repeats import (
    PROSE,
    REPEATED,
    Survey,
    shown_at,
    survey,
    text_key,
    with_keys,
)

# A menu that unfolds differently by section still shows each link on a third of its pages;
# lists of posts show theirs on far fewer. Inside of main and article, lists recur more, so half.
SAME: Final = 0.3
SAME_IN_ARTICLE: Final = 0.5
# At least half of a container's links recur before it is a template's.
MOSTLY: Final = 0.5
# Below one page in 50 a container is too rare to tell a menu from a list that happens to recur.
COMMON: Final = 0.02
# A class name is borne out where half of the pages have such an element.
BORNE_OUT: Final = 0.5
# Texts on one page in ten are the site's, not the page's.
SITE_WIDE: Final = 0.1
# Slots: on three pages in five, with few links, most with recurring words, and those at most
# twice a page (previous and next above and below; ten times "read more" is a list).
SLOT_PAGES: Final = 0.6
SLOT_LINKS: Final = 10
SLOT_TIMES: Final = 2
SLOT_LABELS: Final = 0.6

_PLACE: Final = ["cohort", "container_hash"]


class Placed(NamedTuple):
    """Final rows of LINKS and PASSAGES, and the rows of TEMPLATES that they show.

    Passages have a column more, `site_wide`: their text is on one page in ten or more, and so no
    main text of any; what is only `repeated` may be a page that exists three times.
    """

    links: pl.DataFrame
    passages: pl.DataFrame
    templates: pl.DataFrame


@dataclass(frozen=True)
class Blocks:
    """What is known of the site's repeated blocks, to place the links of any part with."""

    survey: Survey
    containers: pl.DataFrame
    cells: pl.DataFrame
    origins: pl.DataFrame

    def place(self, pages: pl.DataFrame, links: pl.DataFrame, passages: pl.DataFrame) -> Placed:
        """Links and passages of some whole pages, with their final positions."""
        read = _with_repeats(passages, self.survey)
        joined = self._joined(with_keys(links, pages)).join(
            _main_text(read), left_on="source", right_on="url", how="left", maintain_order="left"
        )
        placed = _decided(joined).select(LINKS.schema.names())
        texts = self._placed_passages(read, placed, pages)
        return Placed(placed, texts, self._templates(placed))

    def _joined(self, keyed: pl.DataFrame) -> pl.DataFrame:
        """Links with everything the site knows of their cell, block and container."""
        blocks = self.survey.blocks.select("block", block_pages="pages")
        recurring = pl.col("same_pages").is_not_null()
        on_page = ["source", "container_hash"]
        return (
            keyed.join(self.containers, on=_PLACE, how="left", maintain_order="left")
            .join(self.origins, on=["cohort", "origin"], how="left", maintain_order="left")
            .join(self.cells, on="cell", how="left", maintain_order="left")
            .join(blocks, on="block", how="left", maintain_order="left")
            .with_columns(here=recurring.mean().over(on_page))
        )

    def _placed_passages(
        self, passages: pl.DataFrame, links: pl.DataFrame, pages: pl.DataFrame
    ) -> pl.DataFrame:
        """A passage stands where its first link stands; without links, where it says it does."""
        first = (
            links.filter(pl.col("passage").is_not_null())
            .unique(["source", "passage"], keep="first", maintain_order=True)
            .select(url="source", passage="passage", of_link="link_position")
        )
        cohorts = pages.select("url", cohort=pl.col("language").fill_null("").hash())
        weak = (pl.col("certainty") == WORD) & pl.col("origin_pages").is_null()
        alone = pl.when(weak).then(pl.lit("content")).otherwise(pl.col("link_position").cast(str))
        return (
            passages.join(first, on=["url", "passage"], how="left", maintain_order="left")
            .join(cohorts.unique("url", keep="first"), on="url", how="left", maintain_order="left")
            .join(self.origins, on=["cohort", "origin"], how="left", maintain_order="left")
            .with_columns(
                link_position=pl.coalesce(pl.col("of_link").cast(str), alone).cast(Position)
            )
        )

    def _templates(self, placed: pl.DataFrame) -> pl.DataFrame:
        """The repeated blocks that are shown by these links, one row a link."""
        lists = self.survey.lists.select("shown", "pages")
        shown = placed.with_columns(shown=shown_at())
        return _as_templates(shown.join(lists, on="shown", how="inner", maintain_order="left"))


def recognise(folder: Path) -> Blocks:
    """Survey all parts in `folder`, and decide which containers and links are the site's."""
    found = survey(folder)
    containers = found.containers.join(
        found.cohorts.select("cohort", "language", site_pages="pages"), on="cohort", how="left"
    ).with_columns(pl.col("site_pages").fill_null(0))
    cells = _recurring(found.cells, containers)
    return Blocks(
        found,
        _judged(containers, cells, found),
        cells.select("cell", "same_pages"),
        _borne_out(found),
    )


def _recurring(cells: pl.DataFrame, containers: pl.DataFrame) -> pl.DataFrame:
    """The cells that are the same on enough of the pages that have their container."""
    share = pl.when("in_article").then(SAME_IN_ARTICLE).otherwise(SAME)
    enough = pl.max_horizontal(pl.lit(REPEATED), share * pl.col("of_pages"))
    common = pl.col("of_pages") >= COMMON * pl.col("site_pages")
    places = containers.select(*_PLACE, "in_article", "site_pages", of_pages="pages")
    return (
        cells.filter(pl.col("pages") >= REPEATED)
        .join(places, on=_PLACE, how="left")
        .filter(pl.col("pages") >= enough, common)
        .select("cell", *_PLACE, "links", same_pages="pages")
    )


def _judged(containers: pl.DataFrame, cells: pl.DataFrame, found: Survey) -> pl.DataFrame:
    """Which containers are a template's, which are slots, which class names are borne out."""
    same = cells.group_by("container_hash").agg(same_links=pl.col("links").sum())
    everywhere = containers.group_by("container_hash").agg(all_links=pl.col("links").sum())
    shares = everywhere.join(same, on="container_hash", how="left").select(
        "container_hash",
        template=((pl.col("same_links") / pl.col("all_links")).fill_null(0) >= MOSTLY)
        | (pl.col("container_hash") == NOWHERE),
    )
    judged = containers.join(shares, on="container_hash", how="left").join(
        _labelled(found.labels, containers), on=_PLACE, how="left"
    )
    pages, site = pl.col("pages"), pl.col("site_pages")
    slot = (
        (pages >= SLOT_PAGES * site)
        & (pages >= REPEATED)
        & (pl.col("container_hash") != NOWHERE)
        & (pl.col("most") <= SLOT_LINKS)
        & (pl.col("links") <= SLOT_TIMES * pl.col("kinds"))
        & (pl.col("beside") < PROSE * pl.col("links"))
        & (pl.col("labelled").fill_null(0) >= SLOT_LABELS * pl.col("links"))
    )
    return judged.select(
        *_PLACE,
        "template",
        "site_pages",
        "language",
        slot=slot,
        container_pages="pages",
    )


def _borne_out(found: Survey) -> pl.DataFrame:
    """The elements whose class names a part of a page and that enough pages have."""
    sites = found.cohorts.select("cohort", site_pages="pages")
    origins = found.origins.join(sites, on="cohort", how="left")
    site = pl.col("site_pages").fill_null(0)
    few = pl.min_horizontal(pl.lit(REPEATED), site)
    enough = pl.col("pages") >= pl.max_horizontal(few, BORNE_OUT * site)
    return origins.filter(enough).select("cohort", "origin", origin_pages="pages")


def _labelled(labels: pl.DataFrame, containers: pl.DataFrame) -> pl.DataFrame:
    """For each container, its links whose words recur on enough of its pages."""
    places = containers.select(*_PLACE, of_pages="pages")
    return (
        labels.filter(pl.col("pages") >= REPEATED)
        .join(places, on=_PLACE, how="left")
        .filter(pl.col("pages") >= SAME * pl.col("of_pages"))
        .group_by(_PLACE)
        .agg(labelled=pl.col("links").sum())
    )


def _with_repeats(passages: pl.DataFrame, found: Survey) -> pl.DataFrame:
    texts = found.texts.select("text", text_pages="pages")
    return (
        passages.with_columns(text_key().alias("text_at"))
        .join(texts, left_on="text_at", right_on="text", how="left", maintain_order="left")
        .with_columns(
            repeated=pl.col("text_pages").is_not_null(),
            site_wide=(pl.col("text_pages") >= SITE_WIDE * found.pages).fill_null(value=False),
        )
    )


def _main_text(passages: pl.DataFrame) -> pl.DataFrame:
    """Where on each page its own sentences begin and end."""
    own = (pl.col("link_position") == "content") & ~pl.col("repeated")
    sentences = (pl.col("text").str.len_chars() >= PROSE) | (pl.col("tag") == "h1")
    return (
        passages.filter(own & sentences)
        .group_by("url")
        .agg(begins=pl.col("passage").min(), ends=pl.col("passage").max())
    )


def _decided(links: pl.DataFrame) -> pl.DataFrame:
    """The rules of this module, first that holds."""
    prose = (pl.col("beside") >= PROSE).fill_null(value=False)
    told = pl.col("certainty") == TOLD
    firm = (pl.col("certainty") == LANDMARK) & (pl.col("link_position") != "content")
    same = pl.col("same_pages").is_not_null()
    own = pl.col("block_pages").is_null() & ~same
    varied = (pl.col("here") >= MOSTLY) & ~prose & (pl.col("container_hash") != NOWHERE)
    template = pl.col("template") & (same | varied) & ~(prose & pl.col("in_article"))
    hinted = pl.col("certainty").is_in([WORD, TERM])
    borne_out = pl.col("origin_pages").is_not_null() | (pl.col("certainty") == TERM)
    at = pl.col("passage").forward_fill().over("source").fill_null(-1)
    by_place = (
        pl.when(hinted)
        .then(pl.col("link_position").cast(pl.String))
        .when(pl.col("in_article"))
        .then(pl.lit("sidebar"))
        .when(pl.col("begins").is_null() | (at < pl.col("begins")))
        .then(pl.lit("navigation"))
        .when(at > pl.col("ends"))
        .then(pl.lit("footer"))
        .otherwise(pl.lit("sidebar"))
    )
    crumbs = pl.col("link_position") == "breadcrumb"
    content = pl.lit("content")
    rules = (
        (told, pl.col("link_position").cast(pl.String), pl.col("position_evidence")),
        (firm & prose & own & ~crumbs, content, _sentence_in),
        (firm, pl.col("link_position").cast(pl.String), pl.col("position_evidence")),
        (template, by_place, _same_on),
        (pl.col("slot") & ~prose, by_place, _slot_on),
        (
            hinted & borne_out & ~(prose & own),
            pl.col("link_position").cast(pl.String),
            _class_on,
        ),
    )
    position, evidence = content, _content_evidence
    for holds, where, why in reversed(rules):
        position = pl.when(holds).then(where).otherwise(position)
        evidence = pl.when(holds).then(why).otherwise(evidence)
    return links.with_columns(
        link_position=position.cast(Position),
        position_evidence=evidence,
        repeated=pl.col("block_pages").is_not_null(),
    )


_percent = (100 * pl.col("container_pages") / pl.col("site_pages")).clip(0, 100).round(0)
_sentence_in = pl.format("a sentence of this page alone, in {}", "position_evidence")
_same_on = (
    pl.when(pl.col("same_pages").is_not_null())
    .then(pl.format("the same link on {} of {} pages", "same_pages", "site_pages"))
    .otherwise(pl.format("in a list that is the site's on {} pages", "container_pages"))
)
_slot_on = pl.format("slot on {}% of pages", _percent.cast(pl.Int64, strict=False))
_class_on = (
    pl.when(pl.col("origin_pages").is_null())
    .then("position_evidence")
    .otherwise(
        pl.format("{}, on {} of {} pages", "position_evidence", "origin_pages", "site_pages")
    )
)
_unplaced = pl.col("container_hash") == NOWHERE
_is_main = pl.col("position_evidence").str.contains("main|article")
_content_evidence = (
    pl.when(pl.col("block_pages").is_not_null())
    .then(pl.format("the same text and link on {} pages", "block_pages"))
    .when(_is_main & (pl.col("link_position") == "content"))
    .then("position_evidence")
    .when(_unplaced)
    .then(pl.lit("not told where, and not the same on many pages"))
    .otherwise(pl.lit("no sign of a template"))
)


def _as_templates(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of TEMPLATES, each block named by a hash that is the same in every crawl."""
    words = pl.coalesce(pl.col("anchor_text").replace("", None), "alt_text").fill_null("")
    named = rows.with_columns(anchor_text=words, pages=pl.col("pages").cast(pl.UInt32))
    link = pl.concat_str(pl.col("target").fill_null(""), "anchor_text", separator="\t")
    block = pl.concat_str(pl.col("container_path").first(), link.str.join("\n"), separator="\n")
    hashed = named.group_by("shown", maintain_order=True).agg(block.alias("block"))
    hashes = hashed.select(
        "shown", template=pl.col("block").map_elements(stable_hash, return_dtype=pl.UInt64)
    )
    joined = named.join(hashes, on="shown", maintain_order="left")
    return joined.select(TEMPLATES.schema.names())
