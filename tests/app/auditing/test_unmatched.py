"""What linkequity.toml names and the site does not have is said, section by section."""

import pytest

import tiny
from linkequity.app.auditing.unmatched import unmatched

SLIPS = {
    '{priority: {/tax: 1, /gone: 2, "/shop/*": 1}}': (
        "[priority]: no indexable page for /gone, /shop/*."
    ),
    "{pillars: {/missing: Tax}}": "[pillars]: no indexable page for /missing.",
    "{pillars: {/tax: {members: [/nowhere]}}}": "[pillars]: no indexable page for /nowhere.",
    '{segments: {blog: "/blog/*", posts: "/blog/a", shop: "/shop/*"}}': (
        '[segments]: no page left for posts = "/blog/a", shop = "/shop/*".'
    ),
    '{content_kinds: {listing: ["/blog/*", "/etiquette/*"]}}': (
        "[content_kinds]: no page for /etiquette/*."
    ),
    '{audits: {intended_orphans: ["/thanks*", /tax]}}': (
        "[audits] intended_orphans: no page for /thanks*."
    ),
    '{landing_pages: {commercial: ["/offers/*"]}}': (
        "[landing_pages] commercial: no page for /offers/*."
    ),
}
PAGES = "pages: {/: {links: [/tax, /blog/a, /gone]}, /tax: {}, /blog/a: {}, /gone: {status: 404}}"


@pytest.mark.parametrize("settings", SLIPS)
def test_a_name_that_means_nothing_is_said_with_its_section(settings: str) -> None:
    site = tiny.site(f"{PAGES}\nsettings: {settings}")
    assert unmatched(tiny.facts_of(site)) == [f"linkequity.toml, {SLIPS[settings]}"]


def test_names_that_mean_pages_are_not_spoken_of() -> None:
    """A listed priority, pillar, segment, kind and orphan that are there leave nothing to say."""
    fine = "{priority: {/tax: 1}, pillars: {/tax: Tax}, segments: {blog: '/blog/*'}}"
    assert unmatched(tiny.facts_of(tiny.site(f"{PAGES}\nsettings: {fine}"))) == []
