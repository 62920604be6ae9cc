"""`python -m benchmarks [GROUP…]`: one line a figure, exit code 0 whatever the figures say.

A line is `name<TAB>value<TAB>unit<TAB>target<TAB>met|short|-`. Real data are read from BENCH_DATA,
a folder that holds `sites/<name>.tar.xz`; without it the figures that need them are `skipped`.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import chain

from benchmarks import (
    app_map,
    app_tables,
    audits,
    clusters,
    crawl,
    engine,
    engine_build,
    engine_robustness,
    engine_whatif,
    imports,
    logs,
    startup,
    text,
    whole,
)
from benchmarks.figure import Figure

CRAWL = (crawl.figures, logs.figures, imports.figures)
# Parts of the group engine, each of which can be run for itself.
ENGINE = (engine.figures, engine_build.figures, engine_whatif.figures, engine_robustness.figures)
TEXT = (text.figures, clusters.figures)
APP = (startup.figures, app_map.figures, app_tables.figures)
GROUPS: dict[str, Callable[[], Iterator[Figure]]] = {
    "crawl": lambda: chain.from_iterable(part() for part in CRAWL),
    "engine": lambda: chain.from_iterable(part() for part in ENGINE),
    "audits": audits.figures,
    "text": lambda: chain.from_iterable(part() for part in TEXT),
    "whole": whole.figures,
    "app": lambda: chain.from_iterable(part() for part in APP),
}


def main(names: list[str]) -> int:
    """Print the figures of the groups named, or of all."""
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        print(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    for name in names or GROUPS:
        for figure in GROUPS[name]():
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
