"""Records of WARC files as the answers they keep; broken ones are counted, never fatal.

Format: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.
Requests, metadata and revisits (an answer known from before, its body elsewhere) are no answers.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from linkequity.base.urls import UrlPolicy, resolve
from linkequity.sources.extract.page import Answer, Headers
from linkequity.sources.importers.source_file import SourceFile

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

Decoding = Literal["none", "content", "transfer", "all"]
ANSWERS: Final = ("response", "resource")
SUFFIXES: Final = (".warc", ".warc.gz", ".warc.lz4", ".warc.zst")
OLD_FORMAT: Final = b"filedesc:"
BEGINNING: Final = b"WARC/"
CUT: Final = "size"
OK: Final = 200
MAX_HEADERS: Final = 500
# Headers take some kB; what is read for them beyond the limit of the body.
MAX_HEAD: Final = 100_000
# Bodies claim encodings they do not have: then they are taken as they are.
DECODINGS: Final[tuple[Decoding, ...]] = ("all", "transfer", "none")
# In a row: then it is not a record that is broken, but the file from here on.
_FAULTS: Final = 100


@dataclass
class Tally:
    """Records met, by kind; `broken` could not be read, `cut` only in part."""

    kinds: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    cut: int = 0

    @property
    def records(self) -> int:
        """All records, broken ones too."""
        return self.kinds.total() + self.broken


def is_archive(path: Path) -> bool:
    """Whether a file is a WARC, or its predecessor ARC, by its name or how it begins."""
    name = path.name.lower()
    start = SourceFile(path).start
    return name.endswith(SUFFIXES) or start.startswith((BEGINNING, OLD_FORMAT))


def is_old_archive(path: Path) -> bool:
    """Whether a file is an ARC, which WARC replaced in 2009."""
    return SourceFile(path).start.startswith(OLD_FORMAT)


def read_records(path: Path, tally: Tally) -> Iterator["WarcRecord"]:
    """Every record that can be read."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415

    records = iter(ArchiveIterator(str(path), parse_http=False, quirks_mode=True))
    faults = 0
    while faults < _FAULTS:
        try:
            record = next(records)
        except StopIteration:
            return
        except (OSError, ValueError):
            tally.broken += 1
            faults += 1
            continue
        faults = 0
        tally.kinds[kind_of(record)] += 1
        yield record


def kind_of(record: "WarcRecord") -> str:
    """`response`, `request`, `revisit` …"""
    return str(record.record_type).rpartition(".")[2]


def url_of(record: "WarcRecord", policy: UrlPolicy) -> str | None:
    """The URL that a record is about; null where it is no http(s) URL."""
    written = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    return resolve(written, written, policy) if written else None


@dataclass(frozen=True)
class Kept:
    """What a record keeps of an answer. `cut`: its end is missing."""

    status: int | None
    headers: Headers
    body: bytes
    cut: bool


def read_kept(record: "WarcRecord", limit: int) -> Kept | None:
    """The answer in a record, its body up to `limit` bytes; None where the record is none.

    Raises OSError or ValueError where it is broken.
    """
    if kind_of(record) not in ANSWERS:
        return None
    block = record.reader.read(limit + MAX_HEAD)
    cut = len(block) < record.content_length or bool(record.headers.get("WARC-Truncated"))
    if not record.is_http:
        headers = (("content-type", record.headers.get("Content-Type") or ""),)
        return Kept(OK, headers, block[:limit], cut or len(block) > limit)
    for decoding in DECODINGS[:-1]:
        with suppress(OSError, ValueError):
            return _http(block, decoding, limit, cut=cut)
    return _http(block, DECODINGS[-1], limit, cut=cut)


def _http(block: bytes, decoding: Decoding, limit: int, *, cut: bool) -> Kept:
    from fastwarc.warc import WarcRecord  # noqa: PLC0415

    answer = WarcRecord()
    answer.set_bytes_content(_with_full_breaks(block))
    answer.is_http = True
    answer.parse_http(auto_decode=decoding)
    body = answer.reader.read(limit + 1)
    named = answer.http_headers.to_tuples()[:MAX_HEADERS]
    # The body is decoded by now.
    headers = tuple((k.lower(), v) for k, v in named if k.lower() != "content-encoding")
    return Kept(answer.http_headers.status_code, headers, body[:limit], cut or len(body) > limit)


def _with_full_breaks(block: bytes) -> bytes:
    """Headers with the line breaks of HTTP; archives of 2009 (ClueWeb) have half of each."""
    head, gap, body = block.partition(b"\n\n")
    if not gap or b"\r\n" in head:
        return block
    return head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body


def read_answer(record: "WarcRecord", url: str, limit: int, tally: Tally) -> Answer | None:
    """A record as an answer to a request; None where it is none, or broken, which is counted."""
    try:
        kept = read_kept(record, limit)
    except (OSError, ValueError):
        tally.broken += 1
        return None
    if kept is None:
        return None
    tally.cut += kept.cut
    return Answer(
        url=url,
        outcome="answered" if kept.status else "failed",
        error=CUT if kept.cut else None,
        status=kept.status,
        headers=kept.headers,
        body=kept.body,
        response_time=None,
        crawl_depth=None,
        found_on=None,
        known_from=(),
        crawled_at=_moment(record),
    )


def _moment(record: "WarcRecord") -> datetime:
    moment = record.record_date
    return moment.astimezone(UTC) if isinstance(moment, datetime) else datetime.now(UTC)
