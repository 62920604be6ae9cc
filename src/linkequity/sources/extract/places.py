"""Where an element stands: its container path, and the link position its ancestors declare.

One page is weak evidence: the position here is provisional, and `sources/blocks.py` decides over
the whole site. Evidence of one page, strongest first: `landmark nav` and `role navigation` (HTML
and ARIA landmarks), `breadcrumb list`, then `class menu` (a word in a class or id), then nothing.
Places are kept for the whole process, since the pages of a site share most of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
# or one that means one thing only (`pagination`); or a landmark.
NOTHING, WORD, TERM, LANDMARK = range(4)

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
        re.compile(r"(?:\w*nav(?:bar|igation|header|footer|links?|list|menu|s)?|\w*menus?)"),
    ),
    ("header", re.compile(r"header|masthead|topbar")),
    ("footer", re.compile(r"footer|foot|colophon|copyright")),
    ("sidebar", re.compile(r"\w*sidebar|widgets?")),
)
# As with the landmarks: an article's header and footer are part of it.
_WORDS_IN_ARTICLE: Final = tuple(kind for kind in _WORDS if kind[0] not in {"header", "footer"})
_TERMS: Final = (
    ("navigation", re.compile(r"toc|pagination|paginator|pager|tableofcontents")),
    ("sidebar", re.compile(r"share|sharing|sharedaddy|addtoany")),
)
# `entry-header`, `card-footer` are parts of an article; `has-sidebar` wraps the whole page.
_PART_NAMES: Final = (
    "entry post article card section modal table content main page has with no without layout "
    "wrapper container body comment panel hero hidden"
)
_PARTS: Final = frozenset(_PART_NAMES.split())
_BREADCRUMB = re.compile(r"bread-?crumb", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STATES: Final = frozenset(
    ["active", "current", "selected", "open", "closed", "expanded", "collapsed", "visited"]
)
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_NAMED_BY_ID: Final = frozenset(["div", "section", "ul", "ol", "table", "td", "p"])


class Marks(NamedTuple):
    """The attributes of an element that say what it is."""

    classes: str
    id: str
    role: str
    label: str
    item_type: str


class Standing(NamedTuple):
    """A link position, what says so, and how sure that is (`NOTHING` to `LANDMARK`)."""

    position: str
    evidence: str
    certainty: int


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A block on a page: what its links and passages are said to be in.

    `in_article` is True inside of main or article, where header and footer are no landmarks.
    """

    tag: str
    path: str
    hash: int
    depth: int
    position: str
    evidence: str
    certainty: int
    in_article: bool


ROOT: Final = Place(
    "body", "body", stable_hash("body"), 0, "content", "", NOTHING, in_article=False
)


class Places:
    """All places seen by this process, each made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Place, str, Marks], Place] = {}

    def inside(self, parent: Place, tag: str, attributes: Mapping[str, str | None]) -> Place:
        """The place of an element with these attributes inside `parent`."""
        if tag == "body":
            return ROOT
        if parent.depth >= MAX_DEPTH:
            return parent
        marks = _marks(attributes) if attributes else _UNMARKED
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
    return Place(
        tag,
        path,
        stable_hash(path),
        parent.depth + 1,
        *_standing(parent, tag, marks),
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


def _standing(parent: Place, tag: str, marks: Marks) -> Standing:
    inherited = Standing(parent.position, parent.evidence, parent.certainty)
    if _is_breadcrumb(marks):
        return Standing("breadcrumb", "breadcrumb list", LANDMARK)
    own = _landmark(tag, marks.role, in_article=parent.in_article)
    if own is None and tag not in _HEADINGS:
        own = _hint(marks, in_article=parent.in_article)
    return inherited if own is None or _outranks(inherited, own) else own


def _is_breadcrumb(marks: Marks) -> bool:
    return marks.item_type.endswith("BreadcrumbList") or any(
        _BREADCRUMB.search(name) for name in (marks.classes, marks.id, marks.label) if name
    )


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
        words = _CAMEL.sub("-", name).lower().replace("_", "-").split("-")
        term = _match(_TERMS, [*words, "".join(words)])
        if term:
            return Standing(term[0], f"class {term[1]}", TERM)
        if weak is None and not _PARTS.intersection(words):
            weak = _match(kinds, words)
    return Standing(weak[0], f"class {weak[1]}", WORD) if weak else None


def _match(
    kinds: Sequence[tuple[str, re.Pattern[str]]], words: Sequence[str]
) -> tuple[str, str] | None:
    for position, pattern in kinds:
        for word in words:
            if pattern.fullmatch(word):
                return position, word
    return None
