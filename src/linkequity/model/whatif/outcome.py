"""What a scenario's answer tells of a site, before its edits or after them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array

from linkequity.model.backlinks.strengths import SCENARIO_VENDOR, equity_in
from linkequity.model.engine.system import System
from linkequity.model.equity.ledger import Ledger, write_ledger
from linkequity.model.equity.reach import Reach, landed_pages, measure, others_lifted
from linkequity.model.facts import Facts
from linkequity.model.links.graph import Graph
from linkequity.model.links.weights import Vector
from linkequity.model.whatif.changes import RowChanges
from linkequity.model.whatif.edited import Edited
from linkequity.model.whatif.lifts import PageEdits

Flags = npt.NDArray[np.bool_]
# Shares below this are what rounding leaves where a block of links is taken off.
NO_LINK = 1e-12


@dataclass(frozen=True)
class ContentFlow:
    """What links in content carry, where at most a few pages' links were edited.

    `changes`: their changed rows, None where nothing was edited; `x`: the flow they are met by.
    """

    system: System
    changes: RowChanges | None = None
    x: Vector | None = None

    @cached_property
    def edits(self) -> PageEdits | None:
        """The changed rows, solved when first asked for: many scenarios have no backlinks."""
        if self.changes is None or self.x is None:
            return None
        return PageEdits.of(self.system, self.changes, self.x)

    def spread(self, parcel: Vector) -> Vector:
        """What a parcel makes of every page."""
        return self.then(self.system.forward(parcel).vector)

    def then(self, flow: Vector) -> Vector:
        """What the edit makes of a flow."""
        return flow if self.edits is None else flow + self.edits.change(flow)

    def edited(self, links: csr_array) -> csr_array:
        """The edited P by links in content (n×n), of the same before the edit."""
        return links if self.changes is None else self.changes.applied(links)

    def linked_from(self, pages: Flags) -> Flags:
        """The pages that any of `pages` links to in content."""
        return self._direct.apply(pages.astype(np.float64)) > NO_LINK

    def linking_to(self, pages: Flags) -> Flags:
        """The pages that link to any of `pages` in content."""
        return self._direct.apply_adjoint(pages.astype(np.float64)) > NO_LINK

    @property
    def _direct(self) -> System | Edited:
        return self.system if self.changes is None else Edited(self.system, self.changes)


@dataclass(frozen=True)
class Outcome:
    """One site, solved: what each page keeps (`equity`, by page_id), and where all of it goes.

    `backlinks`: FACT_BACKLINKS; `content`: indexable content pages.
    """

    graph: Graph
    equity: Vector
    ledger: Ledger
    backlinks: pl.DataFrame
    content: Flags
    in_content: ContentFlow

    @classmethod
    def of(cls, facts: Facts) -> "Outcome":
        """A site as its facts say."""
        return cls(
            graph=facts.graph,
            equity=facts.flow.kept * facts.indexable,
            ledger=_ledger(facts),
            backlinks=facts.backlinks,
            content=facts.content,
            in_content=ContentFlow(facts.content_system),
        )

    @property
    def pages(self) -> pl.DataFrame:
        """url and equity of each page."""
        return self.graph.pages.select("url", equity=pl.Series(self.equity))

    def reach(self, placed: pl.DataFrame) -> Reach | None:
        """Reach of backlinks together, as FACT_BACKLINKS placed on this site; None for nothing."""
        parcel = equity_in(placed, self.graph)
        if not parcel.sum():
            return None
        return measure(self.in_content.spread(parcel), parcel, self.content)


def _ledger(facts: Facts) -> Ledger:
    """The ledger of a site; of an edited one nobody asks how far each backlink reaches.

    Whether it reaches any page but its own is all that the ledger needs, and is found near it.
    """
    if "landings" in vars(facts):
        return facts.ledger
    landed = landed_pages(facts.backlinks).select("url", "equity")
    pages = facts.graph.addresses.exact(landed["url"]).to_numpy()
    links, system = facts.transition.content, facts.content_system
    others = others_lifted(links, system, pages, facts.content)
    return write_ledger(
        facts.flow,
        facts.transition,
        facts.indexable,
        baseline=facts.baseline,
        placed=facts.backlinks,
        landings=landed.with_columns(stranded=others == 0),
    )


def of_scenario(placed: pl.DataFrame) -> pl.DataFrame:
    """The backlinks that a scenario adds."""
    return placed.filter(pl.col("vendor") == SCENARIO_VENDOR)
