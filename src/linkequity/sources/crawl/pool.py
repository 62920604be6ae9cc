"""The extraction processes of a crawl: how many, who is busy, who died and over which page.

Each answers its messages in order. So when one dies, the first message without an answer is what
killed it: that page is recorded as crashed, and whatever else it held is fetched again.
"""

import asyncio
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from linkequity.base.errors import CrawlError
from linkequity.sources.crawl import messages
from linkequity.sources.extract.page import Answer, PageContext

COMMAND = (sys.executable, "-P", "-m", "linkequity.sources.crawl.worker")
HANG_SECONDS = 60.0  # 10 MB of hostile HTML takes about 3 s to parse
_WAITING = 24  # answers that may wait for one process
_WAITING_BYTES = 24_000_000
_MOST = 3  # each holds about 130 MB, and three read faster than one process can fetch
_SPAWN_AT = 12  # answers that wait before another process is worth its start
FLUSH_PAGES = 1500
FLUSH_LINKS = 30_000
FLUSH_BYTES = 48_000_000
FLUSH_SECONDS = 10.0
# In a row without a page done, or over writing without a part done: then it is not the pages.
_DEATHS = 3


@dataclass(frozen=True)
class PoolEvents:
    """What the crawl wants to hear: pages taken apart, rows durable, fetches to be repeated, and,
    after each of these, that something changed.
    """

    extracted: Callable[[messages.Extracted], None]
    durable: Callable[[list[str]], None]
    lost: Callable[[list[str]], None]
    changed: Callable[[], None]


@dataclass(eq=False)
class _Process:
    process: asyncio.subprocess.Process
    waiting: deque[Answer | messages.Flush] = field(default_factory=deque)
    waiting_bytes: int = 0
    held: list[str] = field(default_factory=list)
    links: int = 0
    size: int = 0
    held_since: float = 0.0
    busy_since: float = 0.0
    reader: asyncio.Task[None] | None = None

    @property
    def is_full(self) -> bool:
        return len(self.waiting) >= _WAITING or self.waiting_bytes >= _WAITING_BYTES

    @property
    def is_due(self) -> bool:
        """Whether what it holds should be made durable now."""
        enough = len(self.held) >= FLUSH_PAGES or self.links >= FLUSH_LINKS
        late = bool(self.held) and time.monotonic() - self.held_since > FLUSH_SECONDS
        return enough or late or self.size >= FLUSH_BYTES


