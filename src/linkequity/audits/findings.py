"""Findings as columns: one row each, made into objects or JSON only where somebody reads them.

A large site has hundreds of thousands; counts, stakes and severities need no object for any.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import msgspec
import polars as pl

from linkequity.audits.evidence import in_json

if TYPE_CHECKING:
    from linkequity.model.facts import Facts

Verdict = Literal["proved", "inconclusive"]
Severity = Literal["high", "medium", "low"]
STAKE: Final = "equity_at_stake"
# What every finding has; the other columns are its evidence.
COMMON: Final = ("url", STAKE, "verdict", "severity")
# What the stake is a sum of, for who asks other models: the amount, and the links that carry it.
RESTS_ON, OF_LINKS = "rests_on", "of_links"


@dataclass(frozen=True)
class Finding:
    """One located result. `equity_at_stake` in page units; `evidence` says where from and why.

    `severity`: by its share of all equity that enters the site; low where it merely passes.
    """

    url: str
    equity_at_stake: float
    evidence: dict[str, object] = field(default_factory=dict)
    verdict: Verdict = "proved"
    severity: Severity = "low"


@dataclass(frozen=True)
class Findings:
    """The findings of one audit by equity at stake, the largest first; equal ones by URL.

    `table`: COMMON, and a column for each thing that the evidence says. `links`: FACT_LINKS, whose
    rows it cites by their numbers.
    """

    table: pl.DataFrame
    links: pl.DataFrame

    @classmethod
    def none(cls, facts: "Facts") -> "Findings":
        """No findings."""
        return cls(found(pl.DataFrame(schema={"url": pl.String}), stake=0.0), facts.links)

    def __len__(self) -> int:
        return self.table.height

    def __iter__(self) -> Iterator[Finding]:
        """All of them as objects, which costs where they are many."""
        said = self.evidence().to_list()
        rows = self.table.select(COMMON).iter_rows()
        for (url, stake, verdict, severity), text in zip(rows, said, strict=True):
            yield Finding(url, stake, msgspec.json.decode(text), verdict, severity)

    def evidence(self) -> pl.Series:
        """What each of them says, as a JSON object; what is not known is left out."""
        said = self.table.select(pl.exclude(*COMMON, RESTS_ON, OF_LINKS))
        if not said.width:
            return pl.Series("evidence", ["{}"]).new_from_index(0, self.table.height)
        return in_json(said, self.links)

    def first(self, count: int) -> "Findings":
        """Those with the most at stake."""
        return Findings(self.table.head(count), self.links)

    def where(self, condition: pl.Expr | pl.Series) -> "Findings":
        """Those of which a condition holds."""
        return Findings(self.table.filter(condition), self.links)

    @property
    def proved(self) -> "Findings":
        """Those that are proved."""
        return self.where(pl.col("verdict") == "proved")

    @property
    def at_stake(self) -> float:
        """All of them together, in page units."""
        return float(self.table[STAKE].sum())


def found(
    frame: pl.DataFrame,
    *says: str | pl.Expr,
    url: str = "url",
    stake: str | float = "flow",
    doubtful: str | pl.Expr | None = None,
) -> pl.DataFrame:
    """Findings of an audit, one for each row of a frame; `says`: their evidence, as it is shown.

    `url` and `stake` are the columns with both; null is no stake. Inconclusive where it is
    `doubtful`, else proved.
    """
    no_links = pl.lit(None, pl.List(pl.UInt32)).alias(OF_LINKS)
    doubt = pl.lit(value=False) if doubtful is None else doubtful
    return frame.select(
        pl.col(url).alias("url"),
        (pl.col(stake) if isinstance(stake, str) else pl.lit(stake))
        .cast(pl.Float64)
        .fill_null(0.0)
        .alias(STAKE),
        pl.when(doubt).then(pl.lit("inconclusive")).otherwise(pl.lit("proved")).alias("verdict"),
        pl.lit("low").alias("severity"),
        pl.lit(stake if isinstance(stake, str) else "").alias(RESTS_ON),
        pl.col(OF_LINKS) if stake == "flow" and OF_LINKS in frame.columns else no_links,
        *says,
    )
