"""The worked example as a folder: whole, repeatable, and with every planted fault in it."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from linkequity.app.demo import DemoSite, build_demo
from linkequity.sources.registry import read

ORIGIN = "http://127.0.0.1:8461"
TARGET = "/services/tax-advisory/"
SUPPORTERS = (
    "/blog/before-you-sell-your-business/",
    "/blog/trust-distributions-before-30-june/",
    "/blog/company-or-trust/",
)
LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> DemoSite:
    return build_demo(tmp_path_factory.mktemp("demo"), ORIGIN)


def html_of(site: DemoSite, url: str) -> str:
    return (site.root / url.strip("/") / "index.html").read_text(encoding="utf-8")


def urls_of(site: DemoSite) -> set[str]:
    files = site.root.rglob("index.html")
    return {f"/{f.parent.relative_to(site.root)}/".replace("/./", "/") for f in files}


def all_links(site: DemoSite) -> dict[str, set[str]]:
    return {url: {href for href, _ in LINK.findall(html_of(site, url))} for url in urls_of(site)}


def main_links(site: DemoSite, url: str) -> set[str]:
    """Links of the main text: what stands in the article, its navigation and footer aside."""
    article = html_of(site, url).partition("<article>")[2].partition("</article>")[0]
    article = re.sub(r"<(nav|footer)\b.*?</\1>", "", article, flags=re.DOTALL)
    return {href for href, _ in LINK.findall(article)}


def sitemap(site: DemoSite) -> set[str]:
    text = (site.root / "sitemap.xml").read_text(encoding="utf-8")
    return {urlsplit(url).path for url in re.findall(r"<loc>(.*?)</loc>", text)}


def test_the_example_has_about_sixty_pages_and_thirty_posts(site: DemoSite) -> None:
    urls = urls_of(site)
    posts = [url for url in urls if re.fullmatch(r"/blog/[^/]+/", url)]
    assert 55 <= len(urls) <= 70
    assert 28 <= len(posts) <= 34


def test_building_twice_for_one_origin_gives_the_same_bytes(site: DemoSite, tmp_path: Path) -> None:
    again = build_demo(tmp_path, ORIGIN)
    first = {f.relative_to(site.root): f.read_bytes() for f in site.root.rglob("*") if f.is_file()}
    second = {
        f.relative_to(again.root): f.read_bytes() for f in again.root.rglob("*") if f.is_file()
    }
    assert first == second
    assert again.backlinks.read_bytes() == site.backlinks.read_bytes()


def test_three_posts_link_to_the_target_in_their_text_and_it_links_back_to_none(
    site: DemoSite,
) -> None:
    for post in SUPPORTERS:
        inside = {href for href in main_links(site, post) if href.startswith("/")}
        assert inside == {TARGET}
    assert not any(href.startswith("/") for href in main_links(site, TARGET))


def test_the_sitemap_names_pages_that_no_link_reaches(site: DemoSite) -> None:
    linked = set().union(*all_links(site).values())
    redirected = {site.redirects[url] for url in linked & set(site.redirects)}
    assert sitemap(site) - linked - redirected == {
        "/services/estate-planning/",
        "/guides/fringe-benefits-starter/",
        "/events/tax-breakfast-2025/",
    }


def test_links_to_pages_that_are_not_there_are_of_three_kinds(site: DemoSite) -> None:
    links = all_links(site)
    inside = {href for hrefs in links.values() for href in hrefs if href.startswith("/")}
    missing = {h for h in inside if h.endswith("/")} - urls_of(site) - set(site.redirects)
    assert missing == {
        "/careers/",
        "/blog/instant-asset-write-off-2019/",
        "/blog/software-comparison-2019/",
        "/blog/jobkeeper-turnover-test/",
    }
    assert all("/careers/" in hrefs for hrefs in links.values()), "one stands in every footer"
    assert site.gone == {"/blog/jobkeeper-turnover-test/"}


def test_a_redirect_chain_of_two_hops_stands_in_menu_text_and_backlinks(site: DemoSite) -> None:
    hop = site.redirects["/tax-advice/"]
    assert site.redirects[hop] == TARGET
    assert all("/tax-advice/" in hrefs for hrefs in all_links(site).values())
    assert "/tax-advice/" in main_links(site, "/blog/capital-gains-main-residence/")
    assert f"{ORIGIN}/tax-advice/" in read(site.backlinks).frame["target"].to_list()


def test_pages_that_won_backlinks_link_nowhere_in_their_text(site: DemoSite) -> None:
    targets = read(site.backlinks).frame["target"].to_list()
    for url in ("/research/brisbane-cash-flow-report/", "/tools/bas-date-calculator/"):
        assert targets.count(ORIGIN + url) >= 5
        assert main_links(site, url) == set()


def test_backlinks_land_on_a_page_that_is_gone_for_good(site: DemoSite) -> None:
    targets = read(site.backlinks).frame["target"].to_list()
    assert targets.count(f"{ORIGIN}/calculators/gst-calculator/") >= 5
    assert "/calculators/gst-calculator/" not in urls_of(site)


def test_two_posts_differ_in_hardly_a_word(site: DemoSite) -> None:
    words = [
        set(re.findall(r"\w+", html_of(site, f"/blog/eofy-checklist-{year}/").lower()))
        for year in (2025, 2026)
    ]
    assert len(words[0] & words[1]) / len(words[0] | words[1]) > 0.85


def test_generic_anchor_texts_stand_in_the_text(site: DemoSite) -> None:
    texts = {text.lower() for url in urls_of(site) for _, text in LINK.findall(html_of(site, url))}
    assert {"click here", "read more", "learn more", "here", "this page"} <= texts


def test_internal_links_are_nofollowed_in_text_and_menu(site: DemoSite) -> None:
    assert '<a href="/services/payroll/" rel="nofollow">' in html_of(site, "/blog/payday-super/")
    assert '<a class="login" href="/client-login/" rel="nofollow">' in html_of(site, "/")
    assert "Disallow: /client-login/" in (site.root / "robots.txt").read_text()


def test_a_guide_lies_at_the_end_of_a_chain_of_single_links(site: DemoSite) -> None:
    chain = (
        "/blog/ato-payment-plans/",
        "/guides/division-7a/",
        "/guides/division-7a/loan-agreements/",
        "/guides/division-7a/minimum-repayments/",
    )
    links = all_links(site)
    for source, page in pairwise(chain):
        assert [url for url, hrefs in links.items() if page in hrefs] == [source]


def test_tag_pages_are_noindex_and_the_print_version_names_its_original(site: DemoSite) -> None:
    assert 'name="robots" content="noindex, follow"' in html_of(site, "/blog/tag/payroll/")
    original = "/blog/payroll-tax-queensland/"
    printed = html_of(site, f"{original}print/")
    assert f'rel="canonical" href="{ORIGIN}{original}"' in printed


def test_the_backlinks_are_read_as_ahrefs_exported_them(site: DemoSite) -> None:
    backlinks = read(site.backlinks)
    domains = backlinks.frame["referring_domain"].unique().to_list()
    assert (backlinks.vendor, backlinks.refused) == ("ahrefs", 0)
    assert 55 <= backlinks.used <= 70
    assert 40 <= len(domains) <= 50
    assert all(domain.endswith(".example") for domain in domains)
    assert backlinks.frame["lost"].sum() == 3
    assert backlinks.frame["nofollow"].sum() == 2


def test_the_search_data_are_read_as_search_console_exported_them(site: DemoSite) -> None:
    pages, queries = (read(path) for path in site.search)
    assert (pages.vendor, queries.vendor) == ("search_console", "search_console")
    assert pages.refused == queries.refused == 0
    assert pages.frame["url"].null_count() == 0
    assert queries.frame["query"].null_count() == 0
    known = urls_of(site)
    assert all(urlsplit(url).path in known for url in pages.frame["url"].to_list())


def test_the_scenarios_name_pages_of_the_site_only(site: DemoSite) -> None:
    assert set(site.scenarios) == {"alone", "one_way", "two_way"}
    for path in site.scenarios.values():
        named = set(re.findall(r'(?:from|to) = "([^"]+)"', path.read_text(encoding="utf-8")))
        assert named <= {TARGET, *SUPPORTERS}
