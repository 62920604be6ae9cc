"""The example's server answers over HTTP as a real host would."""

import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from linkequity.app.demo import DemoSite, serve_demo


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    with serve_demo(tmp_path_factory.mktemp("demo"), port=0) as site:
        yield site


def get(site: DemoSite, path: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(site.origin).netloc, timeout=5)
    connection.request(method, path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_every_page_that_the_sitemap_names_is_served(site: DemoSite) -> None:
    response, body = get(site, "/sitemap.xml")
    urls = re.findall(r"<loc>(.*?)</loc>", body.decode())
    assert response.getheader("Content-Type") == "application/xml; charset=utf-8"
    assert len(urls) > 50
    for url in urls:
        assert url.startswith(site.origin), "the sitemap is written for the address that serves it"
        assert get(site, urlsplit(url).path)[0].status == 200, url


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/tax-advice/", 301, "/services/tax-advice/"),
        ("/services/tax-advice/", 301, "/services/tax-advisory/"),
        ("/our-team/", 301, "/team/"),
        ("/blog", 301, "/blog/"),
        ("/blog/jobkeeper-turnover-test/", 410, None),
        ("/calculators/gst-calculator/", 404, None),
        ("/careers/", 404, None),
        ("/downloads/new-business-checklist.pdf", 200, None),
        ("/blog/?from=newsletter", 200, None),
    ],
)
def test_old_addresses_get_the_answer_a_host_gives(
    site: DemoSite, path: str, status: int, location: str | None
) -> None:
    response, _ = get(site, path)
    assert (response.status, response.getheader("Location")) == (status, location)


def test_no_path_leads_out_of_the_folder(site: DemoSite) -> None:
    (site.root.parent / "secret.txt").write_text("secret")
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/..%2fsecret.txt"):
        response, body = get(site, path)
        assert response.status == 404
        assert b"secret" not in body


def test_head_answers_like_get_without_a_body(site: DemoSite) -> None:
    response, body = get(site, "/", "HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.getheader("Content-Length") or 0) > 1000


def test_a_port_that_is_taken_is_replaced_by_a_free_one(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with serve_demo(tmp_path, port=taken) as site:
            assert urlsplit(site.origin).port != taken
            assert get(site, "/")[0].status == 200


def test_the_server_ends_with_its_context(tmp_path: Path) -> None:
    with serve_demo(tmp_path, port=0) as site:
        pass
    with pytest.raises(ConnectionRefusedError):
        get(site, "/")
