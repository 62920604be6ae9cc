import asyncio
import gzip
import socket
from typing import Any

import pytest

from linkequity.base.errors import SettingsInvalid
from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import parse
from linkequity.sources.crawl.reply import BodyRule, Reply
from linkequity.sources.crawl.transport import HttpTransport, ssl_context

PAGE = BodyRule(100_000, html_only=True)


def fetch(
    typed: str, url: str, rule: BodyRule = PAGE, *, public_only: bool = False, **settings: Any
) -> Reply:
    async def main() -> Reply:
        crawl = CrawlSettings(**settings)
        async with HttpTransport(typed, crawl, public_only=public_only) as transport:
            return await transport.fetch(url, rule)

    return asyncio.run(main())


def test_redirects_are_answers_and_are_never_followed(site: Any) -> None:
    site.redirect("/", "/a")
    reply = fetch(site.url, site.url + "/")
    assert (reply.status, reply.header("location")) == (301, "/a")
    assert len(site.hits) == 1


def test_a_bomb_is_cut_at_the_limit(site: Any) -> None:
    site.add("/")
    site.pages["/"].body = gzip.compress(b"<p>boom" * 5_000_000)
    site.pages["/"].headers["Content-Encoding"] = "gzip"
    reply = fetch(site.url, site.url + "/")
    assert (len(reply.body), reply.fault) == (PAGE.limit, "size")


def test_bodies_of_other_types_are_not_kept_unless_wanted(site: Any) -> None:
    site.add("/a.pdf", type="application/pdf")
    assert fetch(site.url, site.url + "/a.pdf").body == b""
    assert fetch(site.url, site.url + "/a.pdf", BodyRule(1000)).body != b""


def test_a_url_is_sent_exactly_as_it_is_known(site: Any) -> None:
    path = "/a%20b/%C3%BC/%2F?q=%2B+~'(x)"
    site.add(path)
    assert fetch(site.url, site.url + path).status == 200


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{port}/", "http://[::1]:{port}/", "http://[::ffff:7f00:1]:{port}/"]
)
def test_a_private_address_that_was_not_typed_is_never_connected_to(site: Any, url: str) -> None:
    site.add("/")
    reply = fetch("https://example.com/", url.format(port=site.url.rpartition(":")[2]))
    assert reply.fault == "private_address"
    assert fetch("https://example.com/", site.url + "/").fault == "private_address"
    assert site.hits == []


def test_a_proxy_of_the_environment_is_used_and_no_proxy_is_honoured(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["http://example.com/"] = type(site.add("/") or site.pages["/"])("by proxy")
    monkeypatch.setenv("http_proxy", site.url)
    monkeypatch.setenv("no_proxy", "direct.invalid")
    assert fetch("http://example.com/", "http://example.com/").body == b"by proxy"
    assert fetch("http://direct.invalid/", "http://direct.invalid/").fault == "dns"
    assert fetch(site.url, site.url + "/").status == 200
    assert [hit.path for hit in site.hits] == ["http://example.com/", "/"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://127。0。0。1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://localhost/",
    ],
)
def test_of_public_hosts_alone_not_even_the_typed_one_may_be_private(url: str) -> None:
    """However it is spelled, and whatever its name leads to."""
    known = parse(url)
    assert known is not None
    assert fetch(known, known, public_only=True).fault == "private_address"


def test_a_proxy_leads_to_no_private_host_either(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It resolves names in its own network: of public hosts alone they are resolved before."""
    site.pages["http://intranet.example/"] = type(site.add("/") or site.pages["/"])("inside")
    monkeypatch.setenv("http_proxy", site.url)
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr(
        "socket.getaddrinfo",
        lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80))],
    )
    url = "http://intranet.example/"
    assert fetch(url, url, public_only=True).fault == "private_address"
    assert site.hits == []


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("http://localhost:{port}/", True),
        ("https://localhost:{port}/", False),
        ("http://localhost:1/", False),
    ],
)
def test_credentials_go_to_the_typed_site_and_not_from_https_to_http(
    site: Any, typed: str, sent: bool
) -> None:
    site.add("/")
    port = site.url.rpartition(":")[2]
    fetch(typed.format(port=port), site.url + "/", auth="me:word", headers={"X-Token": "t"})
    assert ("Authorization" in site.hits[0].headers) == sent
    assert ("X-Token" in site.hits[0].headers) == sent


def test_a_header_cannot_smuggle_another() -> None:
    with pytest.raises(SettingsInvalid):
        HttpTransport("http://a.test/", CrawlSettings(headers={"X": "a\r\nHost: b"}))


def test_answers_that_are_not_http_are_faults(site: Any) -> None:
    async def main() -> Reply:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"220 mail.example ESMTP\r\n")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        async with server, HttpTransport(url, CrawlSettings()) as transport:
            return await transport.fetch(url, PAGE)

    assert asyncio.run(main()).fault == "malformed"


def test_there_are_always_certificates_to_trust() -> None:
    assert ssl_context().verify_mode.name == "CERT_REQUIRED"
