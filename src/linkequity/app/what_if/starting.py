"""The edits that can start from a page: what somebody who looks at it may want to try."""

from dataclasses import dataclass, field
from typing import Final

# What a new backlink is supposed to be rated, until somebody says otherwise.
RATING: Final = "50"
NEW_PAGE: Final = "new-page"
SPEAKING: Final = ("indexable", "noindex")


@dataclass(frozen=True)
class Start:
    """An edit with what is known of it filled in.

    `add`: the kind of edit. `given`: fields by name. `picks`: the field that another page fills,
    which can be chosen where pages are seen; empty for none.
    """

    title: str
    add: str
    given: dict[str, str] = field(default_factory=dict)
    picks: str = ""


def edits_of(page: str, target_kind: str) -> list[Start]:
    """What can be tried with a page of such a kind; `page` as scenarios name it."""
    speaking = target_kind in SPEAKING
    every = (
        (speaking, Start("Link from it", "add_link", {"from": page}, "to")),
        (speaking, Start("Link to it", "add_link", {"to": page}, "from")),
        (speaking, Start("Link to it in a menu", "add_template_link", {"to": page})),
        (speaking, Start("Remove a link on it", "remove_link", {"from": page}, "to")),
        (True, Start("Remove a link to it", "remove_link", {"to": page}, "from")),
        (speaking, Start("Move a link on it", "move_link", {"from": page}, "to")),
        (speaking, Start("Change the rel of a link on it", "reweigh_link", {"from": page}, "to")),
        (True, Start("Win a backlink", "add_backlink", {"to": page, "rating": RATING})),
        (True, Start("Lose its backlinks", "lose_backlink", {"to": page})),
        (True, Start("Redirect it", "redirect", {"from": page}, "to")),
        (speaking, Start("Redirect a page to it", "redirect", {"to": page}, "from")),
        (target_kind == "indexable", Start("Set it to noindex", "noindex", {"url": page})),
        (speaking, Start("New page below it", "add_page", _below(page))),
    )
    return [start for fits, start in every if fits]


def _below(page: str) -> dict[str, str]:
    folder = page if page.endswith("/") else page.partition("?")[0].rpartition("/")[0] + "/"
    return {"url": folder + NEW_PAGE, "linked_from": page}
