"""Laws of how lines are broken: for eyes on a screen, not at all in a pipe."""

from io import StringIO

from linkequity.faces.cli.terminal import Lines

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


def _bare(line: str) -> str:
    return line.replace("\x1b[1m", "").replace("\x1b[0m", "")
