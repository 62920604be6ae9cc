"""How the command line speaks: progress and notes on stderr, answers on stdout."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec
import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from linkequity.app.imports import ImportDoc
from linkequity.app.progress import CrawlProgress, Listener, Silent
from linkequity.base.errors import LinkequityError
from linkequity.snapshot.snapshot import Snapshot

TABLE_ROWS = 50  # more than a screen; the whole table is one --csv away

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")


def plain(text: object) -> str:
    """Crawled text for a terminal: no markup, no control characters."""
    return escape("".join(c if c.isprintable() else " " for c in str(text)))


def complain(error: LinkequityError) -> None:
    """An error, as a person reads it: what, where, what to do."""
    place = f"{plain(error.where)}: " if error.where else ""
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
        left = f" · {_duration(progress.eta)} left" if progress.eta is not None else ""
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


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{hours}h {minutes:02d}m"
        if hours
        else f"{minutes}m {rest:02d}s"
        if minutes
        else f"{rest}s"
    )


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


def say_imports(records: Sequence[ImportDoc]) -> None:
    """What came of each imported file."""
    for record in records:
        out.print(
            f"{plain(record.file)}: {record.used:,} of {record.rows:,} rows used "
            f"({record.kind}, {record.vendor})"
        )
        if record.refused:
            out.print(f"  {record.refused:,} rows refused, listed in {plain(record.side_file)}")


def say_table(rows: pl.DataFrame) -> None:
    """The first rows of a table, as wide as the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, dtype in rows.schema.items():
        table.add_column(
            name,
            justify="right" if dtype.is_numeric() else "left",
            overflow="ellipsis",
            no_wrap=True,
        )
    for row in rows.head(TABLE_ROWS).iter_rows():
        table.add_row(*(_cell(value) for value in row))
    Console(highlight=False).print(table)
    if rows.height > TABLE_ROWS:
        err.print(f"{rows.height - TABLE_ROWS:,} more rows; --csv FILE writes them all")


def _cell(value: object) -> Text:
    if value is None:
        return Text("–", style="dim")
    text = (
        f"{value:,.3f}"
        if isinstance(value, float)
        else f"{value:,}"
        if type(value) is int
        else str(value)
    )
    return Text("".join(c if c.isprintable() else " " for c in text))
