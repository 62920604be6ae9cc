"""Scrapy and parsel take from every page what linkequity takes, and store it as JSON lines.

Written to be fast: selectors find elements, the lxml elements behind them are read, and what is
known of an ancestor (landmark, container path, block text) is computed once a page.
"""

import hashlib
import json
import re
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse, Response, XmlResponse

LANDMARKS = {"nav": "navigation", "header": "header", "footer": "footer", "aside": "sidebar"}
ROLES = {
    "navigation": "navigation",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "sidebar",
}
BLOCKS = frozenset(
    "p li td th dd dt h1 h2 h3 h4 h5 h6 pre blockquote figcaption caption summary div section "
    "article main aside nav header footer body".split()
)
PASSAGES = "h1, h2, h3, h4, h5, h6, p, li, dd, blockquote, pre, figcaption, td"
HEADINGS = re.compile("h[1-6]")
AROUND = 100


def folded(text: str) -> str:
    return " ".join(text.split())


class Page:
    """One parsed page, with what is known of its elements so far."""

    def __init__(self, response: HtmlResponse) -> None:
        self.response = response
        self.places: dict[Any, tuple[str, str]] = {}
        self.texts: dict[Any, str] = {}

    def text(self, element: Any) -> str:
        if element not in self.texts:
            self.texts[element] = folded("".join(element.itertext()))
        return self.texts[element]

    def place(self, element: Any) -> tuple[str, str]:
        """Landmark position and container path of an element."""
        if element is None or element.tag == "html":
            return "content", ""
        if element not in self.places:
            position, path = self.place(element.getparent())
            own = LANDMARKS.get(element.tag) or ROLES.get(element.get("role", ""))
            classes = ".".join(element.get("class", "").split())
            self.places[element] = own or position, f"{path}>{element.tag}.{classes}"
        return self.places[element]

    def links(self) -> Iterator[dict[str, Any]]:
        for order, selector in enumerate(self.response.css("a[href], area[href]")):
            yield self.link(order, selector.root)

    def link(self, order: int, element: Any) -> dict[str, Any]:
        block = element.getparent()
        while block is not None and block.tag not in BLOCKS:
            block = block.getparent()
        position, path = self.place(block)
        words = self.text(block) if block is not None else ""
        anchor = self.text(element)
        before, _, after = words.partition(anchor) if anchor else (words, "", "")
        rel = (element.get("rel") or "").lower()
        image = None if anchor else next(element.iter("img"), None)
        href = element.get("href")
        return {
            "order": order,
            "href": href,
            "target": self.target(href),
            "anchor_text": anchor,
            "alt_text": image.get("alt") if image is not None else None,
            "rel": rel,
            "nofollow": "nofollow" in rel,
            "ugc": "ugc" in rel,
            "sponsored": "sponsored" in rel,
            "link_position": position,
            "container_path": path,
            "container_hash": digest(path),
            "block_hash": digest(words),
            "text_before": before[-AROUND:],
            "text_after": after[:AROUND],
        }

    def target(self, href: str) -> str | None:
        try:
            url = urldefrag(urljoin(self.response.url, href.strip()))[0]
        except ValueError:
            return None
        return url if url.startswith(("http://", "https://")) else None

    def passages(self) -> list[dict[str, Any]]:
        elements = [selector.root for selector in self.response.css(PASSAGES)]
        return [
            {"passage": n, "tag": e.tag, "text": self.text(e), "link_position": self.place(e)[0]}
            for n, e in enumerate(elements)
        ]

    def row(self) -> dict[str, Any]:
        response = self.response
        passages = self.passages()
        main = " ".join(p["text"] for p in passages if p["link_position"] == "content")
        return {
            "url": response.url,
            "status": response.status,
            "size": len(response.body),
            "title": folded(response.css("title::text").get("")),
            "language": response.css("html::attr(lang)").get(),
            "meta_description": response.css('meta[name="description"]::attr(content)').get(),
            "declared_canonical": response.css('link[rel="canonical"]::attr(href)').get(),
            "meta_robots": response.css('meta[name="robots"]::attr(content)').get(),
            "scripts": len(response.css("script")),
            "headings": [f"{p['tag']} {p['text']}" for p in passages if HEADINGS.match(p["tag"])],
            "words": len(main.split()),
            "content_hash": digest(main),
            "passages": passages,
            "links": list(self.links()),
        }


def digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


class SiteSpider(scrapy.Spider):
    """Every page of one host, from the start page and the sitemap."""

    name = "site"

    def __init__(self, origin: str) -> None:
        super().__init__()
        self.origin = origin
        self.answered = 0
        self.kept = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for request in self.follow([self.origin, self.origin + "sitemap.xml"]):
            yield request

    def parse(self, response: Response) -> Iterator[Any]:
        self.answered += 1
        if 300 <= response.status < 400:
            target = urljoin(response.url, response.headers.get("Location", b"").decode())
            yield {"url": response.url, "status": response.status, "redirect_to": target}
            yield from self.follow([target])
        elif isinstance(response, XmlResponse):
            yield from self.follow(response.xpath("//*[local-name()='loc']/text()").getall())
        elif isinstance(response, HtmlResponse) and response.status == 200:
            row = Page(response).row()
            self.kept += len(row["links"])
            yield row
            yield from self.follow(link["target"] for link in row["links"])
        else:
            yield {"url": response.url, "status": response.status}

    def follow(self, urls: Iterable[str | None]) -> Iterator[scrapy.Request]:
        for url in urls:
            if url and url.startswith(self.origin):
                yield scrapy.Request(url, callback=self.parse)


SETTINGS = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 5,
    "DOWNLOAD_DELAY": 0,  # loopback: linkequity sets no rate there either
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "HTTPERROR_ALLOW_ALL": True,
    "REDIRECT_ENABLED": False,  # hops are followed by the spider, each recorded
    "LOG_LEVEL": "ERROR",
    "LOGSTATS_INTERVAL": 0,
    "FEEDS": {"pages.jsonl": {"format": "jsonlines", "overwrite": True}},
}


def main(origin: str) -> None:
    process = CrawlerProcess(SETTINGS)
    crawler = process.create_crawler(SiteSpider)
    process.crawl(crawler, origin=origin)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, SiteSpider)
    print(json.dumps({"answered": spider.answered, "links": spider.kept}))


if __name__ == "__main__":
    main(sys.argv[1])
