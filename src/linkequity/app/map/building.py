"""The map of a workspace: read, laid out and kept."""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
import polars as pl

from linkequity.app.map.arrows import flows, strongest
from linkequity.app.map.documents import Arrow, Island, SiteMap
from linkequity.app.map.dots import Grouping, radii, read_dots
from linkequity.app.map.geometry import Floats
from linkequity.app.map.islands import OTHERS
from linkequity.app.map.keeping import keep_places, kept_places
from linkequity.app.map.layout import Laid, divide, lay_out, on_rings, to_keep
from linkequity.app.workspace import Workspace
from linkequity.base.errors import UsageError

READ: Final = ("pages", "links", "clusters")
# Two groupings of two workspaces.
KEPT: Final = 4
_one_at_a_time = Lock()
Version = tuple[int, ...]


def site_map(workspace: Workspace, grouping: Grouping) -> SiteMap:
    """The map of the latest audit; made once, and again when its results have changed.

    UsageError where there are no results.
    """
    passes = workspace.settings.weights.noindex_passes
    with _one_at_a_time:
        return _made(workspace.results, grouping, passes, version(workspace))


def version(workspace: Workspace) -> Version:
    """Of which state of the results a map is; UsageError where there are none."""
    files = [workspace.results / f"{name}.parquet" for name in READ]
    if not all(file.exists() for file in files):
        raise UsageError(
            "no results yet", where=str(workspace.path), hint="Run linkequity audit first."
        )
    return tuple(file.stat().st_mtime_ns for file in files)


@lru_cache(maxsize=KEPT)
def _made(results: Path, grouping: Grouping, passes: bool, _version: Version) -> SiteMap:  # noqa: FBT001
    dots, before = read_dots(results, grouping), kept_places(results, grouping)
    grounds = divide(dots, before)
    passing = ["indexable", "noindex"] if passes else ["indexable"]
    amounts = flows(results, dots["page_id"], grounds, passing)
    laid = lay_out(dots, grounds, amounts, before)
    clicks, rings = on_rings(dots, laid, before)
    keep_places(to_keep(dots, laid, clicks), results, grouping)
    dots = dots.with_columns(island=pl.Series(grounds.numbers))
    return SiteMap(
        grouping=grouping,
        dots=dots,
        radii=radii(dots),
        places=laid.dots,
        clicks=clicks.places,
        islands=_islands(dots, laid, amounts, _labels(results, grouping)),
        arrows=[Arrow(*arrow) for arrow in strongest(amounts)],
        rings=rings,
    )


def _labels(results: Path, grouping: Grouping) -> dict[str, str]:
    """What groups are called, by id; segments are called by their id."""
    if grouping == "segment":
        return {}
    named = pl.read_parquet(results / "clusters.parquet", columns=["cluster", "label"])
    return dict(named.iter_rows())


def _islands(
    dots: pl.DataFrame, laid: Laid, amounts: Floats, labels: dict[str, str]
) -> list[Island]:
    """The documents, by number."""
    state = pl.col("state").cast(pl.String)
    counted = (
        dots.group_by("island")
        .agg(
            pages=pl.len(),
            groups=pl.col("group").n_unique(),
            orphans=state.is_in(["orphan", "orphan_with_backlinks"]).sum(),
            orphans_with_backlinks=(state == "orphan_with_backlinks").sum(),
            equity=pl.col("equity").sum(),
        )
        .with_columns(equity_share=pl.col("equity") / max(float(dots["equity"].sum()), 1e-12))
        .sort("island")
        .drop("island")
    )
    inside = np.diag(amounts)
    flows_in, flows_out = amounts.sum(axis=0) - inside, amounts.sum(axis=1) - inside
    return [
        Island(
            group=name,
            label="" if name == OTHERS else labels.get(name, ""),
            flows_in=float(flows_in[number]),
            flows_out=float(flows_out[number]),
            inside=float(inside[number]),
            x=place.x,
            y=place.y,
            shore=shape.shore,
            radius=shape.radius,
            reserved=place.reserved,
            hue=hue,
            **row,
        )
        for number, (name, shape, place, hue, row) in enumerate(
            zip(
                laid.grounds.names,
                laid.shapes,
                laid.places,
                laid.hues,
                counted.iter_rows(named=True),
                strict=True,
            )
        )
    ]
