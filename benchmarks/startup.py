"""Group app: how long it takes until the command line answers, and until the app does."""

import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from benchmarks.figure import Figure
from benchmarks.process import run

ROUNDS = 7
STARTS = 3
LINKEQUITY = Path(sys.executable).parent / "linkequity"


def figures() -> Iterator[Figure]:
    """Wall time of `linkequity --help`; of `linkequity serve` to its open port, and first page."""
    command = [str(LINKEQUITY), "--help"]
    with tempfile.TemporaryDirectory() as folder:
        seconds = statistics.median(run(command, Path(folder)).wall for _ in range(ROUNDS))
    yield Figure("start-up", seconds, "s", 0.3)
    served = [_serve() for _ in range(STARTS)]
    ready, answered = (statistics.median(times) for times in zip(*served, strict=True))
    yield Figure("serve-port-open", ready, "s", 0.5)
    yield Figure("serve-first-page", answered, "s")


def _serve() -> tuple[float, float]:
    """Seconds until a browser is sent to the app, and until it has the first page."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(LINKEQUITY), "serve", "--no-open", "--port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        app = subprocess.Popen(
            [*command, "--workspace", folder], stderr=subprocess.PIPE, text=True, cwd=folder
        )
        try:
            assert app.stderr
            address = app.stderr.readline().strip()
            ready = time.perf_counter() - began
            build_opener(ProxyHandler({}), HTTPCookieProcessor()).open(address).read()
            return ready, time.perf_counter() - began
        finally:
            app.terminate()
            app.wait()
