"""Supporting pages of a target: each says something of its own."""

import tiny
from linkequity.advice.plan.supporting import choose_supporters, look_around
from linkequity.advice.recommending.editor import Editor

SAID = {
    "trust": "tax advice for the trustees of a family and for those who are named in its deed",
    "press": "tax advice for the press, which asks each spring what has become of all the reliefs",
    "sell": "tax advice for owners of a firm who sell it to their children or to somebody else",
    "lease": "tax advice for tenants of a shop whose lease ends before the end of their own year",
}
PAGES = "".join(
    f"\n  /{page}: {{title: The {page}, text: ['{said}']}}"
    for page, said in {**SAID, "copy": SAID["press"]}.items()
)
LINKS = ", ".join(f"/{page}" for page in [*SAID, "copy"])
SITE = f"""
pages:
  /: {{title: Home, links: [/tax, {LINKS}]}}
  /tax: {{title: Tax advice, text: ['tax advice for all of those who need it in our city']}}
  {PAGES.strip()}
"""


def test_no_supporting_page_is_a_copy_of_another() -> None:
    """A text that stands on two pages supports once."""
    facts = tiny.facts_of(tiny.site(SITE))
    editor, urls = Editor(facts), facts.graph.pages["url"].to_list()
    around = look_around(facts, editor, urls.index(tiny.url("/tax")))
    twice = {urls.index(tiny.url(page)) for page in ("/press", "/copy")}
    assert twice <= {*around.pool}
    chosen = {found.page for found in choose_supporters(editor, around, [], wanted=4)}
    assert len(chosen) == 4
    assert len(chosen & twice) == 1
