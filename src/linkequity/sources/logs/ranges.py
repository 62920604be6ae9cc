"""The addresses a crawler comes from, as its company publishes them.

`{"creationTime": "…", "prefixes": [{"ipv4Prefix": "66.249.64.0/27"}, {"ipv6Prefix": "…"}]}`, the
form that Google began (https://developers.google.com/crawling/docs/crawlers-fetchers/verify-google-requests)
and Microsoft, OpenAI, Perplexity, Apple and others took over. The files do not say whose they
are; their names do.
"""

import ipaddress
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from linkequity.base.crawlers import Crawler, known_crawlers
from linkequity.base.errors import FileUnreadable, UsageError

MAX_BYTES = 20_000_000
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class _Prefix(msgspec.Struct, frozen=True):
    ipv4: str | None = msgspec.field(name="ipv4Prefix", default=None)
    ipv6: str | None = msgspec.field(name="ipv6Prefix", default=None)


class _Published(msgspec.Struct, frozen=True):
    prefixes: list[_Prefix]


@dataclass(frozen=True)
class Addresses:
    """Addresses as numbers: sorted intervals that do not overlap, by version of the protocol."""

    begins: Mapping[int, list[int]]
    ends: Mapping[int, list[int]]

    @classmethod
    def of(cls, networks: Iterable[Network]) -> "Addresses":
        """All addresses of some networks."""
        begins: dict[int, list[int]] = {4: [], 6: []}
        ends: dict[int, list[int]] = {4: [], 6: []}
        for network in sorted(networks, key=lambda n: (int(n[0]), n.prefixlen)):
            version = network.version
            if not ends[version] or int(network[-1]) > ends[version][-1]:
                begins[version].append(int(network[0]))
                ends[version].append(int(network[-1]))
        return cls(begins, ends)

    def hold(self, address: str) -> bool | None:
        """Whether an address is one of them; None for what is no address."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return None
        place = bisect_right(self.begins[found.version], int(found)) - 1
        return place >= 0 and int(found) <= self.ends[found.version][place]


@dataclass(frozen=True)
class IpRanges:
    """The addresses of those crawlers for which a file was given, by the crawler's name."""

    of: Mapping[str, Addresses]

    def verify(self, crawler: str, address: str | None) -> bool | None:
        """Whether a request is from where the crawler comes from; None where that is not known."""
        published = self.of.get(crawler)
        return published.hold(address) if published and address else None

    def named(self, address: str) -> str | None:
        """The first crawler that comes from an address."""
        return next((name for name, held in self.of.items() if held.hold(address)), None)


NO_RANGES = IpRanges({})


def read_ranges(files: Iterable[str]) -> IpRanges:
    """The ranges in files, each `FILE` as downloaded or `CRAWLER=FILE`; several add up.

    UsageError where a file does not tell whose it is, FileUnreadable where it is no such file.
    """
    networks: dict[str, list[Network]] = {}
    for given in files:
        path, crawlers = _whose(given)
        for crawler in crawlers:
            networks.setdefault(crawler.name, []).extend(_networks(path))
    return IpRanges({name: Addresses.of(found) for name, found in networks.items()})


def _whose(given: str) -> tuple[Path, list[Crawler]]:
    name, equals, file = given.partition("=")
    if equals:
        path = Path(file)
        crawlers = [c for c in known_crawlers() if c.user_agent and c.name.lower() == name.lower()]
    else:
        path = Path(given)
        crawlers = [c for c in known_crawlers() if path.name.lower() in c.ranges]
    if not crawlers:
        names = ", ".join(c.name for c in known_crawlers() if c.user_agent)
        raise UsageError(
            "does not tell which crawler's addresses it holds",
            where=given,
            hint=f"Name the crawler, as in --ip-ranges Googlebot=FILE. There are {names}.",
        )
    return path, crawlers


def _networks(path: Path) -> list[Network]:
    try:
        with path.open("rb") as file:
            published = msgspec.json.decode(file.read(MAX_BYTES), type=_Published)
        texts = [text for p in published.prefixes for text in (p.ipv4, p.ipv6) if text]
        return [ipaddress.ip_network(text, strict=False) for text in texts]
    except OSError as error:
        raise FileUnreadable.of(error, path) from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise FileUnreadable(
            f"is no list of a crawler's addresses: {error}",
            where=str(path),
            hint='Expected JSON: {"prefixes": [{"ipv4Prefix": "192.0.2.0/24"}, …]}.',
        ) from None
