"""Start pages: of the site, and of its languages."""

import tiny
from linkequity.model.pages.start_pages import start_pages

SITE = """
pages:
  /: {title: Home, links: [/fr/, /ai/, /pt-br/, /de/, /de/team]}
  /fr/: {title: Accueil, language: fr}
  /pt-br/: {title: Casa, language: pt}
  /de/: {title: Anfang}
  /ai/: {title: On AI, language: en}
  /de/team: {title: Wir, language: de}
"""


def test_a_language_begins_where_its_page_is_in_it() -> None:
    """`/ai/` in English is about AI; without a word on its language `/de/` is taken at its name."""
    facts = tiny.facts_of(tiny.site(SITE))
    urls = facts.graph.pages["url"].filter(start_pages(facts.graph)).to_list()
    assert {tiny.url(path) for path in ("/", "/fr/", "/pt-br/", "/de/")} == set(urls)
