"""Small functions, small files, telling names: the shape of the code, measured."""

import ast
import io
import statistics
import tokenize
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "linkequity"
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "handler", "common", "misc"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def lines_with_code(source: str) -> set[int]:
    """Numbers of the lines that hold more than blanks and comments."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        line
        for token in tokens
        if token.type not in SILENT
        for line in range(token.start[0], token.end[0] + 1)
    }


def body_without_docstring(function: Function) -> list[ast.stmt]:
    has_docstring = ast.get_docstring(function, clean=False) is not None
    return function.body[1:] if has_docstring else function.body


def length(function: Function, code: set[int]) -> int:
    """Lines of code: docstring, blanks, comments and signature aside."""
    body = body_without_docstring(function)
    if not body:
        return 0
    return len(code & set(range(body[0].lineno, (body[-1].end_lineno or 0) + 1)))


def functions() -> Iterator[tuple[str, int]]:
    for path in modules():
        source = path.read_text()
        code = lines_with_code(source)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, Function):
                place = f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}"
                yield place, length(node, code)


def test_functions_are_small() -> None:
    """Half of all functions have at most 8 lines of code, nine in ten at most 25, none above 60."""
    lengths = dict(functions())
    assert {place: n for place, n in lengths.items() if n > 60} == {}
    assert statistics.median(lengths.values()) <= 8
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 25


def test_files_are_small() -> None:
    """Half of all files have at most 100 lines, none more than 400."""
    lengths = {str(p.relative_to(SOURCE)): len(p.read_text().splitlines()) for p in modules()}
    assert {name: n for name, n in lengths.items() if n > 400} == {}
    assert statistics.median(lengths.values()) <= 100


def test_style_sheets_are_read_line_by_line() -> None:
    """A rule a line, or a declaration a line where that is long: at most 100 characters each."""
    sheets = {file: file.read_text().splitlines() for file in SOURCE.rglob("*.css")}
    assert sheets
    for file, lines in sheets.items():
        assert len(lines) <= 500, file
        assert max(map(len, lines)) <= 100, file


def test_names_of_modules_say_what_is_in_them() -> None:
    """No module is a drawer for what has no name."""
    names = {part for p in modules() for part in p.relative_to(SOURCE).with_suffix("").parts}
    assert names & SAYS_NOTHING == set()


def test_a_line_of_code_is_counted_as_one() -> None:
    """The measure itself: docstring, blanks, comments and signature do not count."""
    source = (
        'def f(\n    a,\n):\n    """Doc\n    string."""\n    # why\n\n'
        "    b = (\n        a\n    )\n    return b\n"
    )
    function = ast.parse(source).body[0]
    assert isinstance(function, Function)
    assert length(function, lines_with_code(source)) == 4
