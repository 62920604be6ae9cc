"""The app served on loopback, and a real Chromium that looks at it and complains."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browsing import CHROMIUM, FLAGS, Eyes, Site

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here need a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))


@pytest.fixture(scope="session")
def shelf(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one workspace, `demo`, for this process to write in."""
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copytree(demo_workspace, folder / "demo")
    return folder


@pytest.fixture(scope="session")
def site(shelf: Path) -> Iterator[Site]:
    """The app over the demo's workspace."""
    with Site(shelf) as site:
        yield site


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for a file's tests.

    Not for longer: while Playwright is at work its event loop counts as running in this thread,
    and nothing else could run one, as crawls do.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Eyes]:
    """A window of a person who came in; the test fails if the browser complained.

    Parametrize it indirectly with `{"width": 390}`, `{"dark": True}` or both.
    """
    asked: dict[str, int] = getattr(request, "param", {})
    context = chromium.new_context(
        viewport={"width": asked.get("width", 1280), "height": asked.get("height", 860)},
        color_scheme="dark" if asked.get("dark") else "light",
        reduced_motion="reduce",
    )
    access = site.access
    context.add_cookies([{"name": access.cookie, "value": access.session, "url": site.origin}])
    eyes = Eyes(context, site)
    yield eyes
    context.close()
    assert eyes.complaints == []
