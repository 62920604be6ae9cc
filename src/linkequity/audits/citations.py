"""What findings cite: links by what they point at, counted, with the first few as examples.

Links are millions and their columns wide: audits choose rows of `links_of`, by numbers where they
can; `cite` groups those by numbers alone, and `evidence` looks up what is shown, nothing else.
"""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.audits.evidence import LINKED_FROM, PLACED
from linkequity.audits.findings import OF_LINKS
from linkequity.model.facts import Facts
from linkequity.snapshot.tables import LINK_POSITIONS

EXAMPLES = 5  # as many as a person reads before believing it; counts say how many more there are
# Links from other pages of the site to pages of it; where `target_id` is null the page was not met.
TO_OTHERS = (
    pl.col("internal")
    & pl.col("resolved_target").is_not_null()
    & pl.col("source_id").ne_missing(pl.col("target_id"))
)

# What a finding says of the links that `cite` counted.
CITED: Final = ("links", "linking_pages", PLACED, LINKED_FROM)
Numbers: TypeAlias = npt.NDArray[np.int64]
Small: TypeAlias = npt.NDArray[np.integer]  # of a few bytes: there are millions


def links_of(facts: Facts) -> pl.LazyFrame:
    """FACT_LINKS, with `link`, the number of the row, and `exact_id`, the page_id of the target.

    `exact_id` is null where no page has that very URL.
    """
    return facts.once(_numbered).lazy()


def links_to(facts: Facts, pages: pl.DataFrame) -> pl.LazyFrame:
    """The internal links of `links_of` to the very URLs of some pages (url)."""
    named = facts.graph.addresses.exact(pages["url"]).to_frame("page_id").lazy()
    internal = links_of(facts).filter("internal")
    return internal.join(named, left_on="exact_id", right_on="page_id", how="semi")


def flow_to(facts: Facts) -> pl.DataFrame:
    """url and flow of each page with internal links to its very URL: what they carry together."""
    return facts.once(_flow_to)


def _flow_to(facts: Facts) -> pl.DataFrame:
    internal = links_of(facts).filter("internal").drop_nulls("exact_id")
    flow = internal.group_by(page_id="exact_id").agg(pl.col("flow").sum()).collect()
    return facts.graph.addresses.pages.join(flow, on="page_id").select("url", "flow")


def _numbered(facts: Facts) -> pl.DataFrame:
    named = facts.graph.links.select("exact_id")
    return pl.concat([facts.links.with_row_index("link"), named], how="horizontal")


def cite(facts: Facts, links: pl.LazyFrame, by: str) -> pl.DataFrame:
    """One row for each value of column `by` of some of the links of `links_of`.

    Columns: `by`, flow (page units the links carry), links, linking_pages, link_positions (how
    many stand at each position, in the order of LINK_POSITIONS) and linked_from (`link` of one link
    each of the first few pages, the best placed first), of_links (`link` of them all).
    """
    chosen = _in_order(facts, links.select("link", by).drop_nulls(by).collect())
    code = chosen.select(_code(by, chosen.schema[by])).to_series().to_numpy()
    order = _grouped(code)
    code, link = code[order], chosen["link"].to_numpy()[order]
    starts = _begins(code)
    group = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(link)))
    flow, source, position = (column[link] for column in facts.once(_columns))
    best = _best_of_each_page(group, source, position)
    linking_pages = np.bincount(group[best], minlength=len(starts))
    placed = group * len(LINK_POSITIONS) + position
    counts = np.bincount(placed, minlength=len(starts) * len(LINK_POSITIONS))
    return pl.DataFrame(
        {
            by: chosen[by].gather(order[starts]),
            "flow": np.bincount(group, flow, minlength=len(starts)).astype(np.float64),
            "links": np.diff(starts, append=len(link)),
            "linking_pages": linking_pages,
            PLACED: pl.Series(counts.reshape(len(starts), len(LINK_POSITIONS))),
            LINKED_FROM: _few(link[best][_grouped(placed[best])], linking_pages),
            OF_LINKS: _lists(link, group),
        }
    )


def _in_order(facts: Facts, chosen: pl.DataFrame) -> pl.DataFrame:
    """Some links by source and order."""
    place = facts.once(_places)[chosen["link"].to_numpy()]
    in_order = bool((place[1:] >= place[:-1]).all())
    return chosen if in_order else chosen[_grouped(place)]


def _places(facts: Facts) -> Numbers:
    """The place of each link by source and order."""
    source, order = (
        facts.links[name].cast(pl.Int64).fill_null(-1).to_numpy() for name in ("source_id", "order")
    )
    sorted_by = _grouped(source + 1)
    ordered = order[sorted_by]
    goes_on = np.diff(source[sorted_by]) == 0
    if (np.diff(ordered)[goes_on] < 0).any():  # a source may tell of links in any order
        sorted_by = np.argsort((source + 1) << 32 | order, kind="stable")
    places = np.empty(len(source), dtype=np.int64)
    places[sorted_by] = np.arange(len(source))
    return places


def _code(by: str, dtype: pl.DataType) -> pl.Expr:
    """A number for each value of a column."""
    code = pl.col(by) if dtype.is_integer() else pl.col(by).cast(pl.Categorical).to_physical()
    return code.cast(pl.Int64)


def _grouped(code: Numbers) -> Numbers:
    """The order that sorts by code and keeps equal ones as they are, in linear time."""
    shape = int(code.max(initial=0)) + 1, max(len(code), 1)
    places = code, np.arange(len(code))
    by_code = csr_array((np.ones(len(code), dtype=np.uint8), places), shape=shape)
    return by_code.indices.astype(np.int64)


def _begins(code: Numbers) -> Numbers:
    """Where runs of equal codes begin."""
    return np.flatnonzero(np.diff(code, prepend=code[:1] - 1))


def _columns(facts: Facts) -> tuple[npt.NDArray[np.float64], Small, Small]:
    """Flow, source and position of each link, as numbers."""
    flow = facts.links["flow"].to_numpy()
    source = facts.links["source_id"].fill_null(-1).to_numpy()
    position = facts.links["link_position"].to_physical().to_numpy()
    return flow, source, position


def _best_of_each_page(group: Numbers, source: Small, position: Small) -> Numbers:
    """Of each page in each group its best placed link; given by group, source and order."""
    new = np.diff(group, prepend=-1) != 0
    new |= np.diff(source, prepend=-2) != 0
    page = np.cumsum(new) - 1
    best = np.minimum.reduceat(position, np.flatnonzero(new)) if len(new) else position
    among = np.flatnonzero(position == best[page])
    return among[_begins(page[among])]


def _lists(link: npt.NDArray[np.uint32], group: Numbers) -> pl.Series:
    """All links of each group as lists."""
    grouped = pl.DataFrame({"link": link, "group": pl.Series(group).set_sorted()})
    return grouped.group_by("group", maintain_order=True).agg("link")["link"]


def _few(link: npt.NDArray[np.uint32], pages: Numbers) -> pl.Series:
    """The first EXAMPLES of the links of each group, which has one of each of so many pages."""
    begins = np.cumsum(pages) - pages
    place = np.arange(len(link)) - np.repeat(begins, pages)
    few = pl.DataFrame({"link": link, "group": np.repeat(np.arange(len(pages)), pages)})
    kept = few.filter(pl.Series(place < EXAMPLES))
    return kept.group_by("group", maintain_order=True).agg("link")["link"]
