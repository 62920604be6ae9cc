"""Bodies, read and decoded piece by piece, so that none outgrows its limit.

Decoding is done here and not by the client, since only so the *decoded* bytes can be counted: a
megabyte of gzip may hold a gigabyte of zeros.
"""

import zlib
from collections.abc import AsyncIterator

ACCEPTED = "gzip, deflate"
_CHUNK = 1 << 16


class TooLong(Exception):
    """The body is longer than its limit; `kept` is what came before it."""

    def __init__(self, kept: bytes) -> None:
        super().__init__("body too long")
        self.kept = kept


class NotDecodable(Exception):
    """The body is not in the encoding it claims, or in one we did not ask for."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str | None, limit: int) -> bytes:
    """A whole body, decoded; TooLong or NotDecodable where that cannot be had."""
    decoder = _decoder(encoding)
    body = bytearray()
    received = 0
    async for chunk in chunks:
        received += len(chunk)
        decoder.feed(chunk, body, limit + 1)
        if len(body) > limit or received > limit + _CHUNK:
            raise TooLong(bytes(body[:limit]))
    return bytes(body)


class _Plain:
    def feed(self, chunk: bytes, body: bytearray, stop: int) -> None:
        body += chunk[: max(0, stop - len(body))]


class _Zipped:
    """gzip or deflate; raw deflate, which some servers send, is tried where zlib fails at once."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._zip = zlib.decompressobj(window)
        self._head = b""
        self._members = 0

    def feed(self, chunk: bytes, body: bytearray, stop: int) -> None:
        self._head = b"" if body or self._window != zlib.MAX_WBITS else self._head + chunk
        try:
            self._inflate(chunk, body, stop)
        except zlib.error as error:
            self._try_raw(body, stop, error)

    def _try_raw(self, body: bytearray, stop: int, error: zlib.error) -> None:
        if self._members:
            return  # something trails the whole stream; browsers do not mind
        if self._window != zlib.MAX_WBITS or body:
            raise NotDecodable(str(error)) from None
        self._window = -zlib.MAX_WBITS
        self._zip = zlib.decompressobj(self._window)
        self.feed(self._head, body, stop)

    def _inflate(self, chunk: bytes, body: bytearray, stop: int) -> None:
        while chunk and len(body) < stop:
            if self._zip.eof:
                self._members += 1
                self._zip = zlib.decompressobj(self._window)
            body += self._zip.decompress(chunk, min(_CHUNK, stop - len(body)))
            chunk = self._zip.unconsumed_tail or self._zip.unused_data


def _decoder(encoding: str | None) -> _Plain | _Zipped:
    match (encoding or "identity").strip().lower():
        case "gzip" | "x-gzip":
            return _Zipped(zlib.MAX_WBITS | 16)
        case "deflate":
            return _Zipped(zlib.MAX_WBITS)
        case "identity" | "":
            return _Plain()
        case other:
            raise NotDecodable(f"content-encoding {other}")


def gunzip(data: bytes, limit: int) -> bytes:
    """A gzip file's content up to `limit` bytes; TooLong or NotDecodable as above."""
    body = bytearray()
    _Zipped(zlib.MAX_WBITS | 16).feed(data, body, limit + 1)
    if len(body) > limit:
        raise TooLong(bytes(body[:limit]))
    return bytes(body)
