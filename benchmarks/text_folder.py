"""`python -m benchmarks.text_folder PAGES FOLDER`: the generated site of text as files of HTML.

The same every time. A menu and a footer on every page, as most of a site's links are; the start
page leads to the first page of each topic and each page to the next on its own, so that all can be
reached.
"""

import sys
from pathlib import Path

from benchmarks.text_site import TOPICS, GeneratedText

BASE = "https://example.com/"
MENU = 30
FOOTER = 20


def main(pages: int, folder: Path) -> None:
    """Write every page, and the start page."""
    site = GeneratedText(pages)
    menu = _links(site, range(MENU))
    footer = _links(site, range(MENU, MENU + FOOTER))
    for page in range(pages):
        file = folder / path(site, page)[1:]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html(site, page, menu, footer))


def html(site: GeneratedText, page: int, menu: str, footer: str) -> str:
    """One page."""
    title = site.title(page)
    body = "".join(_paragraph(site, *paragraph) for paragraph in site.paragraphs(page))
    onward = _links(site, _onward(page))
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<meta name="description" content="All about {title}."></head><body>'
        f'<header><nav><ul class="menu">{menu}</ul></nav></header>'
        f'<main><article class="post"><h1>{title}</h1>{body}</article>'
        f'<nav class="pager"><ul>{onward}</ul></nav></main>'
        f'<footer><ul class="links">{footer}</ul></footer></body></html>'
    )


def _onward(page: int) -> range:
    """The next page on the topic of a page; of the start page the first on each, its own too."""
    return range(1, TOPICS + 1) if page == 0 else range(page + TOPICS, page + TOPICS + 1)


def path(site: GeneratedText, page: int) -> str:
    """Where a page lies: in the folder of its topic, by its title."""
    name = "-".join(site.title(page).split())
    return f"/topic-{page % TOPICS}/{name}-{page}.html" if page else "/index.html"


def _links(site: GeneratedText, pages: range) -> str:
    known = (page for page in pages if page < site.pages)
    return "".join(
        f'<li><a href="{path(site, page)}">{site.title(page)}</a></li>' for page in known
    )


def _paragraph(site: GeneratedText, text: str, start: int, end: int, target: int) -> str:
    if target < 0:
        return f"<p>{text}</p>"
    link = f'<a href="{path(site, target)}">{text[start:end]}</a>'
    return f"<p>{text[:start]}{link}{text[end:]}</p>"


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
