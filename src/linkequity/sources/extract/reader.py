"""One walk over a page: what stands where, as offsets into the page's text.

The parser (turbohtml, by the WHATWG standard) calls `Reader` for each element and text it built,
so nothing here recurses however deep a page nests. The reader only notes; `page.py` and its
neighbours make rows of it. A run is a stretch of text that no block element interrupts.
"""

from collections import Counter
from collections.abc import Callable
from typing import Final

from turbohtml.saxparse import SaxHandler

from linkequity.sources.extract.places import ROOT, Attributes, Place, Places, released

# What a page may have at most; the rest is counted and said in the page's `error`, never silent.
# The largest hand-made link lists (site indexes, dictionaries) have some thousand links.
MAX_LINKS: Final = 20_000
MAX_RUNS: Final = 50_000
MAX_HEADINGS: Final = 2_000
MAX_DATA_BLOCKS: Final = 50
# Menu items are shorter than 80 characters and sentences mostly longer; a footer's small print
# rarely reaches 500.
SENTENCE: Final = 80
WRAPPED: Final = 500

_BLOCK_TAGS: Final = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p "
    "pre search section summary table tbody td tfoot th thead tr ul"
)
BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Their content is no text of the page; a template's is inert, whatever it holds.
_SKIPPED_TAGS: Final = (
    "script style template iframe noembed noframes textarea select datalist title"
)
_SKIPPED: Final = frozenset(_SKIPPED_TAGS.split())
_CODE_TYPES: Final = frozenset({"", "module", "text/babel"})


class RawLink:
    """One `<a href>` or `<area href>`: where its text begins and ends, and what it carries."""

    __slots__ = ("alt", "end", "href", "place", "rel", "start")

    def __init__(self, href: str, rel: str, start: int, place: Place) -> None:
        self.href = href
        self.rel = rel
        self.start = start
        self.end = start
        self.place = place
        self.alt = ""


