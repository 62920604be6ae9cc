import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from linkequity.sources.crawl.bodies import NotDecodable, TooLong, gunzip, read_body

TEXT = b"equity flows " * 1000


async def pieces(data: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def read(data: bytes, encoding: str | None, limit: int = 1_000_000, size: int = 100) -> bytes:
    return asyncio.run(read_body(pieces(data, size), encoding, limit))


RAW = zlib.compressobj(wbits=-15)
CODED = {
    "identity": TEXT,
    "gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "raw deflate": RAW.compress(TEXT) + RAW.flush(),
    "two gzip members": gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:]),
}


@pytest.mark.parametrize("name", CODED)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_every_coding_gives_the_same_text_however_it_is_cut(name: str, size: int) -> None:
    encoding = next((word for word in ("gzip", "deflate") if word in name), None)
    assert read(CODED[name], encoding, size=size) == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_cut_at_the_limit_and_never_unpacked(encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    bomb = pack(bytes(50_000_000))
    with pytest.raises(TooLong) as cut:
        read(bomb, encoding, limit=10_000, size=1 << 16)
    assert len(cut.value.kept) == 10_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_trails_a_whole_stream_is_left_out(encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    assert read(pack(TEXT) + b"trailing", encoding) == TEXT


def test_a_body_of_exactly_the_limit_is_whole() -> None:
    assert read(TEXT, None, limit=len(TEXT)) == TEXT
    with pytest.raises(TooLong):
        read(TEXT, None, limit=len(TEXT) - 1)


@pytest.mark.parametrize(("data", "encoding"), [(b"plain", "gzip"), (TEXT, "br")])
def test_what_is_not_what_it_claims_is_refused(data: bytes, encoding: str) -> None:
    with pytest.raises(NotDecodable):
        read(data, encoding)


def test_a_gzip_file_is_bounded_too() -> None:
    assert gunzip(gzip.compress(TEXT), len(TEXT)) == TEXT
    with pytest.raises(TooLong):
        gunzip(gzip.compress(bytes(10_000_000)), 1000)
