"""Links of pages one by one, as the rows the engine takes."""

import numpy as np

from linkequity.model.engine.parcel import LinkRows

# Target, weight, whether it is followed, and the container it stands in.
Link = tuple[int, float, bool, int]


def link_rows(pages: list[list[Link]]) -> LinkRows:
    """The links of each page, in order."""
    links = [link for page in pages for link in page]
    key, weight, followed, container = (list(column) for column in zip(*links, strict=True))
    return LinkRows(
        np.cumsum([0, *map(len, pages)], dtype=np.int64),
        np.array(key, dtype=np.int64),
        np.array(weight, dtype=np.float64),
        np.array(followed, dtype=bool),
        np.array(container, dtype=np.uint64),
    )
