"""What an export tells of each URL, as rows of PAGES.

A page's own rows count before what links say of it. What the export leaves open stays open: a
target of unknown kind is `not_crawled` with the reason, and so is a redirect whose target is not
told, as neither can be called a page or a broken link.
"""

from collections.abc import Callable
from typing import Final

import polars as pl

from linkequity.base.urls import resolve
from linkequity.snapshot.tables import PAGES
from linkequity.sources.crawl.reply import HTML_TYPES
from linkequity.sources.crawls.told import TOLD_PAGES
from linkequity.sources.crawls.words import BLOCKED, BY_SCRIPT, NOINDEX, TIMED_OUT
from linkequity.sources.extract.facts import instant_refresh, primary_language, read_robots
from linkequity.sources.extract.media import media_type

ROBOTS_NAME: Final = "linkequity"
REDIRECTS: Final = (300, 399)
# What is told of a target with such a name is that it is no page.
FILES: Final = (
    r"(?i)\.(?:pdf|jpe?g|png|gif|webp|avif|svg|ico|css|js|mjs|json|xml|txt|csv|zip|gz|rar|7z|tar"
    r"|docx?|xlsx?|pptx?|odt|ods|mp[34]|m4[av]|webm|mov|avi|wav|ogg|woff2?|ttf|eot|exe|dmg|apk)$"
)
UNSURE: Final = "only links to it are in the export"
REDIRECTS_SOMEWHERE: Final = "redirects, and the export does not say where"
NO_ANSWER: Final = "no answer"