class Reader(SaxHandler):
    """Collects one page's text, runs, links, headings and declarations."""

    def __init__(self, places: Places) -> None:
        self.links: list[RawLink] = []
        self.links_seen = 0
        self.runs: list[tuple[int, int, Place]] = []
        self.runs_seen = 0
        self.headings: list[tuple[str, int, int]] = []
        self.title: str | None = None
        self.base: str | None = None
        self.language: str | None = None
        self.canonicals: list[str] = []
        self.hreflangs: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.hrefless: list[tuple[RawLink, str]] = []
        self.metas: list[tuple[str, str]] = []
        self.refreshes: list[str] = []
        self.scripts = 0
        self._places = places
        self._chunks: list[str] = []
        self._offset = 0
        self._run_start = 0
        self._in_run = False  # whether anything stands in the run yet, be it an empty link
        self._place = ROOT
        self._stack: list[Place] = []
        self._open_links: list[RawLink | None] = []
        self._open_headings: list[int] = []
        self._skipping = 0
        self._skipped: list[str] = []
        self._counts_code = False
        self._holds_data = False
        self._in_head = False
        self._in_svg = 0
        self._in_noscript = 0

    @property
    def text(self) -> str:
        """All text of the page; runs, links and headings are offsets into it."""
        return "".join(self._chunks)

    def start_element(self, tag: str, attrs: Attributes) -> None:
        """Note an element, and open a block or a link where it is one."""
        if self._skipping:
            self._skipping += 1
            return
        start = _STARTS.get(tag)
        if start:
            start(self, tag, attrs)
        elif "-" in tag:  # custom elements are mostly wrappers
            self._open_block(tag, attrs)

    def end_element(self, tag: str) -> None:
        """Close what `start_element` opened; the parser's events are always balanced."""
        if self._skipping:
            self._skipping -= 1
            if not self._skipping:
                self._end_skipped(tag)
            return
        end = _ENDS.get(tag)
        if end:
            end(self, tag)
        elif "-" in tag:
            self._close_block(tag)

    def characters(self, data: str) -> None:
        """Note text, or keep a title's and a script's apart."""
        if self._skipping:
            if self._skipping == 1:
                self._skipped.append(data)
        # White space at the beginning of a run is the page's indentation.
        elif not self._in_head and (self._in_run or not data.isspace()):
            self._in_run = True
            self._chunks.append(data)
            self._offset += len(data)

    def _open_block(self, tag: str, attrs: Attributes) -> None:
        if self._in_run:
            self._break()
        self._stack.append(self._place)
        self._place = self._places.inside(self._place, tag, attrs)
        if tag in HEADINGS:
            self._open_headings.append(self._offset)

    def _close_block(self, tag: str) -> None:
        if tag in HEADINGS:
            start = self._open_headings.pop()
            if len(self.headings) < MAX_HEADINGS:
                self.headings.append((tag, start, self._offset))
        if self._in_run:
            self._break()
        self._place = self._stack.pop()

    def _break(self) -> None:
        """End the run; the line break keeps the words of two blocks apart."""
        if self._offset > self._run_start:
            self.runs_seen += 1
            if len(self.runs) < MAX_RUNS:
                self.runs.append((self._run_start, self._offset, self._place))
        self._chunks.append("\n")
        self._offset += 1
        self._run_start = self._offset
        self._in_run = False

    def _start_link(self, tag: str, attrs: Attributes) -> None:
        attributes = dict(attrs)
        if "href" not in attributes:
            if tag == "a":
                self._start_hrefless(attributes)
            return
        self.links_seen += 1
        self._in_run = True
        link = RawLink(
            attributes["href"] or "", attributes.get("rel") or "", self._offset, self._place
        )
        if len(self.links) < MAX_LINKS:
            self.links.append(link)
        if tag == "a":
            self._open_links.append(link)
        else:
            link.alt = attributes.get("alt") or ""

    def _start_hrefless(self, attributes: dict[str, str | None]) -> None:
        """An `<a>` without href is a link to readers only where a script makes it one.

        What says that it is a button, a tab or opens something in place is none.
        """
        role = (attributes.get("role") or "link").strip().lower()
        inert = role != "link" or any(name in attributes for name in _IN_PLACE)
        names = () if inert else _CLICKED
        named = next((name for name in names if attributes.get(name) is not None), None)
        link = RawLink("", "", self._offset, self._place)
        if named and len(self.hrefless) < MAX_HEADINGS:
            self.hrefless.append((link, f"{named}={attributes[named]}"))
        self._open_links.append(link if named else None)

    def _end_link(self, _tag: str) -> None:
        link = self._open_links.pop()
        if link:
            link.end = self._offset
            self._in_run = True

    def _start_image(self, _tag: str, attrs: Attributes) -> None:
        attributes = dict(attrs)
        alt = attributes.get("alt")
        if alt:
            self._describe_link(alt)

    def _describe_link(self, alt: str) -> None:
        link = self._open_links[-1] if self._open_links else None
        if link and not link.alt:
            link.alt = alt

    def _start_skipped(self, tag: str, attrs: Attributes) -> None:
        attributes = dict(attrs)
        if tag == "template" and attributes.get(DECLARATIVE_SHADOW):
            return
        self._skipping = 1
        self._skipped = []
        if tag == "script":
            kind = (attributes.get("type") or "").lower()
            self._counts_code = code = (
                kind in _CODE_TYPES or "javascript" in kind or "ecmascript" in kind
            )
            self._skipped = ["src"] if code and attributes.get("src") else []
            self._holds_data = kind.strip() == "application/ld+json"

    def _end_skipped(self, tag: str) -> None:
        text = "".join(self._skipped)
        self._skipped = []
        if tag == "title" and self._in_svg:
            self._describe_link(text)
        elif tag == "title" and self.title is None:
            self.title = text
        elif tag == "script" and self._counts_code and text.strip():
            self.scripts += 1
        elif tag == "script" and self._holds_data and len(self.json_ld) < MAX_DATA_BLOCKS:
            self.json_ld.append(text)

    def _start_head(self, _tag: str, _attrs: Attributes) -> None:
        self._in_head = True

    def _end_head(self, _tag: str) -> None:
        self._in_head = False

    def _start_svg(self, _tag: str, _attrs: Attributes) -> None:
        self._in_svg += 1

    def _end_svg(self, _tag: str) -> None:
        self._in_svg -= 1

    def _start_noscript(self, _tag: str, _attrs: Attributes) -> None:
        self._in_noscript += 1

    def _end_noscript(self, _tag: str) -> None:
        self._in_noscript -= 1

    def _start_html(self, _tag: str, attrs: Attributes) -> None:
        attributes = dict(attrs)
        self.language = attributes.get("lang") or attributes.get("xml:lang")

    def _start_base(self, _tag: str, attrs: Attributes) -> None:
        attributes = dict(attrs)
        href = attributes.get("href")
        if href and self.base is None:
            self.base = href

    def _start_break(self, _tag: str, _attrs: Attributes) -> None:
        self.characters("\n")

    def _start_meta(self, _tag: str, attrs: Attributes) -> None:
        attributes = dict(attrs)
        content = attributes.get("content") or ""
        name = (attributes.get("name") or "").strip().lower()
        if name:
            self.metas.append((name, content))
        # Readers with scripts, and search engines, never see a refresh inside of noscript.
        equivalent = (attributes.get("http-equiv") or "").strip().lower()
        if equivalent == "refresh" and not self._in_noscript:
            self.refreshes.append(content)
        elif equivalent == "content-language" and not self.language:
            self.language = content

    def _start_head_link(self, _tag: str, attrs: Attributes) -> None:
        """A canonical counts in the head only, and not where it names an alternate version."""
        attributes = dict(attrs)
        tokens = (attributes.get("rel") or "").lower().split()
        href = (attributes.get("href") or "").strip()
        if not href or not self._in_head:
            return
        if "canonical" in tokens and not _ALTERNATE.intersection(attributes):
            self.canonicals.append(href)
        hreflang = (attributes.get("hreflang") or "").strip().lower()
        if "alternate" in tokens and hreflang and len(self.hreflangs) < MAX_HEADINGS:
            self.hreflangs.append((hreflang[:35], href))


