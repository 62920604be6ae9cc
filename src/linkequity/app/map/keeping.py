"""The places of the last map that was laid, kept beside the results.

They are made when a site is opened in the app, not when it is audited: so they cost nobody who
reads the report alone, and what stays in place is what a person can have seen.
"""

from pathlib import Path
from typing import Final

import polars as pl
from polars.exceptions import PolarsError

from linkequity.app.map.dots import Grouping
from linkequity.snapshot.snapshot import write_parquet

# One row a page: x, y and room about the centre of its island, in radii of a page that receives
# nothing; then that island's own place, free radius and colour; then its place among the rings of
# clicks, on the one of that number.
PLACES: Final = pl.Schema(
    {
        "url": pl.String,
        "island": pl.String,
        "on_ring": pl.Boolean,
        "x": pl.Float64,
        "y": pl.Float64,
        "room": pl.Float64,
        "island_x": pl.Float64,
        "island_y": pl.Float64,
        "island_reserved": pl.Float64,
        "island_hue": pl.Int8,
        "clicks": pl.Int8,
        "clicks_x": pl.Float64,
        "clicks_y": pl.Float64,
        "clicks_room": pl.Float64,
    }
)


def kept_places(results: Path, grouping: Grouping) -> pl.DataFrame:
    """PLACES of the last map; empty where there is no map yet, or none that can be read."""
    file = _file(results, grouping)
    try:
        found = pl.read_parquet(file)
    except (OSError, PolarsError):
        return pl.DataFrame(schema=PLACES)
    return found if found.schema == PLACES else pl.DataFrame(schema=PLACES)


def keep_places(places: pl.DataFrame, results: Path, grouping: Grouping) -> None:
    """Keep them for the next map, whole or not at all; where nothing moved, nothing is written."""
    if not places.equals(kept_places(results, grouping)):
        write_parquet(places, _file(results, grouping))


def _file(results: Path, grouping: Grouping) -> Path:
    return results / f"map_by_{grouping}.parquet"