def merged(own: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """One row a URL, in the order in which they were told: the first that tells a column counts.

    `own`: rows of their own; `named`: told by links. A column more, `own`: it has a row of its own.
    """
    both = pl.concat([own.with_columns(own=True), named.with_columns(own=False)])
    first = [
        pl.col(name).drop_nulls().first() for name in TOLD_PAGES.schema.names() if name != "url"
    ]
    return both.group_by("url", maintain_order=True).agg(*first, pl.col("own").any())


def settled(told: pl.DataFrame) -> pl.DataFrame:
    """Merged rows with one redirect at most: of the server, or an instant one of the page.

    What a script redirects is left out, as nobody can say when it does.
    """
    by_script = _says("redirect_kind", BY_SCRIPT)
    instant = _each(told["meta_refresh"], lambda text: instant_refresh([text]))
    elsewhere = [
        url if refresh is None else resolve(page, refresh)
        for page, refresh, url in zip(told["url"], instant, told["redirect_to"], strict=True)
    ]
    sent = pl.when(~by_script).then("redirect_to")
    return told.with_columns(
        redirect_to=sent.fill_null(pl.Series(elsewhere, dtype=pl.String))
    ).with_columns(redirect_to=pl.when(pl.col("redirect_to") != pl.col("url")).then("redirect_to"))


def redirect_rows(pages: pl.DataFrame) -> pl.DataFrame:
    """Rows of REDIRECTS of pages that redirect; `internal` is false until the site is known."""
    moved = pages.filter(pl.col("redirect_to").is_not_null())
    by_server = pl.col("status").is_between(*REDIRECTS).fill_null(value=False)
    return moved.select(
        "url",
        target="redirect_to",
        location="redirect_to",
        status="status",
        kind=pl.when(by_server).then(pl.lit("http")).otherwise(pl.lit("meta_refresh")),
        internal=pl.lit(value=False),
    )


def page_rows(told: pl.DataFrame, start_url: str) -> pl.DataFrame:
    """Rows of PAGES of merged rows, which have two columns more: `speaks` (its links are there)
    and `linked` (a link leads to it). All URLs are resolved.
    """
    html = told.with_columns(
        media=_each(told["content_type"], media_type), **_declared(told)
    ).with_columns(html=_is_html())
    answered = html.with_columns(_outcome()).with_columns(error=_error())
    at_start = told.filter(pl.col("url") == start_url)["crawl_depth"].sum()
    return answered.select(
        "url",
        "outcome",
        "error",
        status=_status(),
        content_type="media",
        is_html=(pl.col("outcome") == "answered") & pl.col("html") & (_status() == 200),
        charset=pl.lit(None, pl.String),
        size="size",
        response_time="response_time",
        redirect_to=pl.when(pl.col("outcome") == "answered").then("redirect_to"),
        declared_canonical=pl.coalesce("header_canonical", "declared_canonical"),
        canonical_source=pl.when(pl.col("header_canonical").is_not_null())
        .then(pl.lit("header"))
        .when(pl.col("declared_canonical").is_not_null())
        .then(pl.lit("html")),
        meta_robots="meta_robots",
        x_robots_tag="x_robots_tag",
        noindex=pl.col("noindex") | _says("indexability", NOINDEX),
        nofollow="nofollow",
        language=_each(told["language"], primary_language),
        title="title",
        meta_description="meta_description",
        headings="headings",
        words="words",
        content_hash=pl.lit(None, pl.UInt64),
        scripts=pl.lit(None, pl.UInt16),
        # Some programs call the start page's depth 1; ours is 0.
        crawl_depth=pl.col("crawl_depth") - int(at_start == 1),
        found_on=pl.lit(None, pl.String),
        known_from=_known_from(told, start_url),
        crawled_at="crawled_at",
    ).cast(PAGES.schema, strict=False)


def _declared(told: pl.DataFrame) -> dict[str, pl.Series]:
    """Robots directives as read by our own rules, and instant refreshes."""
    directives = {
        (meta, header): read_robots(
            [("robots", meta)] if meta else [],
            [("x-robots-tag", header)] if header else [],
            ROBOTS_NAME,
        )
        for meta, header in told.select("meta_robots", "x_robots_tag").unique().iter_rows()
    }
    read = [directives[pair] for pair in told.select("meta_robots", "x_robots_tag").iter_rows()]
    return {
        "noindex": pl.Series([robots.noindex for robots in read], dtype=pl.Boolean),
        "nofollow": pl.Series([robots.nofollow for robots in read], dtype=pl.Boolean),
    }


def _each(cells: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    answers = {cell: read(cell) for cell in cells.drop_nulls().unique().to_list()}
    return pl.Series([answers.get(cell) for cell in cells.to_list()], dtype=pl.String)


def _status() -> pl.Expr:
    """The status; 200 where none is told of a page that is called indexable or has links."""
    told = pl.when(pl.col("status") > 0).then("status")
    sound = (pl.col("indexable") | pl.col("speaks")) & pl.col("status").is_null()
    return told.fill_null(pl.when(sound).then(200))


def _is_html() -> pl.Expr:
    by_media = pl.col("media").is_in(list(HTML_TYPES))
    otherwise = pl.col("speaks") | (pl.col("own") & ~pl.col("url").str.contains(FILES))
    return by_media.fill_null(otherwise)


def _outcome() -> pl.Expr:
    status = _status()
    redirects = status.is_between(*REDIRECTS) & (status != 304)
    unsure = (status == 200) & ~pl.col("own") & ~pl.col("speaks") & ~_is_file()
    return (
        pl.when(_says("status_text", BLOCKED) | _says("indexability", BLOCKED))
        .then(pl.lit("blocked"))
        .when(status.is_null() & (pl.col("status") == 0))
        .then(pl.lit("failed"))
        .when(status.is_null() | unsure | (redirects & pl.col("redirect_to").is_null()))
        .then(pl.lit("not_crawled"))
        .otherwise(pl.lit("answered"))
        .alias("outcome")
    )


def _error() -> pl.Expr:
    failed = pl.col("outcome") == "failed"
    left_open = pl.col("outcome") == "not_crawled"
    timed_out = _says("status_text", TIMED_OUT)
    return (
        pl.when(failed & timed_out)
        .then(pl.format("timed out: {}", "status_text"))
        .when(failed)
        .then(pl.coalesce("status_text", "indexability", pl.lit(NO_ANSWER)))
        .when(left_open & _status().is_between(*REDIRECTS))
        .then(pl.lit(REDIRECTS_SOMEWHERE))
        .when(left_open)
        .then(pl.lit(UNSURE))
    )


def _is_file() -> pl.Expr:
    return pl.col("url").str.replace(r"\?.*$", "").str.contains(FILES)


def _known_from(told: pl.DataFrame, start_url: str) -> pl.Expr:
    """As the crawl's own words; `export` where only the export itself names a page."""
    sources = [
        pl.when(pl.col("url") == start_url).then(pl.lit("start")),
        pl.when("linked").then(pl.lit("link")),
        pl.when(pl.col("url").is_in(told["redirect_to"].drop_nulls().unique().implode())).then(
            pl.lit("redirect")
        ),
        pl.when(pl.col("in_sitemap").fill_null(value=False)).then(pl.lit("sitemap")),
    ]
    named = pl.concat_list(sources).list.drop_nulls().list.sort()
    return pl.when(named.list.len() > 0).then(named).otherwise(pl.lit(["export"]))


def _says(column: str, words: str) -> pl.Expr:
    return pl.col(column).str.to_lowercase().str.contains(words).fill_null(value=False)
