"""The kinds of edits as people choose and fill them in; one field for each word of a scenario."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from linkequity.model.whatif.edits import LinkPosition, Rel

# What a field takes; `speaking`: a page whose text can hold links; `new`: a URL of this site.
Takes = Literal[
    "page",
    "speaking",
    "indexable",
    "pages",
    "new",
    "url",
    "patterns",
    "text",
    "number",
    "choice",
]
ONE_PAGE: Final = ("page", "speaking", "indexable")


@dataclass(frozen=True)
class Field:
    """One field. `name` is the scenario's word; `choices` is for those who choose only."""

    name: str
    title: str
    takes: Takes
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of edit, by the scenario's word for it."""

    name: str
    title: str
    fields: tuple[Field, ...]


FROM: Final = Field("from", "From", "page", required=True)
SPEAKING: Final = Field("from", "From", "speaking", required=True)
TO: Final = Field("to", "To", "page", required=True)
ANCHOR: Final = Field("anchor_text", "Anchor text", "text")
POSITIONS: Final = get_args(LinkPosition)
POSITION: Final = Field("position", "Position", "choice", choices=POSITIONS)
MOVED_TO: Final = Field("position", "To position", "choice", required=True, choices=POSITIONS)
MENUS: Final = tuple(sorted(POSITIONS, key="navigation".__ne__))
PAGE: Final = Field("url", "Page", "indexable", required=True)

KINDS: Final = (
    Kind("add_link", "Add a link", (SPEAKING, TO, ANCHOR, POSITION)),
    Kind(
        "add_backlink",
        "Win a backlink",
        (
            Field("to", "Lands on", "page", required=True),
            Field("rating", "Rating of the page that links", "number", hint="0 to 100"),
            Field("domain_rating", "Rating of its domain", "number", hint="0 to 100"),
            Field("from", "Page that links", "url", hint="https://…; a new domain without"),
            Field("position", "Position", "choice", choices=("", *POSITIONS)),
        ),
    ),
    Kind("remove_link", "Remove a link", (FROM, TO)),
    Kind("move_link", "Move a link", (FROM, TO, MOVED_TO)),
    Kind(
        "reweigh_link",
        "Change a link’s rel",
        (FROM, TO, Field("rel", "Rel", "choice", required=True, choices=get_args(Rel))),
    ),
    Kind(
        "add_template_link",
        "Add a link to a template",
        (
            TO,
            Field("carrying", "On pages whose menu links to", "page"),
            Field("pages", "On pages like", "patterns", hint="/blog/*"),
            Field("position", "Position", "choice", choices=MENUS),
            ANCHOR,
        ),
    ),
    Kind("redirect", "Redirect a page", (FROM, TO)),
    Kind("noindex", "Set a page to noindex", (PAGE,)),
    Kind(
        "add_page",
        "Add a page",
        (
            Field("url", "Its URL", "new", required=True, hint="/blog/new"),
            Field("links_to", "Links to", "pages", hint="one a line"),
            Field("linked_from", "Linked from", "pages", hint="one a line"),
        ),
    ),
    Kind(
        "lose_backlink",
        "Lose backlinks",
        (
            Field("referring_domain", "Domain that links", "text", hint="news.org"),
            Field("from", "Page that links", "url", hint="or one page of it"),
            Field("to", "Landing on", "page", hint="all pages without"),
        ),
    ),
)
BY_NAME: Final = {kind.name: kind for kind in KINDS}
FIELDS: Final = frozenset(field.name for kind in KINDS for field in kind.fields)
