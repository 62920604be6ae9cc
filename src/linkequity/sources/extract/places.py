"""Where an element stands: its container path, and the link position its ancestors declare.

One page is weak evidence: the position here is provisional, and `sources/blocks.py` decides over
the whole site. Evidence of one page, strongest first: `landmark nav` and `role navigation` (HTML
and ARIA landmarks), `breadcrumb list`, then `class menu` (a word in a class or id), then nothing.
Places are kept for the whole process, since the pages of a site share most of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from linkequity.sources.extract.hashes import stable_hash

# Real sites nest 10 to 40 blocks; deeper ones add nothing to where a link stands.
MAX_DEPTH: Final = 100
# One site's templates make some hundred places; more than this are one-off ids, and are let go.
MAX_PLACES: Final = 20_000
# Two class names tell blocks apart; more are states and modifiers that differ from page to page.
CLASSES_KEPT: Final = 2
# Class lists of real elements stay below 1,000 characters, even with utility classes.
MAX_MARK: Final = 1_000

# How sure one page can be: nothing says where it is; a class or id uses a common word (`menu`);
# or one that means one thing only (`pagination`); or a landmark. Or another program has told it.
NOTHING, WORD, TERM, LANDMARK, TOLD = range(5)
# The container of links of which nobody tells where on their page they stand.
NOWHERE: Final = stable_hash("")

LANDMARKS: Final = {
    "nav": "navigation",
    "header": "header",
    "footer": "footer",
    "aside": "sidebar",
    "main": "content",
    "search": "navigation",
}
ROLES: Final = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "search": "navigation",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "sidebar",
    "doc-toc": "navigation",
    "main": "content",
}
_WORDS: Final = (
    (
        "navigation",
        re.compile(
            r"(?:\w*nav(?:bar|igation|header|footer|links?|list|menu|s)?|\w*menus?|toc|tableofcontents)"
        ),
    ),
    ("header", re.compile(r"header|masthead|topbar")),
    ("footer", re.compile(r"footer|foot|colophon|copyright")),
    ("sidebar", re.compile(r"\w*sidebar|widgetarea")),
)
# As with the landmarks: an article's header and footer are part of it.
_WORDS_IN_ARTICLE: Final = tuple(kind for kind in _WORDS if kind[0] not in {"header", "footer"})
_TERMS: Final = (
    ("navigation", re.compile(r"pagination|paginator|pager")),
    ("sidebar", re.compile(r"share|sharing|sharedaddy|addtoany")),
)
# `entry-header`, `card-footer` are parts of an article; `has-sidebar` wraps the whole page.
_PART_NAMES: Final = (
    "entry post article card section modal table content main page has with no without layout "
    "wrapper container body comment panel hero hidden"
)
_PARTS: Final = frozenset(_PART_NAMES.split())
# These say that a wrapper around much of the page has the thing, not that it is one.
_WRAPS: Final = frozenset(["has", "with", "no", "without", "layout", "page"])
_BREADCRUMB = re.compile(r"bread-?crumb", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STATES: Final = frozenset(
    ["active", "current", "selected", "open", "closed", "expanded", "collapsed", "visited"]
)
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_NAMED_BY_ID: Final = frozenset(["div", "section", "ul", "ol", "table", "td", "p"])


# Attributes as the parser gives them; None for one without a value.
Attributes = tuple[tuple[str, str | None], ...]


class Marks(NamedTuple):
    """The attributes of an element that say what it is."""

    classes: str
    id: str
    role: str
    label: str
    item_type: str


class Standing(NamedTuple):
    """A link position, what says so, how sure that is (`NOTHING` to `LANDMARK`), and where."""

    position: str
    evidence: str
    certainty: int
    origin: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A block on a page: what its links and passages are said to be in.

    `origin` is the hash of the place that the evidence is about: this one, or one around it.
    `in_article` is True inside of main or article, where header and footer are no landmarks.
    """

    tag: str
    path: str
    hash: int
    depth: int
    position: str
    evidence: str
    certainty: int
    origin: int
    in_article: bool


ROOT: Final = Place(
    "body", "body", stable_hash("body"), 0, "content", "", NOTHING, 0, in_article=False
)


def released(place: Place) -> Place:
    """The place without its evidence: what it is said to be in is around most of the page."""
    return replace(place, position="content", evidence="", certainty=NOTHING, origin=0)


