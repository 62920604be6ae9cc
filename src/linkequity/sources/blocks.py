"""What repeats across the site: positions decided over all pages, and templates.

One page cannot tell its menu from its content; the whole site can.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linkequity.snapshot.tables import TEMPLATES


@dataclass(frozen=True)
class Blocks:
    """What is known of the site's repeated blocks."""

    templates: pl.DataFrame

    def place(
        self, links: pl.DataFrame, passages: pl.DataFrame
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Links and passages of some whole pages with their final positions."""
        return links, passages


def recognise(folder: Path) -> Blocks:
    """Read the hashes of all parts in `folder`, and decide what is a block of the site."""
    return Blocks(TEMPLATES.empty())
