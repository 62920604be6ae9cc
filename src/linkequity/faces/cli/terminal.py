"""How the command line speaks: progress and notes on stderr, answers on stdout."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import polars as pl
from rich.console import Console, JustifyMethod
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Column as RichColumn
from rich.table import Table
from rich.text import Text

from linkequity.app.exports import plain_lines
from linkequity.app.intake.imports import ImportDoc
from linkequity.app.progress import Listener, Silent
from linkequity.base.errors import LinkequityError
from linkequity.base.urls import origin_of
from linkequity.faces.words import counted, duration
from linkequity.snapshot.snapshot import Snapshot
from linkequity.sources.crawl.progress import Progress as CrawlProgress

TABLE_ROWS = 50  # more than a screen; the whole table is one --csv away

NARROWEST = 9  # columns of text are cut to no less
IN_A_PIPE = 100_000  # columns; nobody is there for whom to cut a line


# What a line begins with: spaces, and then a sign or a change, if any.
_LEAD = re.compile(r" +(?:(?:[+−~]|[+-]\d[\d.,]*) +)?")
_TRAILING = re.compile(r" +$", re.MULTILINE)


class Lines(Console):
    """Lines break between words on a screen, each part under its indent; in a pipe they stay.

    Nor is anything cut there: tables are as wide as what they hold.
    """

    def print(self, *objects: Any, **how: Any) -> None:
        """As of a console."""
        if self.is_terminal:
            super().print(*(_hanging(each) for each in objects), **how)
            return
        with self.capture() as written:
            super().print(*objects, **{"soft_wrap": True} | how)
        if not self.quiet:
            self.file.write(_TRAILING.sub("", written.get()))


def _hanging(line: object) -> object:
    """A line that begins with spaces, all its parts below what follows them and its sign."""
    found = _LEAD.match(line) if isinstance(line, str) else None
    if not found:
        return line
    hung = Table.grid()
    hung.add_column(width=found.end(), no_wrap=True)
    hung.add_column()
    hung.add_row(found[0], Text.from_markup(found.string[found.end() :].strip()))
    return hung


out = Lines(highlight=False, width=None if sys.stdout.isatty() else IN_A_PIPE)
err = Lines(stderr=True, highlight=False)


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")


def plain(text: object) -> str:
    """Crawled text for a terminal: no markup, no control characters."""
    return escape("".join(c if c.isprintable() else " " for c in str(text)))


def complain(error: LinkequityError) -> None:
    """An error, as a person reads it: what, where, what to do."""
    place = f"{plain(error.where)}: " if error.where else ""
    err.quiet = False
    err.print(f"[bold red]linkequity:[/] {place}{plain(error.message)}")
    if error.hint:
        err.print(f"  {plain(error.hint)}")


class Showing:
    """A listener that draws one progress bar on stderr."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("Starting", total=None, detail="")

    def crawling(self, progress: CrawlProgress) -> None:
        """Pages done of those found, the rate, and the time left."""
        left = f" · {duration(progress.eta)} left" if progress.eta is not None else ""
        failed = f" · {progress.failed:,} failed" if progress.failed else ""
        self._progress.update(
            self._task,
            description=progress.phase,
            completed=progress.done,
            total=max(progress.found, progress.done, 1),
            detail=f"{progress.rate:,.0f} pages/s{failed}{left}",
        )

    def step(self, name: str) -> None:
        """The next step, of unknown length."""
        self._progress.update(self._task, description=plain(name), detail="")

    def note(self, sentence: str) -> None:
        """A line above the bar."""
        self._progress.console.print(f"[yellow]note:[/] {plain(sentence)}")


@contextmanager
def listening(*, quiet: bool) -> Iterator[Listener]:
    """A listener for a long run; silent where asked."""
    if quiet:
        yield Silent()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[detail]}"),
    )
    with Progress(*columns, console=err, transient=True) as progress:
        yield Showing(progress)


def say_snapshot(snapshot: Snapshot) -> None:
    """What a crawl left."""
    manifest = snapshot.manifest
    counts = manifest.counts
    out.print(
        f"{counts.get('pages', 0):,} pages and {counts.get('links', 0):,} links of "
        f"{plain(manifest.site)} in {plain(snapshot.path)}"
    )
    for reason in manifest.incomplete_because:
        out.print(f"[yellow]incomplete:[/] {plain(reason)}")
    for warning in manifest.warnings:
        out.print(f"[yellow]note:[/] {plain(warning)}")


