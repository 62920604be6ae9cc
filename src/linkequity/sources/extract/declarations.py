"""What a page declares beside its text and links: other languages, structured data, and what
looks like a link to a reader but has no href for a crawler.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from linkequity.sources.extract.folding import fold
from linkequity.sources.extract.links import Scope
from linkequity.sources.extract.reader import RawLink

Row = dict[str, object]

# Sites in all languages of the European Union have some 30 versions with regions.
MAX_HREFLANGS: Final = 500
MAX_TYPES: Final = 50
# Deeper than any vocabulary nests; also keeps hostile data from exhausting the stack.
MAX_DEPTH: Final = 40
MAX_SCRIPT: Final = 200
MAX_UNCRAWLABLE: Final = 500
MAX_TEXT: Final = 300

# Old wrappers that hide scripts from older readers; who reads JSON-LD takes them off.
_WRAPPED = re.compile(r"^\s*(?:(?://)?\s*<!\[CDATA\[|<!--)|(?:(?://)?\s*\]\]>|(?://)?\s*-->)\s*$")
_ITEM_TYPE = re.compile(r"""\bitemtype\s*=\s*["']?\s*(https?://[^\s"'<>]{1,200})""", re.IGNORECASE)
_ON_CLICK = re.compile(r"""\bonclick\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})')""", re.IGNORECASE)
_GOES = re.compile(
    r"(?<![\w$])location(?:\.href|\.assign|\.replace)?\s*(?:=(?!=)|\()|window\.open\s*\(",
    re.IGNORECASE,
)
_TAG = re.compile(r"<([a-zA-Z][\w-]{0,40})[\s/]")
# How far an element's name can stand before one of its attributes.
_TAG_WINDOW: Final = 2_000


def hreflang_rows(url: str, declared: Iterable[tuple[str, str]], scope: Scope) -> list[Row]:
    """Rows of HREFLANGS."""
    rows: list[Row] = []
    for hreflang, href in dict.fromkeys(declared):
        target, internal = scope.target(href)
        rows.append({"url": url, "hreflang": hreflang, "target": target, "internal": internal})
        if len(rows) == MAX_HREFLANGS:
            break
    return rows


def structured_data_rows(url: str, json_ld: Iterable[str], html: str) -> list[Row]:
    """Rows of STRUCTURED_DATA: one for each JSON-LD script, one for all microdata."""
    rows = [_json_ld_row(url, text) for text in json_ld]
    found = _ITEM_TYPE.findall(html) if "itemtype" in html else []
    if found:
        types = list(dict.fromkeys(name.rstrip("/").rpartition("/")[2] for name in found))
        rows.append(_row(url, "microdata", types))
    return rows


def _json_ld_row(url: str, text: str) -> Row:
    try:
        data = json.loads(_WRAPPED.sub("", text))
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        return _row(url, "json_ld", [], reason[:MAX_TEXT])
    return _row(url, "json_ld", list(dict.fromkeys(_types(data, 0))))


def _row(url: str, form: str, types: list[str], error: str | None = None) -> Row:
    return {"url": url, "format": form, "types": types[:MAX_TYPES], "error": error}


def _types(data: object, depth: int) -> Iterator[str]:
    """Every `@type` in JSON-LD, from the outside in."""
    if depth > MAX_DEPTH:
        return
    if isinstance(data, dict):
        named = data.get("@type", [])
        for name in named if isinstance(named, list) else [named]:
            if isinstance(name, str):
                yield name[:MAX_TEXT]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in inner:
        yield from _types(value, depth + 1)


def uncrawlable_rows(
    url: str, hrefless: Iterable[tuple[RawLink, str]], text: str, html: str
) -> list[Row]:
    """Rows of UNCRAWLABLE_LINKS: `<a>` that a script makes a link, and other elements' onclick."""
    rows: list[Row] = [
        {
            "url": url,
            "tag": "a",
            "text": fold(text[link.start : min(link.end, link.start + 4 * MAX_TEXT)])[:MAX_TEXT],
            "script": script[:MAX_SCRIPT],
        }
        for link, script in hrefless
    ]
    if "onclick" in html.lower():
        rows.extend(
            {"url": url, "tag": tag, "text": None, "script": script[:MAX_SCRIPT]}
            for tag, script in _clicked(html)
        )
    return rows[:MAX_UNCRAWLABLE]


def _clicked(html: str) -> Iterator[tuple[str, str]]:
    """Elements other than links whose onclick goes to a URL: tag and handler."""
    for match in _ON_CLICK.finditer(html):
        script = match[1] or match[2] or ""
        if not _GOES.search(script):
            continue
        before = html[max(0, match.start() - _TAG_WINDOW) : match.start()]
        opened = _TAG.match(before, before.rfind("<")) if "<" in before else None
        # A link or a form's control has an href or an action of its own, or is counted as a link.
        if opened and opened[1].lower() not in {"a", "area", "form", "input", "select", "option"}:
            yield opened[1].lower(), script
