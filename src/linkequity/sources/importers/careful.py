"""Separated values read record by record, as careful as it is slow: every broken line set apart.

A quote that is never closed costs its own line, not the rest of the file.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from linkequity.sources.importers.opening import COMMENT, MAX_LINE, Layout
from linkequity.sources.importers.table import Record

# Cells with line breaks are anchor texts and titles of a few lines.
MAX_LINES_OF_A_RECORD = 50


class CarefulReader:
    """Records of a text that goes on in a file; what it has not used can be taken back.

    `line`: the number of the line that is read next. Up to `may_lack` last cells of a row may be
    left out.
    """

    def __init__(
        self, text: str, file: TextIO, layout: Layout, line: int, may_lack: int = 0
    ) -> None:
        self.line = line
        self._may_lack = may_lack
        self._text = io.StringIO(text, newline="")
        self._file = file
        self._layout = layout
        self._again: deque[str] = deque()

    def rest(self) -> str:
        """What was given and not yet used."""
        return "".join(self._again) + self._text.read()

    def records(self) -> Iterator[Record]:
        """All rows, blank lines left out; what `rest` tells is right after each of them."""
        width = len(self._layout.headers)
        for cells, taken in self._cut():
            if len(cells) > width and not any(cells[width:]):
                del cells[width:]
            if width - self._may_lack <= len(cells) < width and len(taken) == 1 and any(cells):
                cells.extend([""] * (width - len(cells)))
            first = self.line
            if len(cells) != width and len(taken) > 1:
                # A quote was not closed: only the line it stands on is broken.
                self._again.extendleft(reversed(taken[1:]))
                self.line += 1
                yield Record(first, [taken[0].rstrip("\r\n")], whole=False)
                continue
            self.line += len(taken)
            if len(cells) == width and any(cells):
                yield Record(first, cells, whole=True)
            elif cells and not self._is_comment(cells):
                yield Record(first, cells, whole=False)

    def _is_comment(self, cells: list[str]) -> bool:
        """Reports with comments above their headers have some below as well."""
        commented = any(map(COMMENT.match, self._layout.preamble))
        return not any(cells) or (commented and COMMENT.match(cells[0]) is not None)

    def _cut(self) -> Iterator[tuple[list[str], list[str]]]:
        """Each record's cells and the lines it was made of; as text in one cell if csv cannot."""
        while line := self._next_line():
            taken: list[str] = [line]
            try:
                cells = next(csv.reader(self._feed(taken), delimiter=self._layout.delimiter), [])
            except csv.Error:
                cells = ["".join(taken)]
            yield cells, taken

    def _feed(self, taken: list[str]) -> Iterator[str]:
        """Lines for csv; ends with the file, or an endless record."""
        yield taken[0]
        while len(taken) < MAX_LINES_OF_A_RECORD and (line := self._next_line()):
            taken.append(line)
            yield line

    def _next_line(self) -> str:
        if self._again:
            return self._again.popleft()
        return self._text.readline(MAX_LINE) or self._file.readline(MAX_LINE)
