"""The report on paper with page numbers in its contents, which browsers do not fill in.

It is printed twice: the first print tells on which page each section begins, the second bears the
numbers. They stand at the right end of lines that are there already, so no page changes.
"""

import logging
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from linkequity.faces.report.printing import print_pdf

# As the contents leave room for a number; a section's id is ours, a word of small letters.
_ROOM: Final = re.compile(r'<i class="on-page" data-of="([a-z]+)"></i>')


def print_report(page: Path, pdf: Path) -> None:
    """Print a report that was drawn; PrintFailed where that cannot be."""
    print_pdf(page, pdf)
    begins = first_pages(pdf)
    if not begins:
        return
    with tempfile.TemporaryDirectory(dir=pdf.parent, prefix="printing-") as folder:
        numbered = Path(folder) / page.name
        numbered.write_text(with_numbers(page.read_text("utf-8"), begins), "utf-8")
        print_pdf(numbered, pdf)


def first_pages(pdf: Path) -> dict[str, int]:
    """On which page, from 1, each place that a link leads to stands; empty where none is told."""
    from pypdf import PdfReader  # noqa: PLC0415  only those who print pay for it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(pdf)
        found = reader.named_destinations
        pages = {name: reader.get_destination_page_number(place) for name, place in found.items()}
    except PyPdfError:
        return {}
    return {name.lstrip("/"): page + 1 for name, page in pages.items() if page is not None}


def with_numbers(html: str, begins: Mapping[str, int]) -> str:
    """The report with the page of each section that has one in its contents."""
    return _ROOM.sub(
        lambda room: f'<i class="on-page">{begins[room[1]]}</i>' if room[1] in begins else "", html
    )
