"""A crawl from order to snapshot."""

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import polars as pl

from linkequity.base.errors import CrawlError, UsageError
from linkequity.base.settings import CrawlSettings
from linkequity.base.urls import origin_of, parse, resolve, split_login
from linkequity.snapshot.snapshot import Snapshot
from linkequity.sources.crawl.arrival import Arrival, arrive
from linkequity.sources.crawl.crawler import Crawler, Tools
from linkequity.sources.crawl.external import MOST, ask_external, external_targets
from linkequity.sources.crawl.fetch import Fetcher
from linkequity.sources.crawl.finish import Ending, finish
from linkequity.sources.crawl.pace import Paces
from linkequity.sources.crawl.probe import PROBED, ask_for_nothing
from linkequity.sources.crawl.progress import Progress, Watcher
from linkequity.sources.crawl.reply import Transport
from linkequity.sources.crawl.robots import Robots
from linkequity.sources.crawl.sitemap import Sitemaps, read_sitemaps
from linkequity.sources.crawl.unfinished import Unfinished, fingerprint, open_unfinished

_GO_ON = "Is the disk full? Nothing is lost: run the same command again to go on."


@dataclass(frozen=True)
class CrawlOrder:
    """A crawl to be made.

    `seeds` are URLs or paths known from elsewhere, each with the sources that name it (`backlinks`,
    `search`). They are requested where they are in scope; being known makes no inlink.
    `public_only`: no private address is asked, not even that of the start URL.
    """

    start_url: str
    settings: CrawlSettings = field(default_factory=CrawlSettings)
    seeds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    public_only: bool = False


def crawl(order: CrawlOrder, workspace: Path, progress: Watcher) -> Snapshot:
    """Crawl a site into `workspace/snapshots/<time>`.

    Stopped at any moment, even by a kill, the same order goes on where it was. Raises a CrawlError
    where the site cannot be crawled. Call it from a thread without a running event loop.
    """
    return asyncio.run(_crawl(order, workspace, progress))


async def _crawl(order: CrawlOrder, workspace: Path, progress: Watcher) -> Snapshot:
    # aiohttp takes a tenth of a second, which the app has no use for until somebody crawls.
    from linkequity.sources.crawl.transport import HttpTransport  # noqa: PLC0415

    order = _with_login(order)
    async with HttpTransport(
        order.start_url, order.settings, public_only=order.public_only
    ) as transport:
        fetcher = Fetcher(transport, Paces(order.settings), order.settings.tries)
        tools = Tools(order.settings, fetcher, Robots(fetcher), progress)
        return await run(order, workspace, tools, transport, source="crawl")


def _with_login(order: CrawlOrder) -> CrawlOrder:
    """A login typed inside the URL is a setting, and must not end up in tables and reports."""
    url, login = split_login(typed_url(order.start_url))
    settings = msgspec.structs.replace(order.settings, auth=order.settings.auth or login)
    return replace(order, start_url=url, settings=settings)


def typed_url(text: str) -> str:
    """The URL that a person typed; UsageError where it is none."""
    url = parse(text)
    if url is None:
        raise UsageError(
            f"not an http or https URL: {text[:200]!r}", hint="Write it as https://example.com/."
        )
    return url


async def run(
    order: CrawlOrder,
    workspace: Path,
    tools: Tools,
    transport: Transport,
    *,
    source: str,
    detail: str = "",
) -> Snapshot:
    """The same crawl for every transport. `source` and `detail` go to the manifest."""
    _tell(tools, "start")
    typed = typed_url(order.start_url)
    arrival = await arrive(typed, tools.fetcher, tools.robots, tools.page_rule)
    sitemaps = await _sitemaps(arrival, tools, transport)
    probe = await ask_for_nothing(arrival, tools.fetcher, tools.page_rule)
    mark = fingerprint(arrival.start_url, order.settings, source + detail)
    with _able_to_write(workspace):
        unfinished = open_unfinished(workspace, mark)
        with closing(unfinished.frontier):
            crawler = Crawler(tools, arrival, unfinished)
            if probe and probe.is_page:
                crawler.seed([probe.url], PROBED)
            await _ask(crawler, order, sitemaps, transport)
            external = await _external(tools, unfinished, sitemaps)
            _tell(tools, "freeze")
            robots = tools.robots.read_so_far()
            detail = detail or typed
            settings = order.settings
            ending = Ending(arrival, settings, sitemaps, source, detail, robots, external, probe)
            return finish(unfinished, ending)


@contextmanager
def _able_to_write(workspace: Path) -> Iterator[None]:
    """CrawlError where the crawl's own notes cannot be kept, as on a full disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise CrawlError(f"cannot write: {error}", where=str(workspace), hint=_GO_ON) from None


async def _sitemaps(arrival: Arrival, tools: Tools, transport: Transport) -> Sitemaps:
    _tell(tools, "sitemaps")
    origin = origin_of(arrival.start_url)
    named = [url for text in arrival.rules.sitemaps if (url := resolve(origin + "/", text))]
    guessed = [origin + "/sitemap.xml", *transport.sitemaps()]
    return await read_sitemaps(named, guessed, tools.fetcher)


async def _ask(
    crawler: Crawler, order: CrawlOrder, sitemaps: Sitemaps, transport: Transport
) -> None:
    """Ask for all that is known and what it leads to, then for what only the transport knows."""
    async with crawler:
        crawler.start()
        foreign = crawler.seed(sitemaps.urls, "sitemap")
        if foreign:
            sitemaps.warnings.append(
                f"{foreign:,} of {len(sitemaps.urls):,} URLs in the sitemaps are of another site."
            )
        for url, sources in order.seeds.items():
            for source in sources:
                crawler.seed([url], source)
        await crawler.run()
        unlisted = [urls for urls in transport.unlisted() if urls]
        # Texts come first: their links tell by which URL the site itself names its indexes.
        for indexes in (False, True):
            some = [urls for urls in unlisted if urls[0].endswith("/") is indexes]
            crawler.seed_unknown(some, "folder")
            await crawler.run()


async def _external(
    tools: Tools, unfinished: Unfinished, sitemaps: Sitemaps
) -> pl.DataFrame | None:
    """What other sites' pages answer that the site links to, where the settings ask for it."""
    if not tools.settings.check_external:
        return None
    _tell(tools, "external")
    targets = external_targets(unfinished.folder)
    if len(targets) > MOST:
        sitemaps.warnings.append(
            f"Of {len(targets):,} URLs of other sites that are linked, {MOST:,} were asked."
        )
    return await ask_external(targets[:MOST], tools.fetcher, tools.robots)


def _tell(tools: Tools, phase: str) -> None:
    tools.watcher(Progress(0, 0, 0, 0.0, None, phase))
