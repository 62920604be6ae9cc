"""The example as a folder: a static site, its backlinks, its search data and three scenarios."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined

from linkequity.app.demo.content import Firm, material, read_firm
from linkequity.app.demo.exports import write_backlinks, write_search
from linkequity.app.demo.pages import DemoPage, all_pages, recent_posts, sitemap_urls


@dataclass(frozen=True)
class DemoSite:
    """The example on disk, for one origin.

    `root` holds the files that are served. `redirects` (path to path) and `gone` (410) are what
    the server answers beside them. `scenarios`: alone, one_way, two_way.
    """

    origin: str
    root: Path
    redirects: Mapping[str, str]
    gone: frozenset[str]
    backlinks: Path
    search: tuple[Path, ...]
    scenarios: Mapping[str, Path]


def build_demo(folder: Path, origin: str) -> DemoSite:
    """Write the whole example into `folder`, as if it were served from `origin`.

    Built twice for one origin it is the same to the byte.
    """
    firm = read_firm()
    root = folder / "site"
    _write_pages(root, origin, firm)
    _write_for_crawlers(root, origin)
    _copy(material() / "static", root / "static")
    _copy(material() / "downloads", root / "downloads")
    return DemoSite(
        origin,
        root,
        firm.redirects,
        frozenset(firm.gone["paths"]),
        write_backlinks(folder, origin),
        write_search(folder / "search", origin),
        {file.stem: file for file in _copy(material() / "scenarios", folder / "scenarios")},
    )


def _write_pages(root: Path, origin: str, firm: Firm) -> None:
    templates = _templates()
    shared = {"site": firm, "origin": origin, "recent": recent_posts(firm)}
    for page in all_pages(firm):
        _write(root, page, templates.get_template(page.template).render(shared | page.values()))


def _templates() -> Environment:
    folder = material() / "templates"
    return Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def _write(root: Path, page: DemoPage, html: str) -> None:
    file = root / (page.url.lstrip("/") + "index.html" if page.url.endswith("/") else page.url[1:])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html, encoding="utf-8", newline="\n")


def _write_for_crawlers(root: Path, origin: str) -> None:
    locations = "".join(f"<url><loc>{origin}{url}</loc></url>\n" for url in sitemap_urls())
    (root / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{locations}</urlset>\n',
        encoding="utf-8",
    )
    (root / "robots.txt").write_text(
        f"User-agent: *\nDisallow: /client-login/\n\nSitemap: {origin}/sitemap.xml\n",
        encoding="utf-8",
    )


def _copy(source: Traversable, target: Path) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    copies = []
    for file in source.iterdir():
        copies.append(target / file.name)
        copies[-1].write_bytes(file.read_bytes())
    return copies
