"""Attacks with time and number: who does not ask, sends half, guesses at once or hands in twice."""

import asyncio
import time
from pathlib import Path

import pytest
import uvicorn
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send
from uvicorn.server import ServerState

from app_client import PORT, inside
from linkequity.app.work.control import uploads
from linkequity.faces.web.access import Access
from linkequity.faces.web.screens import login
from linkequity.faces.web.security import bodies, patience
from linkequity.faces.web.server import make_app


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that is never asked."""


def test_who_connects_and_does_not_ask_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a header holds a connection for a moment only."""
    monkeypatch.setattr(patience, "PATIENCE", 0.1)

    async def connect() -> bytes:
        config = uvicorn.Config(nothing, http=patience.Impatient, log_level="error")
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: patience.Impatient(config, state, {}), "127.0.0.1", 0
        )
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: ")
        said = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        server.close()
        return said

    assert asyncio.run(connect()) == b""


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first half is read, the second is never sent: 408, and no end of waiting after that."""
    monkeypatch.setattr(bodies, "PATIENCE", 0.05)
    sent: list[Message] = [{"type": "http.request", "body": b"a=", "more_body": True}]

    async def receive() -> Message:
        if sent:
            return sent.pop()
        await asyncio.sleep(60)
        raise AssertionError

    async def read_all(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["more_body"]:
            pass

    async def send(message: Message) -> None:
        raise AssertionError

    guarded = bodies.BodyLimit(read_all)
    with pytest.raises(HTTPException) as refused:
        asyncio.run(guarded({"type": "http", "path": "/login"}, receive, send))
    assert refused.value.status_code == 408


def test_many_guesses_at_once_are_no_quicker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right password behind four wrong ones from one address waits for each of them."""
    monkeypatch.setattr(login, "WRONG_COSTS", 0.05)
    app = make_app(tmp_path, Access(PORT, "app.example.com", "a long enough secret"))

    async def guess(password: str) -> tuple[int, float]:
        status = 0
        body = f"password={password.replace(' ', '+')}".encode()
        host = f"app.example.com:{PORT}".encode()
        headers = [
            (b"host", host),
            (b"origin", b"http://" + host),
            (b"content-type", b"application/x-www-form-urlencoded"),
        ]
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/login",
            "raw_path": b"/login",
            "query_string": b"",
            "headers": headers,
            "client": ("192.0.2.1", 5),
            "server": ("app.example.com", PORT),
            "scheme": "http",
            "root_path": "",
            "http_version": "1.1",
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)

        await app(scope, receive, send)
        return status, time.perf_counter()

    async def all_at_once() -> list[tuple[int, float]]:
        wrong = [guess(f"wrong {n}") for n in range(4)]
        return await asyncio.gather(*wrong, guess("a long enough secret"))

    began = time.perf_counter()
    *wrong, (status, at) = asyncio.run(all_at_once())
    assert {refused for refused, _ in wrong} == {401}
    assert status == 303
    assert at - began >= 4 * 0.05


@pytest.mark.parametrize("host", ["..", ".", "...", ".git"])
def test_a_host_that_is_a_folder_of_its_own_is_no_site(tmp_path: Path, host: str) -> None:
    """No workspace is made above the folder of workspaces, nor one that nobody sees."""
    before = sorted(tmp_path.parent.rglob("*"))
    answer = inside(tmp_path).post("/", data={"url": f"http://{host}/"})
    assert answer.status_code == 400
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_nothing_handed_in_is_lost_to_a_name_or_written_through_a_link(tmp_path: Path) -> None:
    """Two files of one name are refused; a link in a file's place is replaced, not followed."""
    place, victim = tmp_path / "shelf" / "site", tmp_path / "victim"
    (place / "snapshots").mkdir(parents=True)
    victim.write_text("untouched")
    client = inside(tmp_path / "shelf")
    twice = [("files", ("a.csv", b"1", "text/csv")), ("files", ("x/a.csv", b"2", "text/csv"))]
    assert client.post("/w/site/upload", files=twice).status_code == 400
    uploads(place).mkdir(parents=True, exist_ok=True)
    (uploads(place) / "b.csv").symlink_to(victim)
    client.post("/w/site/upload", files=[("files", ("b.csv", b"gone", "text/csv"))])
    assert victim.read_text() == "untouched"


@pytest.mark.parametrize("link", [".work", ".work/uploads"])
def test_a_folder_that_is_a_link_takes_nothing_elsewhere(tmp_path: Path, link: str) -> None:
    """A workspace that somebody sent may hold one: nothing is handed in or begun through it."""
    place, elsewhere = tmp_path / "shelf" / "site", tmp_path / "elsewhere"
    (place / "snapshots").mkdir(parents=True)
    elsewhere.mkdir()
    (place / link).parent.mkdir(exist_ok=True)
    (place / link).symlink_to(elsewhere)
    client = inside(tmp_path / "shelf")
    given = [("files", ("authorized_keys", b"theirs", "text/plain"))]
    assert client.post("/w/site/upload", files=given).status_code == 409
    assert list(elsewhere.iterdir()) == []
