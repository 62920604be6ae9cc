import asyncio

import pytest

from linkequity.sources.crawl.addresses import PrivateAddressRefused, is_public
from linkequity.sources.crawl.resolver import GuardedResolver

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "fec0::1",
    "64:ff9b:1::a00:1", "192.0.0.8", "not an address",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_spelling_of_a_private_address_passes_as_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_pass(address: str) -> None:
    assert is_public(address)


def test_a_name_that_leads_to_a_private_address_is_refused_unless_it_was_typed() -> None:
    async def resolve(trusted: set[str]) -> list[str]:
        resolver = GuardedResolver(trusted)
        return [str(found["host"]) for found in await resolver.resolve("localhost", 80)]

    assert asyncio.run(resolve({"localhost"}))
    with pytest.raises(PrivateAddressRefused):
        asyncio.run(resolve({"example.com"}))
