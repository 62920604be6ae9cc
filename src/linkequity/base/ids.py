"""Names that survive the next crawl: of findings, recommendations and tasks.

An id says what a thing is about and nothing else: not when it was found, how large its stake is
or where in a list it stood. So the same finding of two audits bears the same id.
"""

import base64
import hashlib

from linkequity.base.urls import host_of, path_of, site_of

ID_BYTES = 8
# 60 bits: among a million ids of one site two are equal by chance once in two million sites.
ID_LENGTH = 12


def stable_id(kind: str, *parts: str) -> str:
    """Twelve letters and digits (base32 of BLAKE2b) that `kind` and `parts` alone decide.

    >>> stable_id("finding", "orphan-pages", "/old-guide")
    'akn5aklxwiko'
    >>> stable_id("finding", "ab", "c") == stable_id("finding", "a", "bc")
    False
    """
    digest = hashlib.blake2b(digest_size=ID_BYTES)
    for part in (kind, *parts):
        text = part.encode(errors="surrogatepass")
        digest.update(len(text).to_bytes(8, "big") + text)
    return base64.b32encode(digest.digest()).decode()[:ID_LENGTH].lower()


def finding_id(audit: str, url: str, site: str) -> str:
    """The id of what an audit found at a URL; http or https, www or not, is one finding."""
    return stable_id("finding", audit, page_key(url, site))


def recommendation_id(source: str, target: str, site: str) -> str:
    """The id of advice to link from one page to another."""
    return stable_id("recommendation", page_key(source, site), page_key(target, site))


def task_id(audit: str) -> str:
    """The id of the work an audit asks for, whatever it finds this time."""
    return stable_id("task", audit)


def page_key(url: str, site: str) -> str:
    """What a page is known by from one crawl to the next: its path, elsewhere its host too.

    >>> page_key("http://www.example.com/a?b=1", "example.com")
    '/a?b=1'
    >>> page_key("https://blog.example.com/a", "example.com")
    'blog.example.com/a'
    """
    return path_of(url) if site_of(url) == site else host_of(url) + path_of(url)