class Places:
    """All places seen by this process, each made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Place, str, Marks], Place] = {}

    def inside(self, parent: Place, tag: str, attrs: Attributes) -> Place:
        """The place of an element with these attributes inside `parent`."""
        if tag == "body":
            return ROOT
        if parent.depth >= MAX_DEPTH:
            return parent
        marks = _marks(dict(attrs)) if attrs else _UNMARKED
        key = (parent, tag, marks)
        place = self._known.get(key)
        if place is None:
            if len(self._known) >= MAX_PLACES:
                self._known.clear()
            place = self._known[key] = _make(parent, tag, marks)
        return place


_UNMARKED: Final = Marks("", "", "", "", "")


def _marks(attributes: Mapping[str, str | None]) -> Marks:
    get = attributes.get
    return Marks(
        (get("class") or "")[:MAX_MARK],
        (get("id") or "")[:MAX_MARK],
        (get("role") or "")[:MAX_MARK].lower(),
        (get("aria-label") or "")[:MAX_MARK],
        (get("itemtype") or "")[:MAX_MARK],
    )


def _make(parent: Place, tag: str, marks: Marks) -> Place:
    path = f"{parent.path}>{_name(tag, marks)}"
    here = stable_hash(path)
    return Place(
        tag,
        path,
        here,
        parent.depth + 1,
        *_standing(parent, tag, marks, here),
        in_article=parent.in_article or tag in {"main", "article"} or marks.role == "main",
    )


def _name(tag: str, marks: Marks) -> str:
    """`div.post.wide` or `div#sidebar`: what is the same for this block on every page."""
    kept = [name for name in marks.classes.split() if _is_stable(name)][:CLASSES_KEPT]
    if not kept and marks.id and _is_stable(marks.id) and tag in _NAMED_BY_ID:
        return f"{tag}#{marks.id}"
    return ".".join([tag, *kept])


def _is_stable(name: str) -> bool:
    return (
        len(name) <= 40
        and not any(c.isdigit() for c in name)
        and not _STATES.intersection(name.lower().replace("_", "-").split("-"))
    )


def _standing(parent: Place, tag: str, marks: Marks, here: int) -> Standing:
    own = _sign(tag, marks, in_article=parent.in_article)
    inherited = Standing(parent.position, parent.evidence, parent.certainty, parent.origin)
    return inherited if own is None or _outranks(inherited, own) else own._replace(origin=here)


def _sign(tag: str, marks: Marks, *, in_article: bool) -> Standing | None:
    """What the element itself says, its strongest sign first."""
    if _is_breadcrumb(marks):
        return Standing("breadcrumb", "breadcrumb list", LANDMARK)
    landmark = _landmark(tag, marks.role, in_article=in_article)
    if landmark or tag in _HEADINGS:
        return landmark
    return _hint(marks, in_article=in_article)


def _is_breadcrumb(marks: Marks) -> bool:
    if marks.item_type.endswith("BreadcrumbList") or _BREADCRUMB.search(marks.label):
        return True
    return any(
        _BREADCRUMB.search(name) and not _WRAPS.intersection(_words(name))
        for name in [*marks.classes.split(), marks.id]
    )


def _words(name: str) -> list[str]:
    return _CAMEL.sub("-", name).lower().replace("_", "-").split("-")


def _landmark(tag: str, role: str, *, in_article: bool) -> Standing | None:
    if role:
        role = role.partition(" ")[0]
        position = ROLES.get(role)
        return Standing(position, f"role {role}", LANDMARK) if position else None
    if tag in {"header", "footer"} and in_article:
        return None
    position = LANDMARKS.get(tag)
    return Standing(position, f"landmark {tag}", LANDMARK) if position else None


def _outranks(outer: Standing, inner: Standing) -> bool:
    """A menu in the footer is footer, one in the sidebar is sidebar; crumbs stay crumbs."""
    if outer.certainty < inner.certainty:
        return False
    if inner.position == "content" or outer.position == "content":
        return False
    weaker = inner.certainty < LANDMARK == outer.certainty
    return weaker or outer.position in {"footer", "sidebar", "breadcrumb"}


def _hint(marks: Marks, *, in_article: bool) -> Standing | None:
    """What a class or id calls the element, if it uses a word for a part of a page."""
    kinds = _WORDS_IN_ARTICLE if in_article else _WORDS
    weak = None
    for name in [*marks.classes.split(), *marks.id.split()[:1]]:
        words = _words(name)
        term = not _WRAPS.intersection(words) and _match(_TERMS, [*words, "".join(words)])
        if term:
            return Standing(term[0], f"class {term[1]}", TERM)
        if weak is None and not _PARTS.intersection(words):
            weak = _match(kinds, [*words, "".join(words)])
    return Standing(weak[0], f"class {weak[1]}", WORD) if weak else None


def _match(
    kinds: Sequence[tuple[str, re.Pattern[str]]], words: Sequence[str]
) -> tuple[str, str] | None:
    for position, pattern in kinds:
        for word in words:
            if pattern.fullmatch(word):
                return position, word
    return None
