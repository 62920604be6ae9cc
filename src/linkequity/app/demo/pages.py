"""Which pages the example has, what each is made with, and which of them the sitemap names."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from linkequity.app.demo.content import Document, Firm, read_pages, read_posts

HOME_TITLE = "Accountants for owner-managed businesses in Brisbane"
HOME_LEAD = (
    "We keep the books, run the payroll and plan the tax of four hundred owner-managed businesses. "
    "What can still be changed, we tell you in time."
)
SERVICES_LEAD = "What we do for owner-managed businesses, from the weekly books to the sale."
"""Shown on the home page and on the list of services."""


@dataclass(frozen=True)
class DemoPage:
    """One page to be written: its URL, its template, and what the template is given."""

    url: str
    template: str
    kind: str
    title: str
    description: str
    more: dict[str, object] = field(default_factory=dict)

    def values(self) -> dict[str, object]:
        """Everything the template may name; what a page lacks is empty."""
        return {
            "url": self.url,
            "kind": self.kind,
            "title": self.title,
            "short_title": self.title,
            "description": self.description,
            "robots": "",
            "canonical": "",
            "crumbs": [],
        } | self.more


@dataclass(frozen=True)
class Teaser:
    """What a list shows of a post or a service."""

    url: str
    title: str
    description: str
    menu_title: str
    summary: str
    date: object


def teaser(document: Document) -> Teaser:
    """The teaser of a document."""
    head = document.head
    return Teaser(
        document.url, head.title, head.description, head.menu_title, head.summary, head.date
    )


def recent_posts(firm: Firm) -> list[Teaser]:
    """The posts that stand in every sidebar."""
    return [teaser(post) for post in read_posts()[: firm.recent_posts]]


def all_pages(firm: Firm) -> Iterator[DemoPage]:
    """Every HTML page of the site."""
    posts, documents = read_posts(), read_pages()
    services = [teaser(d) for d in documents if _is_service(d) and d.head.in_menu]
    yield DemoPage("/", "home.html", "home", HOME_TITLE, HOME_LEAD, {"services": services})
    yield _services_page(services)
    for document in documents:
        yield _service(document, services) if _is_service(document) else _page(document)
    for post in posts:
        yield _post(post, firm)
    yield from _print_versions(posts, firm)
    yield from _blog_pages([teaser(post) for post in posts], firm.posts_a_page)
    yield from _tag_pages(posts, firm)
    yield DemoPage("/404.html", "404.html", "page", "Page not found", "", {"robots": "noindex"})


def sitemap_urls() -> list[str]:
    """What the sitemap names: pages, services and posts, those without any inlink among them."""
    documents = [d for d in (*read_pages(), *read_posts()) if d.head.in_sitemap]
    return ["/", "/services/", "/blog/", *(document.url for document in documents)]


def _is_service(document: Document) -> bool:
    return document.url.startswith("/services/")


def _crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return [{"url": url, "title": title} for url, title in (("/", "Home"), *steps)]


def _services_page(services: list[Teaser]) -> DemoPage:
    more: dict[str, object] = {"services": services, "crumbs": _crumbs()}
    return DemoPage("/services/", "services.html", "page", "Services", SERVICES_LEAD, more)


def _service(document: Document, services: list[Teaser]) -> DemoPage:
    more: dict[str, object] = {
        "services": services,
        "body": document.body,
        "short_title": document.head.menu_title,
        "crumbs": _crumbs(("/services/", "Services")),
    }
    return _of(document, "service.html", "service", more)


def _page(document: Document) -> DemoPage:
    more: dict[str, object] = {"body": document.body, "crumbs": _crumbs()}
    return _of(document, document.head.template or "page.html", "page", more)


def _post(document: Document, firm: Firm) -> DemoPage:
    head = document.head
    more: dict[str, object] = {
        "body": document.body,
        "date": head.date,
        "author": head.author,
        "tags": [{"url": f"/blog/tag/{tag}/", "title": firm.tags[tag]} for tag in head.tags],
        "crumbs": _crumbs(("/blog/", "Blog")),
    }
    return _of(document, "post.html", "post", more)


def _of(document: Document, template: str, kind: str, more: dict[str, object]) -> DemoPage:
    head = document.head
    return DemoPage(document.url, template, kind, head.title, head.description, more)


def _print_versions(posts: list[Document], firm: Firm) -> Iterator[DemoPage]:
    printed = {f"/blog/{name}/" for name in firm.print["posts"]}
    for post in posts:
        if post.url in printed:
            more: dict[str, object] = {"body": post.body, "canonical": post.url}
            page = _of(post, "page.html", "page", more)
            yield DemoPage(
                f"{post.url}print/", page.template, page.kind, page.title, page.description, more
            )


def _blog_pages(posts: list[Teaser], size: int) -> Iterator[DemoPage]:
    parts = [posts[start : start + size] for start in range(0, len(posts), size)]
    urls = ["/blog/", *(f"/blog/page/{number}/" for number in range(2, len(parts) + 1))]
    for number, (url, part) in enumerate(zip(urls, parts, strict=True)):
        more: dict[str, object] = {
            "posts": part,
            "newer": urls[number - 1] if number else "",
            "older": urls[number + 1] if number + 1 < len(urls) else "",
            "crumbs": _crumbs(),
        }
        title = f"Blog, page {number + 1}" if number else "Blog"
        yield DemoPage(url, "listing.html", "listing", title, "Notes on tax and business.", more)


def _tag_pages(posts: list[Document], firm: Firm) -> Iterator[DemoPage]:
    for tag, title in firm.tags.items():
        more: dict[str, object] = {
            "posts": [teaser(post) for post in posts if tag in post.head.tags],
            "newer": "",
            "older": "",
            "robots": "noindex, follow",
            "crumbs": _crumbs(("/blog/", "Blog")),
        }
        yield DemoPage(f"/blog/tag/{tag}/", "listing.html", "listing", title, "", more)
