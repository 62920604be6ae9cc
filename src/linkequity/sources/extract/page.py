"""One answer to rows: the facts of a page, its redirects, its links and its passages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal

from turbohtml.saxparse import sax_parse

from linkequity.base.urls import MAX_URL_LENGTH, UrlPolicy, resolve
from linkequity.snapshot.declared import HREFLANGS, STRUCTURED_DATA, UNCRAWLABLE_LINKS
from linkequity.snapshot.tables import Table
from linkequity.sources.extract.challenge import challenge_of
from linkequity.sources.extract.declarations import (
    hreflang_rows,
    structured_data_rows,
    uncrawlable_rows,
)
from linkequity.sources.extract.encoding import decode
from linkequity.sources.extract.facts import (
    header_canonical,
    instant_refresh,
    primary_language,
    read_robots,
)
from linkequity.sources.extract.folding import count_words, fold
from linkequity.sources.extract.hashes import stable_hash
from linkequity.sources.extract.links import Scope, read_links
from linkequity.sources.extract.media import is_html, looks_like, media_type
from linkequity.sources.extract.passages import Passages
from linkequity.sources.extract.places import Places
from linkequity.sources.extract.raw import RAW_LINKS, RAW_PASSAGES, Columns, no_rows
from linkequity.sources.extract.reader import (
    DECLARATIVE_SHADOW,
    MAX_LINKS,
    MAX_RUNS,
    Reader,
    release_wrappers,
)

FoundBy = Literal["link", "redirect", "canonical", "hreflang"]
Headers = tuple[tuple[str, str], ...]
Row = dict[str, object]

# Search results show 60 and 160 characters; what is far beyond is cut, as is a stuffed heading.
MAX_TITLE: Final = 1_000
MAX_DESCRIPTION: Final = 2_000
MAX_HEADING: Final = 500
MAX_ROBOTS: Final = 1_000

_SELF_CLOSED = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/>")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_VOID_TAGS: Final = "area base br col embed hr img input link meta param source track wbr"
_VOID: Final = frozenset(_VOID_TAGS.split())
_PLACES: Final = Places()


@dataclass(frozen=True)
class Answer:
    """What a fetch brought, whole: also for redirects, errors, and what is no HTML.

    `headers` have lower-case names and repeat where they were repeated; `body` is decoded from
    its transfer and content coding. `response_time` is in ms, `crawl_depth` in clicks.
    """

    url: str
    outcome: str
    error: str | None
    status: int | None
    headers: Headers
    body: bytes
    response_time: int | None
    crawl_depth: int | None
    found_on: str | None
    known_from: tuple[str, ...]
    crawled_at: datetime

    def header(self, name: str) -> str:
        """The first header of this lower-case name, empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True)
class PageContext:
    """What must be known of the site to read a page of it.

    `site` is as `base.urls.site_of` writes it; `robots_name` our name in robots directives.
    """

    site: str
    subdomains: bool
    policy: UrlPolicy
    robots_name: str = "linkequity"


@dataclass(frozen=True)
class Found:
    """A URL in scope that a page named, and how."""

    url: str
    source: FoundBy


@dataclass(frozen=True)
class Extract:
    """Rows of one answer: links and passages as columns, the others as dictionaries.

    Positions are provisional until `sources.freeze` has seen the whole site.
    """

    page: Row
    links: Columns = field(default_factory=lambda: no_rows(RAW_LINKS))
    passages: Columns = field(default_factory=lambda: no_rows(RAW_PASSAGES))
    redirects: tuple[Row, ...] = ()
    declared: Mapping[Table, list[Row]] = field(default_factory=dict)
    found: tuple[Found, ...] = ()


