"""The app, asked over ASGI: what tests of screens share."""

from pathlib import Path

from starlette.testclient import TestClient

from linkequity.faces.web.access import Access
from linkequity.faces.web.server import make_app

PORT = 8600
ORIGIN = f"http://127.0.0.1:{PORT}"


def ask(folder: Path, access: Access | None = None) -> TestClient:
    """Somebody at the app's door, without a cookie."""
    app = make_app(folder, access or Access(PORT))
    return TestClient(app, base_url=ORIGIN, follow_redirects=False)


def inside(folder: Path) -> TestClient:
    """Somebody who came in by the token; writes carry the origin, as a browser's do."""
    access = Access(PORT)
    client = ask(folder, access)
    client.get("/", params={"token": access.token})
    client.headers["Origin"] = ORIGIN
    client.follow_redirects = True
    return client
