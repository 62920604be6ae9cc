"""A handbook made by chance, the same for the same seed: pages on topics that link by name."""

import random

import numpy as np
import polars as pl

from linkequity.advice.ranking.known.reading import read_site
from linkequity.advice.ranking.known.site import Links, Site

THINGS = (
    "tax invoice payroll ledger pension travel contract garden kitchen bridge harbour engine "
    "violin orchard glacier lantern compass saddle cottage falcon meadow quarry sailor tunnel"
).split()
KINDS = "guide policy checklist calendar".split()
NICKNAMES = "big blue book;old red folder;yellow notes;green pages;house rules".split(";")
FILLER = (
    "people often ask what happens when something changes during the year and who decides it "
    "while others wait for an answer before they begin with their own work in the office"
).split()
Written = list[tuple[str, list[tuple[int, int, int]]]]


def title_of(page: int) -> str:
    return f"{THINGS[page % len(THINGS)]} {KINDS[page // len(THINGS) % len(KINDS)]}".capitalize()


def write_pages(pages: int, seed: int) -> list[Written]:
    """Of each page its passages: text, and links as start, end, target."""
    return [_page(page, pages, random.Random(f"{seed}-{page}")) for page in range(pages)]


def _page(page: int, pages: int, chance: random.Random) -> Written:
    own = THINGS[page % len(THINGS)]
    written: Written = [(title_of(page), [])]
    for _ in range(4):
        target = chance.randrange(pages)
        before = " ".join([*chance.choices(FILLER, k=6), own, *chance.choices(FILLER, k=3)])
        lead = f"{before.capitalize()}. Please read the "
        anchor = chance.choice([title_of(target).lower(), NICKNAMES[target % len(NICKNAMES)]])
        link = [(len(lead), len(lead) + len(anchor), target)] if target != page else []
        written.append((f"{lead}{anchor} about {own} first. {own} comes last.", link))
    return written


def build(pages: list[Written], titles: list[str] | None = None) -> Site:
    """The site of these pages, all links in running text."""
    names = titles or [title_of(page) for page in range(len(pages))]
    documents = pl.DataFrame(
        {
            "document": [str(page) for page in range(len(pages))],
            "url": [f"/{page % 5}/{page}" for page in range(len(pages))],
            "title": names,
            "language": ["en"] * len(pages),
        }
    )
    rows = [(page, k) for page, written in enumerate(pages) for k in range(len(written))]
    passages = pl.DataFrame(
        {
            "document": [str(page) for page, _ in rows],
            "tag": ["h1" if k == 0 else "p" for _, k in rows],
            "text": [pages[page][k][0] for page, k in rows],
        }
    ).with_columns(repeated=False)
    links = [
        (page, target, row, start, end)
        for row, (page, k) in enumerate(rows)
        for start, end, target in pages[page][k][1]
    ]
    table = np.array(links, dtype=np.int32).reshape(-1, 5)
    return read_site(documents, passages, Links(*table.T, np.ones(len(table), dtype=np.bool_)))


def without(pages: list[Written], hidden: set[tuple[int, int]]) -> list[Written]:
    """The pages as if the links of these pairs had never been set."""
    return [
        [(text, [k for k in links if (page, k[2]) not in hidden]) for text, links in written]
        for page, written in enumerate(pages)
    ]
