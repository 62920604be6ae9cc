"""Takes the pictures in docs/images: the demo's report, in a headless Chromium.

Needs chromium on the PATH; ends with 3 and says so where there is none.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = "1280,1400"


def browser() -> str:
    """The Chromium there is."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("no Chromium found; on Debian: apt-get install chromium", file=sys.stderr)
        sys.exit(3)
    return found


def take(page: Path, picture: Path, folder: Path) -> None:
    """A picture of the top of a page."""
    command = [browser(), "--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--window-size={SIZE}"]
    command += [f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def main() -> None:
    """Run the demo aside and take its pictures."""
    linkequity = Path(sys.executable).parent / "linkequity"
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [linkequity, "demo", "--no-open", "--quiet", "--workspace", folder / "demo"]
        subprocess.run(command, check=True)
        take(folder / "demo" / "results" / "report.html", IMAGES / "report.png", folder)
    print(IMAGES / "report.png")


if __name__ == "__main__":
    main()
