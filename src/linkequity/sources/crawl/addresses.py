"""Which addresses may be connected to: public ones, and those of the host the user typed.

A page, a redirect or a name server could otherwise point the crawl at services inside the
network it runs in (server-side request forgery). Names are judged by what they resolve to at the
moment of connecting, so that a name that changes its address gains nothing.
"""

import ipaddress

from linkequity.base.urls import is_address, name_of

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Not public either, whatever Python's list says: of private use, retired, or IPv4 in disguise.
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "fec0::/10"),
    )
)


class PrivateAddressRefused(OSError):
    """A host other than the typed one leads to an address that is not public."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet; wrapped IPv4 is unwrapped first.

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0].strip("[]"))
    except ValueError:
        return False
    plain = _unwrapped(parsed) if isinstance(parsed, ipaddress.IPv6Address) else parsed
    listed = any(plain in network for network in _NOT_PUBLIC)
    return plain.is_global and not plain.is_multicast and not listed


def _unwrapped(
    address: ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def is_loopback(url: str) -> bool:
    """Whether a URL is on this very machine, by its name or address."""
    name = name_of(url)
    local = name == "localhost" or name.endswith(".localhost") or name == "::1"
    return local or (is_address(name) and name.startswith("127."))
