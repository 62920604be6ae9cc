"""An extraction process: takes answers apart and writes their rows, until its crawl is gone.

Run as `python -m linkequity.sources.crawl.worker`. Hostile HTML is parsed here and nowhere else,
so that whatever it does to the parser costs this process and one page.
"""

import ctypes
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from linkequity.sources.crawl import messages
from linkequity.sources.extract.page import Answer, PageContext, extract
from linkequity.sources.extract.page import Extract as PageExtract
from linkequity.sources.extract.parts import PartWriter

_PR_SET_PDEATHSIG = 1
_REMEMBERED = 200_000  # found URLs remembered, so that a menu is reported once, not once a page


def main() -> None:
    """Serve one crawl over stdin and stdout."""
    die_with_parent()
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the messages
    try:
        Worker(sys.stdin.buffer, outbox).run()
    except BrokenPipeError:
        os._exit(1)  # the crawl is gone: there is nobody left to tell, not even at exit


def die_with_parent() -> None:
    """Ask Linux to end this process with the one that started it, even while it is parsing.

    Elsewhere the end of stdin does it, once the page at hand is done.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Worker:
    """The state of one extraction process."""

    def __init__(self, inbox: BinaryIO, outbox: BinaryIO) -> None:
        self._inbox, self._outbox = inbox, outbox
        self._number = 0
        self._reported: set[tuple[str, str]] = set()
        self._context: PageContext
        self._writer: PartWriter

    def run(self) -> None:
        """Answer every message in order until there are no more."""
        while (message := messages.read_order(self._inbox)) is not None:
            match message:
                case messages.Begin(folder, context):
                    self._context = context
                    self._writer = PartWriter(Path(folder), lambda: self._number)
                case messages.Extract(answer):
                    self._send(self._extract(answer))
                case messages.Flush(number):
                    self._number = number
                    self._send(self._flush())

    def _flush(self) -> messages.FromWorker:
        try:
            return messages.Durable(self._writer.flush())
        except OSError as error:
            return messages.Unwritten(str(error))

    def _send(self, message: messages.FromWorker) -> None:
        self._outbox.write(messages.packed(message))
        self._outbox.flush()

    def _extract(self, answer: Answer) -> messages.Extracted:
        page = self._attempt(answer)
        self._writer.add(page)
        pairs = {(found.url, found.source) for found in page.found} - self._reported
        if len(self._reported) > _REMEMBERED:
            self._reported.clear()
        self._reported |= pairs
        links = len(page.links["source"])
        return messages.Extracted(answer.url, sorted(pairs), links, len(answer.body))

    def _attempt(self, answer: Answer) -> PageExtract:
        """What a page holds; a page that the code fails on is recorded as crashed."""
        try:
            return extract(answer, self._context)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"[:200]
            crashed = replace(answer, outcome="crashed", error=reason, body=b"")
            return extract(crashed, self._context)


if __name__ == "__main__":
    main()