def release_wrappers(reader: Reader) -> None:
    """Let go of an element around most of the text: it is no menu, whatever it is called.

    Themes name wrappers of everything `…Sidebar`, and a nav that is never closed holds the page.
    Without this, 8% of the article text of 181 labelled news pages was taken for boilerplate.
    """
    text = Counter[int]()
    for start, end, place in reader.runs:
        if end - start >= SENTENCE:
            text[place.origin if place.position != "content" else 0] += end - start
    origin, most = max(text.items(), key=lambda item: item[1], default=(0, 0))
    if not origin or most < WRAPPED or 2 * most <= text.total():
        return
    places = {place for _, _, place in reader.runs} | {link.place for link in reader.links}
    freed = {place: released(place) for place in places if place.origin == origin}
    reader.runs = [(start, end, freed.get(place, place)) for start, end, place in reader.runs]
    for link in reader.links:
        link.place = freed.get(link.place, link.place)


DECLARATIVE_SHADOW: Final = "data-shadow-root"
# What scripts hang a target or a handler on, in the order in which they tell most.
_CLICKED: Final = (
    "data-href",
    "data-url",
    "onclick",
    "@click",
    "v-on:click",
    "ng-click",
    "(click)",
)
_IN_PLACE: Final = (
    *("aria-expanded", "aria-controls", "aria-haspopup", "aria-selected"),
    *("data-toggle", "data-bs-toggle"),
)
_ALTERNATE: Final = frozenset({"hreflang", "lang", "media", "type"})
_STARTS: Final[dict[str, Callable[[Reader, str, Attributes], None]]] = {
    **dict.fromkeys(BLOCKS, Reader._open_block),
    **dict.fromkeys(_SKIPPED, Reader._start_skipped),
    "a": Reader._start_link,
    "area": Reader._start_link,
    "img": Reader._start_image,
    "meta": Reader._start_meta,
    "link": Reader._start_head_link,
    "base": Reader._start_base,
    "html": Reader._start_html,
    "head": Reader._start_head,
    "svg": Reader._start_svg,
    "noscript": Reader._start_noscript,
    "br": Reader._start_break,
}
_ENDS: Final[dict[str, Callable[[Reader, str], None]]] = {
    **dict.fromkeys(BLOCKS, Reader._close_block),
    "a": Reader._end_link,
    "head": Reader._end_head,
    "svg": Reader._end_svg,
    "noscript": Reader._end_noscript,
}
