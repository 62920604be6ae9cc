"""A site that attacks whoever looks at it: on no screen does anything of it become markup."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from starlette.testclient import TestClient

from app_client import PORT, ask, inside
from linkequity.app.intake.reading import AuditOrder
from linkequity.app.verbs import audit
from linkequity.app.work.control import order_file, uploads
from linkequity.faces.web.access import Access
from linkequity.faces.web.pages import SCREENS

EVIL = "\"><img src=x onerror=alert(1)><script>alert(2)</script></script>'{{7*7}}"
NAME = quote("<svg onload=alert(3)>", safe="")
PAGES = [f"<b onclick=alert({n})>{EVIL}" for n in range(6)]
URL = f"https://hostile.example/{NAME}/"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("hostile")
    root = folder / "root"
    links = (
        f'<a href="/{NAME}/">{escaped(EVIL)}</a><a href="javascript:alert(4)">{escaped(EVIL)}</a>'
    )
    for n, title in enumerate(PAGES):
        place = root if n == 0 else root / "<svg onload=alert(3)>" if n == 1 else root / f"p{n}"
        place.mkdir(parents=True, exist_ok=True)
        words = " ".join(f"word{n}{k} {escaped(EVIL)}." for k in range(30))
        more = "".join(f'<a href="/p{k}/">{escaped(title)}</a>' for k in range(2, 6))
        (place / "index.html").write_text(
            f"<html><head><title>{escaped(title)}</title></head><body><main><h1>{escaped(title)}"
            f"</h1><p>{words}</p>{links}{more}<a href='/gone{n}'>x</a></main></body></html>"
        )
    (folder / "backlinks.csv").write_text(
        f"referring_page,target\nhttps://a.example/{NAME},{URL}\njavascript:alert(5),{URL}\n"
    )
    order = AuditOrder(
        str(root),
        "https://hostile.example/",
        workspace=folder / "shelf" / "hostile",
        backlinks=(folder / "backlinks.csv",),
    )
    audit(order)
    return inside(folder / "shelf")


def escaped(text: str) -> str:
    """Text as the attacker's own pages write it, so that a reader of HTML reads the attack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Seen(HTMLParser):
    """What a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: list[str] = []
        self.links: list[str] = []
        self._script = self._import_map = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._script = tag == "script"
        self._import_map = self._script and given.get("type") == "importmap"
        if tag in {"img", "iframe", "object", "embed", "base"}:
            self.alarms.append(tag)
        if tag == "script" and not (given.get("nonce") and (given.get("src") or self._import_map)):
            self.alarms.append("a script without a nonce or a file")
        self.alarms += [name for name in given if name.startswith(("on", "style"))]
        for name in ("href", "src", "action", "formaction", "hx-get", "hx-post", "xlink:href"):
            target = given.get(name)
            if target and urlsplit(target).scheme not in {"", "http", "https", "data"}:
                self.alarms.append(target)
            if target and urlsplit(target).scheme == "data" and tag != "link":
                self.alarms.append(target)
        if tag == "a" and (given.get("href") or "").startswith("/w/hostile/"):
            self.links.append(str(given["href"]))

    def handle_data(self, data: str) -> None:
        if self._import_map:
            names = json.loads(data)["imports"]
            self.alarms += [
                to for to in names.values() if not re.fullmatch(r"/static/[\w./?=]+", to)
            ]
        elif self._script and data.strip():
            self.alarms.append("words in a script")

    def handle_endtag(self, tag: str) -> None:
        self._script = self._import_map = False


def screens() -> Iterator[str]:
    for _, path in SCREENS:
        yield f"/w/hostile/{path}"
    yield "/w/hostile/map?as=table"
    yield "/w/hostile/findings"
    for url in (URL, "https://hostile.example/p2/", "javascript:alert(6)", EVIL):
        yield f"/w/hostile/page?url={quote(url, safe='')}"
    for path in ("pages", "links", "backlinks", "findings", "clusters", "links-to-add", "map"):
        yield f"/w/hostile/{path}?q={quote(EVIL, safe='')}&url={quote(EVIL, safe='')}"
    yield f"/w/hostile/what-if?add=add_link&from={quote(EVIL, safe='')}&to=/p2/&anchor_text=%3Cb%3E"


@pytest.mark.parametrize("path", list(screens()))
def test_nothing_that_was_crawled_acts(client: TestClient, path: str) -> None:
    """No tag, handler, style, script or scheme of theirs is in the page, nor 7×7 worked out."""
    answer = client.get(path)
    assert answer.status_code < 500
    seen = Seen()
    seen.feed(answer.text)
    assert seen.alarms == []
    assert not any(form in answer.text for form in ("'49", "&#39;49"))


def test_every_link_of_the_overview_leads_somewhere(client: TestClient) -> None:
    """URLs of theirs, put into URLs of ours, come out again as they were."""
    seen = Seen()
    seen.feed(client.get("/w/hostile/").text)
    assert seen.links
    for link in set(seen.links):
        assert client.get(link).status_code < 400, link


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "..\\evil.csv", "/etc/evil.csv", ".hidden", "a\x00b.csv", "..", ""]
)
def test_files_handed_in_stay_in_their_folder(
    client: TestClient, tmp_path: Path, name: str
) -> None:
    """Whatever a file calls itself, it is written below the workspace, or refused."""
    shelf = client.app.state.shelf.folder  # type: ignore[attr-defined]
    before = set(shelf.parent.rglob("*evil*"))
    place = tmp_path / "shelf" / "site"
    (place / "snapshots").mkdir(parents=True)
    answer = inside(tmp_path / "shelf").post(
        "/w/site/upload", files=[("files", (name, b"a,b\n1,2\n", "text/csv"))]
    )
    assert answer.status_code in {200, 400}
    assert set(shelf.parent.rglob("*evil*")) == before
    written = {p.parent for p in tmp_path.rglob("*evil*")} | {
        p.parent for p in tmp_path.rglob("*.csv")
    }
    assert written <= {uploads(place), place / "imports"}


def test_where_others_can_come_in_no_private_network_is_crawled(tmp_path: Path) -> None:
    """Work begun through an open address says so in its order."""
    access = Access(PORT, "app.example.com", "a long enough secret")
    client = ask(tmp_path, access)
    client.base_url = f"http://app.example.com:{PORT}"
    client.headers["Origin"] = f"http://app.example.com:{PORT}"
    client.post("/login", data={"password": "a long enough secret"})
    client.post("/", data={"url": "http://127.0.0.1:9/"})
    order = order_file(tmp_path / "127.0.0.1_9").read_text()
    assert '"public_only":true' in order
