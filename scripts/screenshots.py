"""Takes the pictures in docs/images: the demo's report and every screen of the app, in Chromium.

Needs chromium on the PATH; ends with 3 and says so where there is none.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright

from linkequity.faces.web.access import Access
from linkequity.faces.web.pages import place
from linkequity.faces.web.server import make_app

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
]
NAME = "harbourline"
WIDTH = 1280
PATIENCE = 120_000  # milliseconds for answers that come after their page
# The screens by the picture's name: path in the workspace, height.
SCREENS = {
    "overview": ("", 1120),
    "map": ("map", 800),
    "links-to-add": ("links-to-add", 800),
    "plan": ("plan", 900),
    "what-if": (
        "what-if?add=add_link&from=/services/tax-advisory/"
        "&to=/blog/trust-distributions-before-30-june/",
        900,
    ),
    "page": ("page?url=/blog/payday-super/", 1100),
    "clusters": ("clusters", 800),
    "audits": ("audits", 800),
    "pages": ("pages", 800),
}


def main() -> None:
    """Run the demo aside, serve its workspace, and take the pictures."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("no Chromium found; on Debian: apt-get install chromium", file=sys.stderr)
        sys.exit(3)
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        workspace = Path(folder) / NAME
        linkequity("demo", "--no-open", "--quiet", "--workspace", workspace)
        linkequity("plan", "--target", "/services/tax-advisory/", "--workspace", workspace)
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        take_report(browser, workspace / "results" / "report.html")
        take_screens(browser, Path(folder))
        browser.close()


def linkequity(*arguments: object) -> None:
    """A command of this very checkout."""
    program = Path(sys.executable).parent / "linkequity"
    subprocess.run([program, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def take_report(browser: Browser, file: Path) -> None:
    """The top of the report."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 1400})
    page.goto(file.as_uri())
    page.screenshot(path=IMAGES / "report.png")
    print(IMAGES / "report.png")


def take_screens(browser: Browser, shelf: Path) -> None:
    """Every screen of the app, light."""
    listener = socket.create_server(("127.0.0.1", 0))
    access = Access(listener.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(make_app(shelf, access), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    page = browser.new_page(viewport={"width": WIDTH, "height": 800}, reduced_motion="reduce")
    page.goto(access.address)
    for picture, (path, height) in SCREENS.items():
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.goto(f"http://127.0.0.1:{access.port}{place(NAME, path)}")
        page.wait_for_load_state("networkidle")
        expect(page.locator("main .waiting:visible")).to_have_count(0, timeout=PATIENCE)
        page.screenshot(path=IMAGES / f"{picture}.png")
        print(IMAGES / f"{picture}.png")
    server.should_exit = True
    thread.join(10)


if __name__ == "__main__":
    main()
