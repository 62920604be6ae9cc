"""Where a link stands, by the path of elements that leads to it, as our own reading would say."""

import re
from functools import lru_cache
from typing import Final

import polars as pl

from linkequity.sources.extract.places import NOTHING, NOWHERE, ROOT, Place, Places
from linkequity.sources.extract.raw import RAW_LINKS
from linkequity.sources.extract.reader import BLOCKS

# //body/div[2]/nav[@class='main menu']/ul/li[1]/a: an element, and the attribute it is known by.
_STEP: Final = re.compile(r"/([a-zA-Z][\w-]*)((?:\[[^\]]*\])*)")
_MARK: Final = re.compile(r"\[@(class|id)=['\"]([^'\"]*)['\"]\]")
# Real pages nest 10 to 40 elements; what is longer is no path of one.
MAX_PATH: Final = 4_000
_PLACES: Final = Places()
_COLUMNS: Final = (
    "link_position",
    "position_evidence",
    "container_path",
    "container_hash",
    "certainty",
    "origin",
    "in_article",
)
_UNTOLD: Final = ("content", "", "", NOWHERE, NOTHING, 0, False)


def stand(paths: pl.Series) -> pl.DataFrame:
    """What each path says of where the link stands, as the columns of RAW_LINKS about that.

    `link_path` is the path itself, to join by; null stands nowhere.
    """
    distinct = paths.drop_nulls().unique(maintain_order=True).to_list()
    schema = {name: RAW_LINKS.schema[name] for name in _COLUMNS} | {"link_position": pl.String}
    read = pl.DataFrame([_read(path) for path in distinct], schema=schema, orient="row")
    named = read.with_columns(link_path=pl.Series(distinct, dtype=pl.String))
    joined = paths.to_frame("link_path").join(
        named, on="link_path", how="left", maintain_order="left"
    )
    return joined.with_columns(
        pl.col(name).fill_null(pl.lit(value, dtype=schema[name]))
        for name, value in zip(_COLUMNS, _UNTOLD, strict=True)
    )


@lru_cache(maxsize=10_000)
def _read(path: str) -> tuple[str, str, str, int, int, int, bool]:
    place = ROOT
    for step in _STEP.finditer(path[:MAX_PATH]):
        tag = step[1].lower()
        if tag in BLOCKS:
            marks = tuple((mark[1], mark[2]) for mark in _MARK.finditer(step[2]))
            place = _PLACES.inside(place, tag, marks)
    return _columns(place)


def _columns(place: Place) -> tuple[str, str, str, int, int, int, bool]:
    return (
        place.position,
        place.evidence,
        place.path,
        place.hash,
        place.certainty,
        place.origin,
        place.in_article,
    )
