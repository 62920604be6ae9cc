"""Attacks on the app's door: each is refused, and what is meant to work works."""

import hashlib
import socket
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from app_client import ORIGIN, PORT, ask, inside
from linkequity.base.errors import UsageError, WorkspaceUnclear
from linkequity.faces.web.access import Access
from linkequity.faces.web.security import bodies
from linkequity.faces.web.serving import serve

PASSWORD = "a long enough secret"


def test_the_printed_address_opens_the_app_and_its_token_leaves_the_url(tmp_path: Path) -> None:
    """The token is exchanged for a cookie that no script and no other site can use."""
    access = Access(PORT)
    client = ask(tmp_path, access)
    first = client.get(access.address + "&tab=a")
    cookie = first.headers["set-cookie"]
    assert first.status_code == 303
    assert first.headers["location"] == "/?tab=a"
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert access.token not in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/?token=guess", "/w/site/", "/w/site/page?token="])
def test_without_token_or_cookie_nothing_is_shown(tmp_path: Path, path: str) -> None:
    """Not even whether a workspace is there."""
    answer = ask(tmp_path).get(path)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_a_cookie_of_another_run_is_worth_nothing(tmp_path: Path) -> None:
    """Secrets are made anew at each start."""
    client = ask(tmp_path)
    client.cookies.set(Access(PORT).cookie, Access(PORT).session)
    assert client.get("/").status_code == 401


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost",
        "",
        f"127.0.0.1.:{PORT}",
        f"LOCALHOST:{PORT}",
        f"127.1:{PORT}",
        f"2130706433:{PORT}",
        f"[::ffff:127.0.0.1]:{PORT}",
        f"0.0.0.0:{PORT}",
        f"127.0.0.1:0{PORT}",
        f"127.0.0.1:{PORT}@evil.example",
        f"127.0.0.1:{PORT},evil.example",
        f"127.0.0.1:{PORT}/",
        f"127.0.0.1.evil.example:{PORT}",
    ],
)
def test_a_foreign_name_that_leads_here_is_refused(tmp_path: Path, host: str) -> None:
    """DNS rebinding ends at the Host header, cookie or not."""
    assert inside(tmp_path).get("/", headers={"Host": host}).status_code == 421


def test_two_host_headers_are_refused(tmp_path: Path) -> None:
    """A proxy and we must not read two different names from one request."""
    twice = [("Host", f"127.0.0.1:{PORT}"), ("Host", "evil.example")]
    assert inside(tmp_path).get("/", headers=twice).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
        {"Origin": ""},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_writes_from_elsewhere_are_refused(
    tmp_path: Path, method: str, headers: dict[str, str]
) -> None:
    """Even with the cookie; a sender that names no origin is not our page either."""
    client = inside(tmp_path)
    del client.headers["Origin"]
    assert client.request(method, "/", headers=headers).status_code == 403


def test_every_answer_carries_the_policy_with_a_nonce_of_its_own(tmp_path: Path) -> None:
    """No inline script can run, and no script is allowed by its place."""
    client = inside(tmp_path)
    policies = [client.get("/").headers["content-security-policy"] for _ in range(2)]
    assert policies[0] != policies[1]
    for policy in policies:
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
    refused = ask(tmp_path).get("/")
    assert "content-security-policy" in refused.headers
    assert refused.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/..%2fserver.py",
        "/static/%2e%2e/server.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/vendor/..%2f..%2faccess.py",
        "/static/",
        "/static/no.css%00",
        "/w/..%2f..%2f/",
        "/w/%2e%2e/",
        "/w/.lock/",
    ],
)
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    """Names are looked up in lists; none is ever joined to a folder."""
    (tmp_path / "linkequity.toml").parent.joinpath("secret").mkdir()
    assert inside(tmp_path).get(path).status_code == 404


def test_a_link_to_a_folder_elsewhere_is_no_workspace(tmp_path: Path) -> None:
    """Symbolic links in the folder are not followed."""
    elsewhere, shelf = tmp_path / "elsewhere", tmp_path / "shelf"
    (elsewhere / "snapshots").mkdir(parents=True)
    shelf.mkdir()
    (shelf / "site").symlink_to(elsewhere)
    assert inside(shelf).get("/w/site/").status_code == 404


def test_too_much_at_once_is_refused(tmp_path: Path) -> None:
    """What comes in is counted, whatever its headers say."""
    access = Access(PORT, "app.example.com", PASSWORD)
    client = ask(tmp_path, access)
    client.base_url = f"http://app.example.com:{PORT}"
    client.headers["Origin"] = f"http://app.example.com:{PORT}"
    much = iter([b"password=" + b"a" * bodies.FORM_BYTES, b"b" * 10])
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=much, headers=kind).status_code == 413


def test_others_come_in_by_the_password_only(tmp_path: Path) -> None:
    """Where the address is open to others, no token is printed and none is taken."""
    access = Access(PORT, "app.example.com", PASSWORD)
    assert access.token not in access.address
    client = ask(tmp_path, access)
    client.base_url = f"http://app.example.com:{PORT}"
    client.headers["Origin"] = f"http://app.example.com:{PORT}"
    assert client.get("/", params={"token": access.token}).headers["location"] == "/login"
    assert client.post("/login", data={"password": "a guess"}).status_code == 401
    assert client.get("/").status_code == 303
    assert client.post("/login", data={"password": PASSWORD}).status_code == 303
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "app.example.com", ""])
@pytest.mark.parametrize("password", [None, "", "short"])
def test_other_addresses_need_a_password(host: str, password: str | None) -> None:
    """Nothing listens for others by accident."""
    with pytest.raises(UsageError):
        Access(PORT, host, password)


def test_secrets_are_not_in_what_is_printed_of_access() -> None:
    """A log or a traceback that shows the object shows no secret."""
    access = Access(PORT, "app.example.com", PASSWORD)
    assert not any(s in repr(access) for s in (PASSWORD, access.token, access.session))


def test_vendored_files_are_what_they_were() -> None:
    """To the byte, as their licence and source are named beside them."""
    folder = Path(str(files("linkequity.faces.web"))) / "static" / "vendor"
    listed = tomllib.loads((folder / "checksums.toml").read_text())
    for entry in listed.values():
        assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert {f.name for f in folder.glob("*.js")} == {entry["file"] for entry in listed.values()}


def test_a_folder_or_address_that_is_not_there_is_said_before_anything_is_served(
    tmp_path: Path,
) -> None:
    """Which folder; whether the port is taken, or the address is no one's here."""
    with pytest.raises(WorkspaceUnclear, match="is no folder"):
        serve(tmp_path / "nowhere", Access(PORT), lambda: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match="choose one with --port"):
            serve(tmp_path, Access(port), lambda: None)
    with pytest.raises(UsageError, match="address of this very machine"):
        serve(tmp_path, Access(PORT, "192.0.2.7", PASSWORD), lambda: None)
