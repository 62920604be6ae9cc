"""A site of text of any size, the same every time: topics, names, and links by name.

Page n is on topic n mod 200; each of its six paragraphs has thirty words, half of them its
topic's own; two name another page and link to it, one names a page and does not.
"""

import random

import numpy as np
import polars as pl

from linkequity.advice.ranking.known.reading import read_site
from linkequity.advice.ranking.known.site import Links, Site

TOPICS = 200
OWN_WORDS = 60
SHARED_WORDS = 4_000
PARAGRAPHS = 6
LINKED = 2


class GeneratedText:
    """Pages as text, each made from its number."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        chance = random.Random(1)
        self.shared = [self._word(chance) for _ in range(SHARED_WORDS)]
        self.own = [[self._word(chance) for _ in range(OWN_WORDS)] for _ in range(TOPICS)]

    @staticmethod
    def _word(chance: random.Random) -> str:
        return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3))

    def title(self, page: int) -> str:
        """Three words, two of the topic: no two pages of a topic are called the same."""
        own, number = self.own[page % TOPICS], page // TOPICS
        first, second = own[number % OWN_WORDS], own[number // OWN_WORDS % OWN_WORDS]
        return f"{first} {second} {self.shared[page % SHARED_WORDS]}"

    def paragraphs(self, page: int) -> list[tuple[str, int, int, int]]:
        """Of each paragraph its text, and its link: start, end, target (−1 for none)."""
        chance = random.Random(page)
        topic = page % TOPICS
        told = []
        for place in range(PARAGRAPHS):
            words = chance.choices(self.own[topic], k=15) + chance.choices(self.shared, k=15)
            chance.shuffle(words)
            other = (topic + TOPICS * chance.randrange(-(-self.pages // TOPICS))) % self.pages
            named = place <= LINKED and other != page
            before = " ".join(words[:14]).capitalize() + " "
            anchor = self.title(other) if named else words[0]
            text = f"{before}{anchor} {' '.join(words[14:])}."
            target = other if named and place < LINKED else -1
            told.append((text, len(before), len(before) + len(anchor), target))
        return told

    def site(self) -> Site:
        """All pages, read."""
        told = [self.paragraphs(page) for page in range(self.pages)]
        names = [str(page) for page in range(self.pages)]
        pages = pl.DataFrame(
            {
                "document": names,
                "url": [f"/topic-{page % TOPICS}/{page}" for page in range(self.pages)],
                "title": [self.title(page) for page in range(self.pages)],
                "language": ["en"] * self.pages,
            }
        )
        rows = [(page, *paragraph) for page in range(self.pages) for paragraph in told[page]]
        passages = pl.DataFrame(
            {
                "document": [names[row[0]] for row in rows],
                "tag": ["p"] * len(rows),
                "text": [row[1] for row in rows],
            }
        ).with_columns(repeated=False)
        links = [(row[0], row[4], at, row[2], row[3]) for at, row in enumerate(rows) if row[4] >= 0]
        table = np.array(links, dtype=np.int32).reshape(-1, 5)
        return read_site(pages, passages, Links(*table.T, np.ones(len(table), dtype=np.bool_)))
