"""Writes the pages of docs/reference that say what the code says: tables, audits, commands.

`make reference` writes them; tests/test_docs.py fails where they differ from the code.
"""

import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer

from linkequity.audits.audit import Audit
from linkequity.audits.registry import AUDITS
from linkequity.base.crawlers import Crawler, known_crawlers
from linkequity.faces.cli.main import app
from linkequity.snapshot.tables import IMPORT_TABLES, SNAPSHOT_TABLES, Column, Table

FUNCTIONS = {command.name: command.callback for command in app.registered_commands}
REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
PARAGRAPH = re.compile(r"\n+(Why it matters|Known problems?|Fix):")
MADE = "<!-- Written by `make reference` from the code; change it there. -->\n\n"

TABLES_HEAD = """# Tables

A snapshot is a folder of Parquet files, a few numbered parts for each table, beside a
`manifest.json` that says where it came from and whether it is whole. Any tool that reads Parquet
opens it as it is:

    duckdb -c "select url from 'example.com/snapshots/*/pages-*.parquet' where status >= 400"

URLs are written as a browser would request them, without fragment. A null means that it is not
known, or does not apply.
"""
CLI_HEAD = """# Commands

Every command answers `--help`, prints its answer on stdout, and progress and notes on stderr.
With `--json` stdout holds one JSON document and nothing else. `NO_COLOR` switches colours off.
What commands end with: [exit codes](exit-codes.md).

Which workspace is meant: the folder of `--workspace`; without it `audit`, `crawl` and `demo` use
`./<host>`, and the others the current folder if it holds a `linkequity.toml`, else the only
workspace below it. Where several could be meant they are listed, and nothing is done.
"""
AUDITS_HEAD = """# Audits

Each page is the audit's own documentation, as `linkequity explain` prints it. The label says
what kind of evidence there is that the finding matters:
[what is known about links](../../explanation/evidence.md).

| Audit | Finds | Evidence |
|---|---|---|
"""
CRAWLERS_HEAD = """# Crawlers

The crawlers of search engines and AI companies that logs are read for and robots.txt is asked
about. What they fetch for: `index`, a search engine's results; `answers`, an index that answers are
made from; `user`, one answer at a reader's word; `training`, text that models learn from, which has
no part in answers. A name without a mark is a token of robots.txt alone, which no request carries.
The day is the one on which name, mark and purpose were last compared with the documentation, or
with a copy of it.

| Crawler | Of | For | In robots.txt | In requests | Documentation | Compared |
|---|---|---|---|---|---|---|
"""


def dtype_name(column: Column) -> str:
    """A Polars type in short words; closed lists by their values' number."""
    dtype = column.dtype() if isinstance(column.dtype, type) else column.dtype
    values = getattr(dtype, "categories", None)
    return "one of " + ", ".join(values) if values is not None else str(dtype)


def table_section(table: Table) -> str:
    """One table: what a row is, and every column."""
    rows = "".join(
        f"| `{c.name}` | {dtype_name(c)} | {c.unit or '–'} | {escaped(c.meaning)} |\n"
        for c in table.columns
    )
    head = "| Column | Type | Unit | Meaning |\n|---|---|---|---|\n"
    return f"\n### {table.name}\n\nOne row is {escaped(table.row)}.\n\n{head}{rows}"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def tables_page() -> str:
    """docs/reference/tables.md."""
    snapshot = "".join(table_section(table) for table in SNAPSHOT_TABLES)
    imports = "".join(table_section(table) for table in IMPORT_TABLES)
    return f"{TABLES_HEAD}\n## Of a snapshot\n{snapshot}\n## Of imported files\n{imports}"


def audit_page(audit: Audit) -> str:
    """docs/reference/audits/<id>.md: the docstring, and the evidence declared beside it."""
    evidence = f"**Evidence:** {audit.meta.evidence}. {audit.meta.evidence_note}"
    text = PARAGRAPH.sub(r"\n\n**\1:**", escaped(audit.doc))
    return f"# {audit.id}\n\n{text}\n\n{escaped(evidence)}\n"


def audits_index() -> str:
    """docs/reference/audits/index.md."""
    rows = (
        f"| [{a.id}]({a.id}.md) | {escaped(a.doc.partition(':')[2].partition('.')[0].strip())} "
        f"| {a.meta.evidence.replace('_', ' ')} |\n"
        for a in AUDITS
    )
    return AUDITS_HEAD + "".join(rows)


def crawler_row(crawler: Crawler) -> str:
    """One crawler of docs/reference/crawlers.md."""
    mark = f"`{crawler.user_agent}`" if crawler.user_agent else "–"
    return (
        f"| {crawler.name} | {crawler.company} | {crawler.purpose} | `{crawler.token}` | {mark} "
        f"| <{crawler.source}> | {crawler.checked or 'not verified'} |\n"
    )


def option_row(parameter: Any, kind: object) -> str:
    """One option of a command, with its value, meaning and default."""
    value = "" if parameter.is_flag else f" {parameter.metavar or value_word(kind)}"
    names = ", ".join(f"`{name}{value}`" for name in parameter.opts)
    default = "" if parameter.is_flag or parameter.default is None else f" (`{parameter.default}`)"
    return f"| {names} | {escaped(parameter.help or '')}{default} |\n"


def value_word(kind: object) -> str:
    """What stands for an option's value: its choices, or a word for its type."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "/".join(member.value for member in kind)
    return "N" if {int, float} & {kind, *get_args(kind)} else "TEXT"


def command_section(name: str, command: Any) -> str:
    """One command: usage, what it does, its example and its options."""
    summary, _, example = command.help.partition("\n\nExample: ")
    places = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    words = "".join(f" {place_word(place)}" for place in places)
    kinds = get_type_hints(FUNCTIONS[name])
    body = f"\n## linkequity {name}{words}\n\n{summary}\n\n    {example}\n"
    if places:
        body += "\n" + "".join(f"- `{place_word(p)}`: {p.help}\n" for p in places)
    return (
        body
        + "\n| Option | Means |\n|---|---|\n"
        + "".join(option_row(p, kinds[p.name]) for p in options)
    )


def place_word(place: Any) -> str:
    """An argument as usage lines write it."""
    word = place.metavar or place.name.upper()
    word += "…" if place.nargs == -1 else ""
    return word if place.required else f"[{word}]"


def commands_page() -> str:
    """docs/reference/cli.md."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # it is a group
    return CLI_HEAD + "".join(command_section(n, c) for n, c in commands.items())


def pages() -> Iterator[tuple[Path, str]]:
    """Every page that is written from the code, with its text."""
    yield REFERENCE / "tables.md", MADE + tables_page()
    yield REFERENCE / "cli.md", MADE + commands_page()
    yield (
        REFERENCE / "crawlers.md",
        MADE + CRAWLERS_HEAD + "".join(crawler_row(crawler) for crawler in known_crawlers()),
    )
    yield REFERENCE / "audits" / "index.md", MADE + audits_index()
    for audit in AUDITS:
        yield REFERENCE / "audits" / f"{audit.id}.md", MADE + audit_page(audit)


def main() -> None:
    """Write them all."""
    for path, text in pages():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