class Pool:
    """Extraction processes, started as they are needed, at most one a core and `_MOST` in all."""

    def __init__(
        self,
        folder: Path,
        context: PageContext,
        first_part: int,
        events: PoolEvents,
        *,
        command: Sequence[str] = COMMAND,
        hang_seconds: float = HANG_SECONDS,
    ) -> None:
        self._begin = messages.packed(messages.Begin(str(folder), context))
        self._numbers = count(first_part)
        self._events = events
        self._command = command
        self._hang_seconds = hang_seconds
        self._processes: list[_Process] = []
        self._most = min(os.cpu_count() or 1, _MOST)
        self._changed = asyncio.Event()
        self._starting = asyncio.Lock()
        self._deaths = self._torn = 0
        self._burials = 0
        self._closing = False
        self._failure: Exception | None = None

    @property
    def idle(self) -> bool:
        """Whether no answer is waiting to be taken apart."""
        return not self._burials and not any(process.waiting for process in self._processes)

    async def submit(self, answer: Answer) -> None:
        """Hand an answer over, as soon as there is room for it."""
        process = await self._room()
        self._send(process, answer)

    async def flush(self) -> None:
        """Make everything durable, and return when it is (or its holder died)."""
        for process in self._processes:
            self._flush(process)
        while not self.idle:
            await self._next_change()

    def look_after(self) -> None:
        """Called now and then: flush what waited long enough, end what hangs."""
        now = time.monotonic()
        for process in self._processes:
            if process.waiting and now - process.busy_since > self._hang_seconds:
                process.process.kill()
            elif process.is_due:
                self._flush(process)

    async def close(self) -> None:
        """End all processes; what they hold that is not durable is gone."""
        self._closing = True
        readers = [process.reader for process in self._processes if process.reader]
        for process in self._processes:
            _end(process.process)
        await asyncio.gather(*readers, return_exceptions=True)

    async def _room(self) -> _Process:
        while True:
            self.raise_failure()
            least = min(self._processes, key=lambda p: len(p.waiting), default=None)
            if least is None or (len(least.waiting) >= _SPAWN_AT and self._may_grow()):
                await self._start_one()
            elif least.is_full:
                await self._next_change()
            else:
                return least

    def _may_grow(self) -> bool:
        return len(self._processes) < self._most and not self._starting.locked()

    async def _start_one(self) -> None:
        before = len(self._processes)
        async with self._starting:
            if len(self._processes) > before:
                return
            pipe = asyncio.subprocess.PIPE
            child = await asyncio.create_subprocess_exec(
                *self._command, stdin=pipe, stdout=pipe, start_new_session=True
            )
            process = _Process(child)
            _write(process, self._begin)
            process.reader = asyncio.create_task(self._read(process))
            self._processes.append(process)

    def _send(self, process: _Process, item: Answer | messages.Flush) -> None:
        if not process.waiting:
            process.busy_since = time.monotonic()
        if isinstance(item, Answer):
            process.waiting_bytes += len(item.body)
            _write(process, messages.packed(messages.Extract(item)))
            item = replace(item, body=b"")
        else:
            _write(process, messages.packed(item))
        process.waiting.append(item)

    def _flush(self, process: _Process) -> None:
        flushing = any(isinstance(item, messages.Flush) for item in process.waiting)
        if not flushing and (process.held or process.waiting):
            self._send(process, messages.Flush(next(self._numbers)))

    async def _read(self, process: _Process) -> None:
        try:
            await self._hear_out(process)
        except Exception as error:  # whatever fails here must stop the crawl, not this task alone
            self.fail(error)
        self._notify()

    async def _hear_out(self, process: _Process) -> None:
        """Take what a process says until it ends, and its death as it is."""
        stdout = process.process.stdout
        assert stdout is not None
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                (length,) = messages.LENGTH.unpack(await stdout.readexactly(messages.LENGTH.size))
                self._receive(process, messages.from_worker(await stdout.readexactly(length)))
        self._burials += 1
        try:
            await self._bury(process)
        finally:
            self._burials -= 1

    def _receive(self, process: _Process, message: messages.FromWorker) -> None:
        process.waiting.popleft()
        process.busy_since = time.monotonic()
        self._deaths = 0
        match message:
            case messages.Extracted():
                self._hold(process, message)
                self._events.extracted(message)
            case messages.Durable(urls):
                held = process.held[len(urls) :]
                process.held, process.links, process.size = held, 0, 0
                self._torn = 0
                self._events.durable(urls)
            case messages.Unwritten(reason):
                self.fail(_cannot_write(reason))
        if process.is_due:
            self._flush(process)
        self._notify()

    def _hold(self, process: _Process, message: messages.Extracted) -> None:
        if not process.held:
            process.held_since = time.monotonic()
        process.held.append(message.url)
        process.waiting_bytes -= message.size
        process.links += message.links
        process.size += message.size

    async def _bury(self, process: _Process) -> None:
        code = await process.process.wait()
        self._processes.remove(process)
        culprit, *others = process.waiting or (None,)
        lost = [item.url for item in others if isinstance(item, Answer)]
        self._events.lost([*process.held, *lost])
        self._deaths += 1
        self._torn += isinstance(culprit, messages.Flush)
        if max(self._deaths, self._torn) >= _DEATHS:
            self._failure = _cannot_extract(code)
        elif isinstance(culprit, Answer) and not self._closing:
            await self.submit(replace(culprit, outcome="crashed", error=_cause(code)))

    def fail(self, error: Exception) -> None:
        """Note why no more can be done, and wake whoever waits."""
        self._failure = error
        self._notify()

    def raise_failure(self) -> None:
        """The reason why no more can be done, if there is one."""
        if self._failure is not None:
            raise self._failure

    def _notify(self) -> None:
        self._changed.set()
        self._events.changed()

    async def _next_change(self) -> None:
        self.raise_failure()
        self._changed.clear()
        await self._changed.wait()
        self.raise_failure()


def _write(process: _Process, data: bytes) -> None:
    stdin = process.process.stdin
    assert stdin is not None
    if not stdin.is_closing():
        stdin.write(data)


def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()


def _cause(code: int) -> str:
    return f"the parser was ended by signal {-code}" if code < 0 else f"the parser ended ({code})"


def _cannot_extract(code: int) -> CrawlError:
    return CrawlError(
        f"the processes that read pages keep ending: {_cause(code)}",
        hint="Is there memory left? Nothing is lost: run the same command again to go on.",
    )


def _cannot_write(reason: str) -> CrawlError:
    return CrawlError(
        f"what was read cannot be written: {reason}",
        hint="Is the disk full? Nothing is lost: run the same command again to go on.",
    )
