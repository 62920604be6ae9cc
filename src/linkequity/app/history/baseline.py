"""The baseline: findings that are known and accepted, so that only others count.

A text file, one finding a line: id, audit and page, separated by tabs, sorted, so that a change
reads well under version control. The id alone counts; lines that start with # are comments.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import polars as pl

from linkequity.app.history.register import read_register
from linkequity.app.workspace import RESULTS_FILE, Workspace
from linkequity.base.errors import FileUnreadable, UsageError
from linkequity.base.ids import ID_LENGTH
from linkequity.snapshot.snapshot import write_bytes

# Ten million bytes are some 150,000 findings; nobody accepts so many one by one.
MAX_BYTES: Final = 10_000_000
_ID = re.compile(rf"[a-z2-7]{{{ID_LENGTH}}}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
HEAD = """\
# Findings that linkequity says nothing about: linkequity audit --baseline FILE
# Delete a line to hear of it again; `linkequity findings --write-baseline FILE` writes all anew.
"""
HINT = "Write one with: linkequity findings --write-baseline FILE"


def read_baseline(path: Path) -> frozenset[str]:
    """The ids in a baseline file. FileUnreadable names the line that is none."""
    lines = _text(path).splitlines()
    return frozenset(
        _id(line, path, number)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    )


def write_latest_findings(workspace: Workspace, path: Path) -> int:
    """Write all findings that are there as of the latest audit; says how many."""
    register = read_register(workspace)
    if register.is_empty() and not (workspace.results / RESULTS_FILE).exists():
        raise UsageError(
            "no results yet", where=str(workspace.path), hint="Run linkequity audit first."
        )
    there = register.filter(pl.col("state") != "closed")
    return write_baseline(there.select("id", "audit", "page").iter_rows(), path)


def write_baseline(findings: Iterable[tuple[str, str, str]], path: Path) -> int:
    """Write findings as id, audit and page; says how many there are."""
    lines = sorted({(audit, page, id) for id, audit, page in findings})
    text = "".join(f"{id}\t{audit}\t{_CONTROL.sub(' ', page)}\n" for audit, page, id in lines)
    try:
        write_bytes((HEAD + text).encode(errors="replace"), path)
    except OSError as error:
        raise FileUnreadable(error.strerror or "cannot be written", where=str(path)) from None
    return len(lines)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(
            error.strerror or "cannot be read", where=str(path), hint=HINT
        ) from None
    if len(data) > MAX_BYTES:
        raise FileUnreadable(f"is larger than {MAX_BYTES:,} bytes", where=str(path), hint=HINT)
    return data.decode("utf-8-sig", "replace")


def _id(line: str, path: Path, number: int) -> str:
    id = line.partition("\t")[0].strip()
    if not _ID.fullmatch(id):
        raise FileUnreadable(
            f"line {number} does not start with the id of a finding", where=str(path), hint=HINT
        )
    return id
