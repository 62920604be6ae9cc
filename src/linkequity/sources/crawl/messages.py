"""What the crawl and its extraction processes say to each other: MessagePack, length first."""

import struct
from typing import BinaryIO

import msgspec

from linkequity.sources.extract.page import Answer, PageContext

LENGTH = struct.Struct("<I")


class Begin(msgspec.Struct, frozen=True, tag=True):
    """To a worker, first: where parts go and what pages belong to."""

    folder: str
    context: PageContext


class Extract(msgspec.Struct, frozen=True, tag=True):
    """To a worker: one answer to take apart."""

    answer: Answer


class Flush(msgspec.Struct, frozen=True, tag=True):
    """To a worker: make all so far durable, as the part of this number."""

    number: int


class Extracted(msgspec.Struct, frozen=True, tag=True):
    """From a worker: what the answer to `url` leads to, as (URL, source).

    `links` and `size` (bytes of the body) tell how much the worker holds that is not durable.
    """

    url: str
    found: list[tuple[str, str]]
    links: int
    size: int


class Durable(msgspec.Struct, frozen=True, tag=True):
    """From a worker: the rows of these URLs are on disk."""

    urls: list[str]


class Unwritten(msgspec.Struct, frozen=True, tag=True):
    """From a worker: a part could not be written, and why."""

    reason: str


ToWorker = Begin | Extract | Flush
FromWorker = Extracted | Durable | Unwritten
_encoder = msgspec.msgpack.Encoder()
_to_worker: msgspec.msgpack.Decoder[ToWorker] = msgspec.msgpack.Decoder(ToWorker)
_from_worker: msgspec.msgpack.Decoder[FromWorker] = msgspec.msgpack.Decoder(FromWorker)


def packed(message: ToWorker | FromWorker) -> bytes:
    """A message with its length before it."""
    data = _encoder.encode(message)
    return LENGTH.pack(len(data)) + data


def from_worker(data: bytes) -> FromWorker:
    """A message of a worker."""
    return _from_worker.decode(data)


def read_order(inbox: BinaryIO) -> ToWorker | None:
    """The next message to a worker; None at the end, which is when the crawl is gone."""
    head = inbox.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = inbox.read(length)
    return _to_worker.decode(data) if len(data) == length else None
