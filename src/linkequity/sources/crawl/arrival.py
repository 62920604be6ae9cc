"""Arriving at a site: from the URL that was typed to the host that answers it."""

import re
from dataclasses import dataclass

from linkequity.base.errors import (
    CrawlError,
    HostUnreachable,
    LoginRequired,
    RobotsForbids,
    TlsFailed,
)
from linkequity.base.urls import host_of, path_of, resolve, site_of
from linkequity.sources.crawl.fetch import Fetcher
from linkequity.sources.crawl.reply import BodyRule, Reply
from linkequity.sources.crawl.robots import Robots, Rules

_HOPS = 10
_PASSWORD = re.compile(rb"""<input[^>]{0,300}type\s*=\s*["']?password""", re.IGNORECASE)
_LOGIN_PATH = re.compile(r"log-?_?in|sign-?_?in|/sso\b|/auth|anmeld|/account", re.IGNORECASE)
_LOGIN_HINT = "Give a login by --auth user:password, or a cookie or token by --header."
_REASONS = {
    "dns": "there is no such host",
    "refused": "the host refuses the connection",
    "timeout": "the host did not answer in time",
    "reset": "the host breaks the connection",
    "private_address": "it leads to a private address, which only a typed URL may do",
    "malformed": "what answers is not HTTP",
}


@dataclass(frozen=True)
class Arrival:
    """Where a crawl begins: the start page in scope, the site, and the rules of its host.

    `answer` is in words what the last page on the way answered, for messages.
    """

    start_url: str
    site: str
    rules: Rules
    answer: str


async def arrive(typed: str, fetcher: Fetcher, robots: Robots, page: BodyRule) -> Arrival:
    """Follow the typed URL's redirects to the site; the crawl error where there is none."""
    way = [typed]
    while True:
        url = way[-1]
        rules = await robots.of(url)
        _demand_open(url, rules)
        if rules.refusal(url):
            return _arrival(way, rules, "robots.txt keeps the start page out")
        reply = await fetcher.get(url, page)
        _demand_answer(url, reply)
        target = _next_hop(url, reply)
        if target is None or target in way or len(way) > _HOPS:
            break
        way.append(target)
    _demand_no_login(way, reply)
    return _arrival(way, rules, f"the start page answered {reply.status}")


def _arrival(way: list[str], rules: Rules, answer: str) -> Arrival:
    site = site_of(way[-1])
    start = next(url for url in way if site_of(url) == site)
    return Arrival(start, site, rules, answer)


def _next_hop(url: str, reply: Reply) -> str | None:
    location = reply.header("location")
    redirects = reply.status in {301, 302, 303, 307, 308}
    return resolve(url, location) if redirects and location else None


def _demand_open(url: str, rules: Rules) -> None:
    if rules.unreachable is not None:
        _demand_answer(url, rules.unreachable)
    if rules.closed:
        raise RobotsForbids(
            f"{rules.closed}, which means to stay out",
            where=host_of(url),
            hint="Try again later, or have the server answer 404 where there is no robots.txt.",
        )


def _demand_answer(url: str, reply: Reply) -> None:
    if reply.status is None:
        raise unreachable(url, reply)


def unreachable(url: str, reply: Reply, *, done: int = 0) -> CrawlError:
    """The error for a host that gave no answer, from the start or after `done` pages."""
    if reply.fault == "tls":
        return TlsFailed(
            f"the certificate was not accepted: {reply.detail}",
            where=host_of(url),
            hint="Mend the certificate, or name a trusted one by SSL_CERT_FILE.",
        )
    reason = _REASONS.get(reply.fault or "", reply.fault or "no answer")
    after = f" after {done} pages" if done else ""
    again = " Nothing is lost: run the same command again to go on." if done else ""
    return HostUnreachable(
        f"{reason}{after} ({reply.fault}: {reply.detail})",
        where=host_of(url),
        hint=f"Check the address, the network and the proxy settings.{again}",
    )


def _demand_no_login(way: list[str], reply: Reply) -> None:
    url = way[-1]
    asks = reply.status == 401 or (reply.status == 403 and _has_password(reply))
    sent = len(way) > 1 and _LOGIN_PATH.search(path_of(url)) and _has_password(reply)
    if asks or sent:
        raise LoginRequired(
            f"the start page asks for a login (status {reply.status})", where=url, hint=_LOGIN_HINT
        )


def _has_password(reply: Reply) -> bool:
    return _PASSWORD.search(reply.body) is not None
