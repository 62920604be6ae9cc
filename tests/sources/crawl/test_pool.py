"""Extraction processes that die, hang or fail over a page."""

import asyncio
import sqlite3
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from linkequity.base.errors import CrawlError
from linkequity.base.urls import UrlPolicy
from linkequity.snapshot.snapshot import scan_parts
from linkequity.snapshot.tables import PAGES
from linkequity.sources.crawl.messages import Extracted
from linkequity.sources.crawl.pool import Pool, PoolEvents
from linkequity.sources.extract.page import Answer, PageContext

# The real process, with a parser that some pages kill, stop or trip.
PROGRAM = """
import os, signal, time
from linkequity.sources.crawl import worker
real = worker.extract
def extract(answer, context):
    if b"KILL" in answer.body: os.kill(os.getpid(), signal.SIGSEGV)
    if b"HANG" in answer.body: time.sleep(60)
    if b"TRIP" in answer.body: raise RecursionError("too deep")
    return real(answer, context)
worker.extract = extract
worker.main()
"""
CONTEXT = PageContext("a.test", subdomains=False, policy=UrlPolicy())


@dataclass
class Heard:
    extracted: list[Extracted] = field(default_factory=list)
    durable: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def events(self) -> PoolEvents:
        return PoolEvents(
            self.extracted.append, self.durable.extend, self.lost.extend, lambda: None
        )


def answer(path: str, body: str) -> Answer:
    headers = (("content-type", "text/html"),)
    html = f'<a href="/next">next</a>{body}'.encode()
    url = f"https://a.test/{path}"
    return Answer(
        url, "answered", None, 200, headers, html, 5, 0, None, ("link",), datetime.now(UTC)
    )  # fmt: skip


async def work(folder: Path, bodies: dict[str, str], heard: Heard, program: str) -> None:
    command = (sys.executable, "-c", program)
    hangs = any(body == "HANG" for body in bodies.values())
    patience = 6.0 if hangs else 60.0
    pool = Pool(folder, CONTEXT, 0, heard.events(), command=command, hang_seconds=patience)

    async def look_after() -> None:
        while True:
            await asyncio.sleep(0.1)
            pool.look_after()

    carer = asyncio.create_task(look_after())
    try:
        for path, body in bodies.items():
            await pool.submit(answer(path, body))
        await pool.flush()
        await pool.flush()
        pool.raise_failure()
    finally:
        carer.cancel()
        await pool.close()


def run(folder: Path, bodies: dict[str, str], program: str = PROGRAM) -> Heard:
    heard = Heard()
    asyncio.run(asyncio.wait_for(work(folder, bodies, heard, program), 60))
    return heard


@pytest.mark.parametrize(("body", "reason"), [("KILL", "signal 11"), ("HANG", "signal 9")])
def test_a_page_that_kills_or_stops_the_parser_is_recorded_and_the_others_are_asked_again(
    tmp_path: Path, body: str, reason: str
) -> None:
    heard = run(tmp_path, {"before": "", "bad": body, "after": ""})
    pages = scan_parts(tmp_path, PAGES).collect()
    bad = pages.filter(url="https://a.test/bad").row(0, named=True)
    assert (bad["outcome"], reason in bad["error"]) == ("crashed", True)
    kept = set(heard.durable) | set(heard.lost)
    assert kept == {f"https://a.test/{path}" for path in ("before", "bad", "after")}
    assert not set(heard.durable) & set(heard.lost)
    assert sorted(pages["url"]) == sorted(heard.durable)


def test_a_page_that_the_code_trips_over_costs_itself_only(tmp_path: Path) -> None:
    heard = run(tmp_path, {"before": "", "bad": "TRIP", "after": ""})
    outcomes = scan_parts(tmp_path, PAGES).select("url", pl.col("outcome").cast(pl.String))
    assert dict(outcomes.collect().rows()) == {
        "https://a.test/before": "answered",
        "https://a.test/bad": "crashed",
        "https://a.test/after": "answered",
    }
    assert heard.lost == []


def test_what_a_page_leads_to_is_reported_once_a_process(tmp_path: Path) -> None:
    heard = run(tmp_path, {"one": "", "two": ""})
    assert [page.found for page in heard.extracted] == [[("https://a.test/next", "link")], []]


def test_processes_that_do_not_start_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match="keep ending"):
        run(tmp_path, {"one": "", "two": ""}, program="raise SystemExit(7)")


def test_a_part_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "pages-00000.parquet").mkdir()
    with pytest.raises(CrawlError, match="cannot be written"):
        run(tmp_path, {"one": ""})


def test_a_death_that_cannot_be_noted_ends_the_crawl_and_leaves_nobody_waiting(
    tmp_path: Path,
) -> None:
    """On a full disk a parser dies, and the frontier cannot take its pages back."""

    class Full(Heard):
        def events(self) -> PoolEvents:
            return PoolEvents(self.extracted.append, self.durable.extend, self.refuse, lambda: None)

        def refuse(self, urls: list[str]) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(sqlite3.OperationalError):
        asyncio.run(asyncio.wait_for(work(tmp_path, {"bad": "KILL"}, Full(), PROGRAM), 30))
