"""Charts as SVG text, drawn in Python: the same picture in the report, the app and on paper.

Colours come from CSS classes (`tone-…`), so one stylesheet sets light, dark and print. Every chart
is one image to a screen reader, with a label that says what it shows; shapes carry titles.
"""

from linkequity.faces.charts.bars import Bar, bars, share_bar
from linkequity.faces.charts.cells import cells
from linkequity.faces.charts.matrix import matrix
from linkequity.faces.charts.sankey import Flow, Party, gather, sankey
from linkequity.faces.charts.stacked import Part, Row, stacked
from linkequity.faces.charts.treemap import GAP_WORDS, Branch, Tile, gap_tone, treemap
from linkequity.faces.charts.trend import Point, trend

__all__ = [
    "GAP_WORDS",
    "Bar",
    "Branch",
    "Flow",
    "Part",
    "Party",
    "Point",
    "Row",
    "Tile",
    "bars",
    "cells",
    "gap_tone",
    "gather",
    "matrix",
    "sankey",
    "share_bar",
    "stacked",
    "treemap",
    "trend",
]
