"""The words of the example: documents with a TOML head and a body in a small markup.

The markup knows paragraphs, `## headings`, `- lists` and `[text](url)`; `[text](url){nofollow}`
marks a link that a plug-in has made nofollow.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from markupsafe import Markup, escape

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)(\{nofollow\})?")


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands above a document's body."""

    title: str
    description: str
    menu_title: str = ""
    summary: str = ""
    date: datetime.date | None = None
    author: str = ""
    tags: list[str] = []
    template: str = ""
    in_menu: bool = True
    in_sitemap: bool = True


@dataclass(frozen=True)
class Document:
    """One page or post as it was written."""

    url: str
    head: Head
    body: Markup


class MenuItem(msgspec.Struct, frozen=True):
    """One link of a menu."""

    title: str
    url: str


class Firm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`site.toml`: the firm, its menus, and what became of old addresses."""

    name: str
    tagline: str
    posts_a_page: int
    recent_posts: int
    menu: list[MenuItem]
    footer: list[MenuItem]
    tags: dict[str, str]
    redirects: dict[str, str]
    gone: dict[str, list[str]]
    print: dict[str, list[str]]


def material() -> Traversable:
    """The folder of this package, in which content, templates and static files lie."""
    return files("linkequity.app.demo")


def read_firm() -> Firm:
    """`site.toml` of the example."""
    text = material().joinpath("content/site.toml").read_bytes()
    return msgspec.toml.decode(text, type=Firm)


def read_pages() -> list[Document]:
    """The pages that are no posts, by URL."""
    return sorted(_read_below(material() / "content/pages", "/"), key=lambda page: page.url)


def read_posts() -> list[Document]:
    """The posts of the blog, the newest first."""
    posts = _read_below(material() / "content/posts", "/blog/")
    return sorted(posts, key=lambda post: post.head.date or datetime.date.min, reverse=True)


def _read_below(folder: Traversable, url: str) -> Iterator[Document]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _read_below(entry, f"{url}{entry.name}/")
        else:
            yield _read(entry, f"{url}{entry.name.removesuffix('.md')}/")


def _read(file: Traversable, url: str) -> Document:
    _, head, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    return Document(url, msgspec.toml.decode(head, type=Head), render(body))


def render(text: str) -> Markup:
    """A body as HTML.

    >>> render("## Who\\nAsk [us](/contact/).")
    Markup('<h2>Who</h2>\\n<p>Ask <a href="/contact/">us</a>.</p>')
    """
    blocks = (_render_block(block) for block in text.strip().split("\n\n"))
    return Markup("\n").join(blocks)


def _render_block(block: str) -> Markup:
    if block.startswith("## "):
        heading, _, rest = block.partition("\n")
        html = Markup("<h2>{}</h2>").format(heading[3:])
        return html + Markup("\n") + _render_block(rest) if rest else html
    if block.startswith("- "):
        items = (_render_inline(line[2:]) for line in block.splitlines())
        return Markup("<ul>\n{}\n</ul>").format(
            Markup("\n").join(Markup("<li>{}</li>").format(item) for item in items)
        )
    return Markup("<p>{}</p>").format(_render_inline(block))


def _render_inline(text: str) -> Markup:
    html, end = Markup(""), 0
    for link in _LINK.finditer(text):
        rel = Markup(' rel="nofollow"') if link[3] else ""
        html += escape(text[end : link.start()])
        html += Markup('<a href="{}"{}>{}</a>').format(link[2], rel, link[1])
        end = link.end()
    return html + escape(text[end:])
