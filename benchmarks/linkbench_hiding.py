"""Hiding a fifth of a site's contextual links, so that it can be asked where they belong.

A pair (source, target) is contextual if one of its links is. All links of a hidden pair go: the
anchor texts of the contextual ones stay as plain text, those of its list and menu duplicates are
blanked, for nobody would find them on a page that lacks the link.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from benchmarks.linkbench_files import Block, Document, Id

SHARE: Final = 0.2
Pair = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """Where an anchor text stood: block of the source, characters in it."""

    block: int
    start: int
    end: int


@dataclass(frozen=True)
class Instance:
    """A link of the file: rows of its pages, its place (None where not known)."""

    source: int
    target: int
    place: Place | None
    contextual: bool

    @property
    def pair(self) -> Pair:
        return self.source, self.target


@dataclass(frozen=True)
class HiddenLinks:
    """The site as a reader sees it after hiding.

    `documents`: with texts blanked. `links`: those still visible. `hidden`: the pairs to find,
    in order, each with the places where its anchor texts stood. `dropped`: links that could not
    be used, being to no document, to their own, or outside their text.
    """

    documents: list[Document]
    links: list[Instance]
    hidden: dict[Pair, list[Place]]
    dropped: int


def hide(documents: list[Document], seed: int, share: float = SHARE) -> HiddenLinks:
    """Hide a share of the contextual pairs, the same ones for the same seed."""
    links, dropped = _instances(documents)
    contextual = sorted({link.pair for link in links if link.contextual})
    random.Random(seed).shuffle(contextual)
    chosen = set(contextual[: int(len(contextual) * share)])
    hidden: dict[Pair, list[Place]] = {pair: [] for pair in sorted(chosen)}
    blanks: dict[int, list[Place]] = defaultdict(list)
    for link in links:
        if link.pair in chosen and link.place is not None:
            where = hidden[link.pair] if link.contextual else blanks[link.source]
            where.append(link.place)
    left = [_blanked(d, blanks[row]) if row in blanks else d for row, d in enumerate(documents)]
    return HiddenLinks(left, [k for k in links if k.pair not in chosen], hidden, dropped)


def _instances(documents: list[Document]) -> tuple[list[Instance], int]:
    rows: dict[Id, int] = {document.id: row for row, document in enumerate(documents)}
    links: list[Instance] = []
    dropped = 0
    for source, document in enumerate(documents):
        named: list[tuple[Id, Place | None, bool]] = [(t, None, True) for t in document.out or ()]
        for number, block in enumerate(document.blocks or ()):
            for start, end, target, contextual in block.links or ():
                named.append((target, Place(number, start, end), bool(contextual)))
        for target, place, contextual in named:
            row = rows.get(target, source)
            if row == source or not _inside(document, place):
                dropped += 1
            else:
                links.append(Instance(source, row, place, contextual))
    return links, dropped


def _inside(document: Document, place: Place | None) -> bool:
    if place is None or document.blocks is None:
        return place is None
    return 0 <= place.start < place.end <= len(document.blocks[place.block].t or "")


def _blanked(document: Document, places: list[Place]) -> Document:
    blocks = list(document.blocks or ())
    for place in places:
        block = blocks[place.block]
        text = block.t or ""
        blank = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
        blocks[place.block] = Block(blank, block.k, block.links)
    return Document(document.id, document.url, document.title, blocks, document.out)