def extract(answer: Answer, context: PageContext) -> Extract:
    """Everything one answer says, as table rows. Hostile bytes give rows, never an exception."""
    scope = Scope(answer.url, context.site, subdomains=context.subdomains, policy=context.policy)
    page = _page_row(answer, context)
    redirect = _http_redirect(answer, scope)
    if redirect:
        page["redirect_to"] = redirect["target"]
        return Extract(page, redirects=(redirect,), found=_found((redirect,), page, scope))
    _declare_canonical(page, header_canonical(answer.headers), "header", scope)
    page["error"] = challenge_of(answer.headers, None) or answer.error
    if page["error"] != answer.error:
        return Extract(page)
    text = _html_text(answer, page)
    if text is None:
        return Extract(page, found=_found((), page, scope))
    reader = _read(text)
    page["title"] = fold((reader.title or "")[: 4 * MAX_TITLE])[:MAX_TITLE] or None
    challenge = challenge_of((), reader.title)
    if challenge:
        return Extract(page | {"error": challenge})
    if answer.status != 200:
        return Extract(page)
    extracted = _html_extract(answer, context, page, reader)
    declared = _declarations(answer, context, reader, text)
    found = (*extracted.found, *_versions(declared[HREFLANGS]))
    return replace(extracted, declared=declared, found=found)


def _declare_canonical(page: Row, href: str | None, source: str, scope: Scope) -> None:
    url = scope.target(href)[0] if href else None
    if url:
        page["declared_canonical"] = url
        page["canonical_source"] = source


def _page_row(answer: Answer, context: PageContext) -> Row:
    """The columns of PAGES that need no HTML."""
    robots = read_robots((), answer.headers, context.robots_name)
    return {
        "url": answer.url,
        "outcome": answer.outcome,
        "error": answer.error,
        "status": answer.status,
        "content_type": media_type(answer.header("content-type")),
        "is_html": False,
        "size": len(answer.body),
        "response_time": answer.response_time,
        "x_robots_tag": robots.header,
        "noindex": robots.noindex,
        "nofollow": robots.nofollow,
        "crawl_depth": answer.crawl_depth,
        "found_on": answer.found_on,
        "known_from": sorted(answer.known_from),
        "crawled_at": answer.crawled_at,
    }


def _http_redirect(answer: Answer, scope: Scope) -> Row | None:
    location = answer.header("location").strip()
    if answer.status not in _REDIRECTS or not location:
        return None
    return _redirect_row(answer, scope, location, "http")


def _redirect_row(answer: Answer, scope: Scope, location: str, kind: str) -> Row:
    target, internal = scope.target(location)
    return {
        "url": answer.url,
        "target": target,
        "location": location[:MAX_URL_LENGTH],
        "status": answer.status,
        "kind": kind,
        "internal": internal,
    }


def _html_text(answer: Answer, page: Row) -> str | None:
    """The text of an HTML answer; None, with the reason in `error`, where it is something else."""
    media = media_type(answer.header("content-type"))
    if answer.outcome != "answered" or not is_html(media, answer.body):
        return None
    other = looks_like(answer.body)
    if other:
        page["error"] = f"not html: looks like {other}"
        return None
    text, page["charset"] = decode(answer.body, answer.header("content-type"))
    if media == "application/xhtml+xml":
        text = _SELF_CLOSED.sub(_open_and_close, text)
    return text


def _open_and_close(match: re.Match[str]) -> str:
    """XHTML's `<script/>` is closed; read as HTML it would swallow the rest of the page."""
    tag, attributes = match[1], match[2]
    return match[0] if tag.lower() in _VOID else f"<{tag}{attributes}></{tag}>"


def _read(text: str) -> Reader:
    # The parser keeps shadow roots out of its walk; readers and search engines see their links.
    if "shadowrootmode" in text:
        text = text.replace("shadowrootmode", DECLARATIVE_SHADOW)
    reader = Reader(_PLACES)
    sax_parse(text, reader)
    release_wrappers(reader)
    return reader


def _scope(answer: Answer, context: PageContext, reader: Reader) -> Scope:
    base = (resolve(answer.url, reader.base) if reader.base else None) or answer.url
    return Scope(base, context.site, subdomains=context.subdomains, policy=context.policy)


