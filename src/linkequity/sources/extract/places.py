"""Where an element stands: its container path, and the link position its ancestors declare.

One page is weak evidence: the position here is provisional, and `sources/blocks.py` decides over
the whole site. Evidence of one page, strongest first: `landmark nav` and `role navigation` (HTML
and ARIA landmarks), `breadcrumb list`, then `class menu` (a word in a class or id), then nothing.
Places are kept for the whole process, since the pages of a site share most of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from linkequity.sources.extract.hashes import stable_hash

# Real sites nest 10 to 40 blocks; deeper ones add nothing to where a link stands.
MAX_DEPTH: Final = 100
# One site's templates make some hundred places; more than this are one-off ids, and are let go.
MAX_PLACES: Final = 20_000
# Two class names tell blocks apart; more are states and modifiers that differ from page to page.
CLASSES_KEPT: Final = 2

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
HINTS: Final = {
    "navigation": "nav navbar navbars navigation menu menus menubar submenu toc pagination pager",
    "header": "header masthead topbar",
    "footer": "footer foot colophon copyright",
    "sidebar": "sidebar widget widgets",
}
_HINT_OF: Final = {word: position for position, words in HINTS.items() for word in words.split()}
# `entry-header`, `card-footer` are parts of an article; `has-sidebar` wraps the whole page.
_NOT_A_HINT: Final = frozenset(
    "entry post article card section modal table content main page has with no without layout "
    "wrapper container body comment panel hero hidden".split()
)
_BREADCRUMB = re.compile(r"bread-?crumb", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STATES: Final = frozenset("active current selected open closed expanded collapsed visited".split())


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A block on a page: what its links and passages are said to be in.

    `firm` is True where a landmark says so, and False where only a class name, or nothing, does.
    `in_article` is True inside of main or article, where header and footer are no landmarks.
    """

    tag: str
    path: str
    hash: int
    depth: int
    position: str
    evidence: str
    firm: bool
    in_article: bool


ROOT: Final = Place("body", "body", stable_hash("body"), 0, "content", "", False, False)
Key = tuple[Place, str, str, str, str, str, str]


class Places:
    """All places seen by this process, each made once."""

    def __init__(self) -> None:
        self._known: dict[Key, Place] = {}

    def inside(self, parent: Place, tag: str, attributes: Mapping[str, str | None]) -> Place:
        """The place of an element with these attributes inside `parent`."""
        if parent.depth >= MAX_DEPTH:
            return parent
        get = attributes.get
        names = (
            get("class") or "",
            get("id") or "",
            get("role") or "",
            get("aria-label") or "",
            get("itemtype") or "",
        )
        key = (parent, tag, *names)
        place = self._known.get(key)
        if place is None:
            if len(self._known) >= MAX_PLACES:
                self._known.clear()
            place = self._known[key] = _make(parent, tag, *names)
        return place


def _make(
    parent: Place, tag: str, classes: str, id_: str, role: str, label: str, itemtype: str
) -> Place:
    path = f"{parent.path}>{_name(tag, classes, id_)}"
    position, evidence, firm = _standing(parent, tag, classes, id_, role, label, itemtype)
    in_article = parent.in_article or tag in {"main", "article"} or role == "main"
    return Place(
        tag, path, stable_hash(path), parent.depth + 1, position, evidence, firm, in_article
    )


def _name(tag: str, classes: str, id_: str) -> str:
    """`div.post.wide` or `div#sidebar`: what is the same for this block on every page."""
    kept = [c for c in classes.split()[:20] if _is_stable(c)][:CLASSES_KEPT]
    if not kept and id_ and _is_stable(id_) and tag in {"div", "section", "ul", "table", "td"}:
        return f"{tag}#{id_}"
    return ".".join([tag, *kept])


def _is_stable(name: str) -> bool:
    return (
        len(name) <= 40
        and not any(c.isdigit() for c in name)
        and not _STATES.intersection(name.lower().replace("_", "-").split("-"))
    )


def _standing(
    parent: Place, tag: str, classes: str, id_: str, role: str, label: str, itemtype: str
) -> tuple[str, str, bool]:
    """Position, evidence, and whether it is firm."""
    if tag == "body":
        return "content", "", False
    if _is_breadcrumb(classes, id_, label, itemtype):
        return "breadcrumb", "breadcrumb list", True
    own = _landmark(tag, role, in_article=parent.in_article)
    if own and not _outranks(parent, own[0]):
        return (*own, True)
    if not own and not parent.firm:
        hint = _hint(classes, id_)
        if hint and parent.position != "footer":
            return (*hint, False)
        if tag == "article" and not parent.evidence:
            return "content", "landmark article", False
    return parent.position, parent.evidence, parent.firm


def _is_breadcrumb(classes: str, id_: str, label: str, itemtype: str) -> bool:
    return itemtype.endswith("BreadcrumbList") or any(
        _BREADCRUMB.search(name) for name in (classes, id_, label) if name
    )


def _landmark(tag: str, role: str, *, in_article: bool) -> tuple[str, str] | None:
    if role:
        first = role.lower().partition(" ")[0]
        position = ROLES.get(first)
        return (position, f"role {first}") if position else None
    if tag in {"header", "footer"} and in_article:
        return None
    position = LANDMARKS.get(tag)
    return (position, f"landmark {tag}") if position else None


def _outranks(parent: Place, own: str) -> bool:
    """A menu in the footer is footer, a menu in the sidebar is sidebar; crumbs stay crumbs."""
    if not parent.firm or own == "content":
        return False
    return parent.position in {"footer", "sidebar", "breadcrumb"}


def _hint(classes: str, id_: str) -> tuple[str, str] | None:
    for name in [*classes.split()[:20], *id_.split()[:1]]:
        words = _CAMEL.sub("-", name).lower().replace("_", "-").split("-")
        if len(name) > 80 or _NOT_A_HINT.intersection(words):
            continue
        for word in words:
            if word in _HINT_OF:
                return _HINT_OF[word], f"class {word}"
    return None
