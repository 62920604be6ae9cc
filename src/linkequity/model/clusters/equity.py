"""The equity of each group of pages: what comes in, what stays, what goes.

    from_baseline + from_backlinks + from_outside = kept + leaked + to_outside

exactly, by the solved flow; `inside` is what its own links carry between its own pages.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from linkequity.model.clusters.communities import Groups
from linkequity.model.equity.flow import Flow
from linkequity.model.equity.ledger import leaked_by_page
from linkequity.model.links.link_facts import carried
from linkequity.model.links.weights import Transition, Vector


@dataclass(frozen=True)
class Solved:
    """A solved site: its `flow`, and what enters each page, by page_id."""

    flow: Flow
    transition: Transition
    baseline: Vector
    backlink_equity: Vector
    indexable: Vector


def equity_of_groups(solved: Solved, groups: Groups) -> pl.DataFrame:
    """A row a group, by number; page units. −1 stands for pages of no group."""
    count = int(groups.max(initial=-1)) + 1
    graph, flow = solved.transition.graph, solved.flow
    passing = solved.transition.passes
    links = graph.links.select("source_id", "target_id").filter(pl.Series(passing))
    source, target = (groups[links[name].to_numpy()] for name in links.columns)
    amount = carried(graph, solved.transition, flow)[passing]
    leaks = leaked_by_page(flow, solved.transition, solved.indexable)
    same = source == target
    by_page = {
        "from_baseline": solved.baseline,
        "from_backlinks": solved.backlink_equity,
        "kept": flow.kept * solved.indexable,
        "leaked": np.sum(list(leaks.values()), axis=0),
    }
    return pl.DataFrame(
        {name: _summed(groups, values, count) for name, values in by_page.items()}
        | {
            "from_outside": _summed(target[~same], amount[~same], count),
            "to_outside": _summed(source[~same], amount[~same], count),
            "inside": _summed(source[same], amount[same], count),
        }
    )


def _summed(groups: Groups, values: Vector, count: int) -> Vector:
    known = groups >= 0
    return np.bincount(groups[known], values[known], minlength=count).astype(np.float64)