def _declarations(
    answer: Answer, context: PageContext, reader: Reader, html: str
) -> dict[Table, list[Row]]:
    scope, url = _scope(answer, context, reader), answer.url
    return {
        HREFLANGS: hreflang_rows(url, reader.hreflangs, scope),
        STRUCTURED_DATA: structured_data_rows(url, reader.json_ld, html),
        UNCRAWLABLE_LINKS: uncrawlable_rows(url, reader.hrefless, reader.text, html),
    }


def _html_extract(answer: Answer, context: PageContext, page: Row, reader: Reader) -> Extract:
    scope = _scope(answer, context, reader)
    passages = Passages(answer.url, reader.text, reader.runs)
    links = read_links(reader.links, passages, scope)
    redirects = _refresh_redirect(answer, scope, reader)
    _declare(page, answer, context, reader, scope)
    page["redirect_to"] = redirects[0]["target"] if redirects else None
    page["headings"] = [
        f"{tag} {words}"
        for tag, start, end in reader.headings
        if (words := fold(passages.text[start : min(end, start + 4 * MAX_HEADING)])[:MAX_HEADING])
    ]
    main_text = passages.main_text()
    page["words"] = sum(map(count_words, main_text))
    page["content_hash"] = stable_hash("\n".join(main_text)) if main_text else None
    page["error"] = _what_was_left_out(reader) or answer.error
    found = _found(redirects, page, scope, links)
    return Extract(page, links, passages.columns(), redirects, found=found)


def _declare(page: Row, answer: Answer, context: PageContext, reader: Reader, scope: Scope) -> None:
    """Add what the HTML declares of the page to its row."""
    robots = read_robots(reader.metas, answer.headers, context.robots_name)
    metas = dict(reversed(reader.metas))
    _declare_canonical(page, next(iter(reader.canonicals), None), "html", scope)
    page |= {
        "is_html": True,
        "meta_robots": robots.meta[:MAX_ROBOTS] if robots.meta else None,
        "noindex": robots.noindex,
        "nofollow": robots.nofollow,
        "language": primary_language(reader.language or answer.header("content-language")),
        "meta_description": fold(metas.get("description", "")[:MAX_DESCRIPTION]) or None,
        "scripts": min(reader.scripts, 65_535),
    }


def _refresh_redirect(answer: Answer, scope: Scope, reader: Reader) -> tuple[Row, ...]:
    location = instant_refresh(reader.refreshes)
    if not location:
        return ()
    row = _redirect_row(answer, scope, location, "meta_refresh")
    return () if row["target"] == answer.url else (row,)


def _what_was_left_out(reader: Reader) -> str | None:
    notes = []
    if reader.links_seen > MAX_LINKS:
        notes.append(f"only the first {MAX_LINKS:,} of {reader.links_seen:,} links were read")
    if reader.runs_seen > MAX_RUNS:
        notes.append(f"only the first {MAX_RUNS:,} of {reader.runs_seen:,} texts were read")
    return "; ".join(notes) or None


def _versions(hreflangs: Iterable[Row]) -> tuple[Found, ...]:
    """The versions in other languages that a page names on this site, each once."""
    named = (row for row in hreflangs if row["internal"] and row["target"] != row["url"])
    return tuple(Found(url, "hreflang") for url in dict.fromkeys(str(r["target"]) for r in named))


def _found(
    redirects: Iterable[Row], page: Row, scope: Scope, links: Columns | None = None
) -> tuple[Found, ...]:
    """URLs in scope that this answer names, each once for each way it names them."""
    found = [Found(str(row["target"]), "redirect") for row in redirects if row["internal"]]
    canonical = page.get("declared_canonical")
    if canonical and canonical != page["url"] and scope.holds(str(canonical)):
        found.append(Found(str(canonical), "canonical"))
    if links:
        named = zip(links["target"], links["internal"], strict=True)
        internal = dict.fromkeys(str(target) for target, inside in named if inside)
        found.extend(Found(url, "link") for url in internal)
    return tuple(found)
