"""The report: the whole result document as one HTML file that needs nothing else.

No script, no network, no external font; it opens from a file, prints to A4 and reads on a phone.
"""

from linkequity.faces.report.render import render

__all__ = ["render"]
