"""Files of the hidden-link benchmark: one document a line, plain or compressed with xz.

A line is `{"id", "url", "title", "headings", "blocks": [{"t", "k", "links": [[start, end, target,
contextual], …]}], "out": [target, …]}`: `t` a block's text, `k` its tag, `start` and `end` the
place of an anchor text in it, in characters; `out` names the pages a document links to where no
places are known. Everything but `id` may be missing.
"""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import msgspec

from linkequity.base.errors import FileUnreadable

Id = int | str
# 64 MB a line and 8 GB a file: longer ones are not documents but accidents.
MAX_LINE: Final = 64 * 1024 * 1024
MAX_FILE: Final = 8 * 1024**3


class Block(msgspec.Struct):
    """A block of text, and the links in it: start, end, target, contextual."""

    t: str | None = ""
    k: str | None = "p"
    links: list[tuple[int, int, Id, int | bool]] | None = None


class Document(msgspec.Struct):
    """One page."""

    id: Id
    url: str | None = ""
    title: str | None = ""
    blocks: list[Block] | None = None
    out: list[Id] | None = None


@dataclass(frozen=True)
class File:
    """The documents of a file, and what of it could not be used: a sentence each."""

    documents: list[Document]
    refused: list[str]


def read_file(path: Path) -> File:
    """All documents; lines that are none, and ids that come twice, are left out and told.

    Raises FileUnreadable where there is no such file, or not one document in it.
    """
    documents: list[Document] = []
    refused: list[str] = []
    seen: set[Id] = set()
    decoder = msgspec.json.Decoder(Document)
    try:
        for number, line in enumerate(_lines(path), 1):
            try:
                document = decoder.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                refused.append(f"line {number}: {error}")
                continue
            if document.id in seen:
                refused.append(f"line {number}: id {document.id!r} comes twice")
                continue
            seen.add(document.id)
            documents.append(document)
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise _unreadable(path, str(error)) from None
    if not documents:
        raise _unreadable(path, refused[0] if refused else "the file is empty")
    return File(documents, refused)


def _unreadable(path: Path, why: str) -> FileUnreadable:
    return FileUnreadable(
        f"no documents can be read: {why}",
        where=str(path),
        hint="Give a file with one JSON document a line, plain or compressed with xz.",
    )


def _lines(path: Path) -> Iterator[bytes]:
    read = 0
    with _opened(path) as stream:
        while line := stream.readline(MAX_LINE):
            read += len(line)
            if read > MAX_FILE or (len(line) == MAX_LINE and not line.endswith(b"\n")):
                raise OSError("a line or the whole file is too long")
            if line.strip():
                yield line


def _opened(path: Path) -> IO[bytes]:
    return lzma.open(path) if path.suffix == ".xz" else path.open("rb")
