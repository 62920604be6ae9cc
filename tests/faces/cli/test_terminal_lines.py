"""Laws of how lines are broken: for eyes on a screen, not at all in a pipe."""

import re
from io import StringIO

import polars as pl
from rich.table import Table

from linkequity.faces.cli.terminal import IN_A_PIPE, Lines, say_table

LONG = "  to do: link from the page on tax advisory to [bold]the page on trusts[/] and back again"


def test_a_screen_breaks_lines_between_words_under_their_indent() -> None:
    """No word is torn, no line is wider than the screen, all begin where the first does."""
    screen = StringIO()
    Lines(file=screen, force_terminal=True, no_color=True, width=40).print(LONG)
    lines = [line.rstrip() for line in screen.getvalue().splitlines()]
    assert len(lines) > 2
    assert all(line.startswith("  ") and not line.startswith("   ") for line in lines)
    words = LONG.replace("[bold]", "").replace("[/]", "").split()
    assert [word for line in lines for word in _bare(line).split()] == words


def test_a_pipe_gets_every_line_whole() -> None:
    """However narrow the window is."""
    pipe = StringIO()
    Lines(file=pipe, width=40).print(LONG)
    assert pipe.getvalue().count("\n") == 1


def test_a_pipe_gets_every_cell_of_a_table_whole_and_no_spaces_after_it() -> None:
    """What is too wide for any screen is there for the program that reads it."""
    pipe, cells = StringIO(), ("a" * 3000, "b" * 500)
    table = Table(box=None, pad_edge=False)
    table.add_column("page", no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("target", no_wrap=True, ratio=1)
    table.add_row(*cells)
    table.add_row("short", "short")
    Lines(file=pipe, width=IN_A_PIPE).print(table)
    rows = [line.split() for line in pipe.getvalue().splitlines()]
    assert rows == [["page", "target"], [*cells], ["short", "short"]]
    assert not re.search(r" \n", pipe.getvalue())


def _bare(line: str) -> str:
    return line.replace("\x1b[1m", "").replace("\x1b[0m", "")


def test_figures_are_never_cut_and_texts_give_way_before_them(monkeypatch, capsys) -> None:
    """On 40 columns a table keeps its first column and whole figures, and names what is missing."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    row = {"url": "/a/page/of/some/length", "title": "A title", "content_inlinks": 1234567}
    say_table(pl.DataFrame([row | {"equity": 1.5, "value": 0.25, "click_depth": 1_000_000}]))
    said = capsys.readouterr()
    lines = re.sub(r"\x1b\[[0-9;]*m", "", said.out).splitlines()
    assert max(map(len, lines)) <= 40
    assert "1,234,567" in lines[-1] and "1.500" in lines[-1] and lines[-1].startswith("/a/")
    assert "No room here for title" in said.err