def say_imports(records: Sequence[ImportDoc], notes: Sequence[str] = ()) -> None:
    """What came of each imported file, and what is to be said of all of them."""
    for record in records:
        out.print(
            f"{plain(record.file)}: {record.used:,} of {record.rows:,} rows used "
            f"({record.kind}, {record.vendor})"
        )
        if record.refused:
            refused = counted(record.refused, "row")
            out.print(f"  {refused} refused, listed in {plain(record.side_file)}")
        for why, count in record.left_out.items():
            out.print(f"  {count:,} left out: {why}")
    for note in notes:
        out.print(note)


def say_table(rows: pl.DataFrame) -> None:
    """A table: the first rows fitted to the terminal, or all of them tab-separated in a pipe."""
    if not sys.stdout.isatty():
        sys.stdout.write(plain_lines(rows))
        return
    console = Console(highlight=False)
    whole = _own_paths(rows.head(TABLE_ROWS))
    shown = _with_room(whole, console.width)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, width in zip(shown.iter_columns(), _widths(shown, console.width), strict=True):
        justify: JustifyMethod = "right" if column.dtype.is_numeric() else "left"
        table.add_column(_header(column.name), justify=justify, no_wrap=True, width=width)
    for row in shown.iter_rows():
        table.add_row(*(_cell(value) for value in row))
    console.print(table)
    if shown.width < whole.width:
        names = ", ".join(name for name in whole.columns if name not in shown.columns)
        err.print(f"No room here for {names}; --columns chooses, --csv FILE writes all")
    if rows.height > TABLE_ROWS:
        err.print(f"{rows.height - TABLE_ROWS:,} more rows; --csv FILE writes them all")


def print_table(table: Table, spare: Sequence[str]) -> None:
    """A table, without the columns named in `spare`, in that order, while it is too wide."""
    for name in spare:
        if sum(map(_least, table.columns)) + 2 * (len(table.columns) - 1) <= out.width:
            break
        table.columns = [column for column in table.columns if column.header != name]
    out.print(table)


def _least(column: RichColumn) -> int:
    """How narrow a column may be: as its `min_width` says, else as wide as all it holds."""
    return column.min_width or max(len(str(cell)) for cell in (column.header, *column.cells))


def _with_room(rows: pl.DataFrame, available: int) -> pl.DataFrame:
    """The columns that can be read side by side: further texts give way before figures do."""
    texts = [c.name for c in rows.iter_columns() if c.dtype == pl.String]
    figures = [name for name in rows.columns if name not in texts]
    for name in [*reversed(texts), *reversed(figures)]:
        needed = [
            min(width, NARROWEST) if column.dtype == pl.String else width
            for column, width in zip(rows.iter_columns(), _needed(rows), strict=True)
        ]
        if sum(needed) + 2 * (rows.width - 1) <= available:
            break
        if name != rows.columns[0]:
            rows = rows.drop(name)
    return rows


def _needed(rows: pl.DataFrame) -> list[int]:
    """How wide each column is that shows all its header and cells."""
    return [
        max(len(line) for line in (*_header(c.name).split("\n"), *(_cell(v).plain for v in c)))
        for c in rows.iter_columns()
    ]


def _header(name: str) -> str:
    """A column's name, one word a line, as narrow as the figures below it."""
    return name.replace("_", "_\n")


def _widths(rows: pl.DataFrame, available: int) -> list[int]:
    """Widths that fit: columns take what they need, the widest texts give way until all fit."""
    widths = _needed(rows)
    texts = [place for place, dtype in enumerate(rows.dtypes) if dtype == pl.String]
    too_wide = sum(widths) + 2 * (len(widths) - 1) - available
    for _ in range(too_wide):
        widest = max(texts, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _own_paths(rows: pl.DataFrame) -> pl.DataFrame:
    """URLs without their origin in columns where they all share one."""
    texts = rows.select(pl.col(pl.String)).iter_columns()
    return rows.with_columns(_without_origin(column) for column in texts)


def _without_origin(column: pl.Series) -> pl.Series:
    origins = {origin_of(text) for text in column.drop_nulls() if "://" in text}
    if len(origins) != 1 or column.name == "referring_page":
        return column
    return column.str.strip_prefix(origins.pop())


def _cell(value: object) -> Text:
    if value is None:
        return Text("–", style="dim")
    if isinstance(value, float):
        return Text(f"{value:,.3f}")
    if isinstance(value, int) and not isinstance(value, bool):
        return Text(f"{value:,}")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Text("".join(c if c.isprintable() else " " for c in text))
