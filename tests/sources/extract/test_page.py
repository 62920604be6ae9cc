"""Laws of reading one answer: its facts, its redirects, and that nothing hostile breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers import HOME, answer, links, read
from linkequity.snapshot.tables import PAGES
from linkequity.sources.extract.raw import RAW_LINKS, RAW_PASSAGES
from linkequity.sources.extract.reader import MAX_LINKS

PAGE = """<!doctype html><html lang="en-AU"><head><title> Tax  advice </title>
<meta name="description" content="What we do"><link rel=canonical href="/tax?utm_source=x">
<meta name=robots content="index, NOFOLLOW"></head><body><h1>Tax <em>advice</em></h1>
<p>We help.</p><h2>Fees</h2><script>run()</script><script src=x.js></script>
<script type="application/ld+json">{}</script></body></html>"""


def test_the_facts_a_page_declares_are_read() -> None:
    page = read(PAGE, url=HOME + "old").page
    assert page["title"] == "Tax advice"
    assert page["meta_description"] == "What we do"
    assert page["declared_canonical"] == HOME + "tax"
    assert page["canonical_source"] == "html"
    assert (page["noindex"], page["nofollow"]) == (False, True)
    assert page["language"] == "en"
    assert page["headings"] == ["h1 Tax advice", "h2 Fees"]
    assert page["scripts"] == 2
    assert page["is_html"] is True


def test_the_same_bytes_give_the_same_rows() -> None:
    assert read(PAGE) == read(PAGE)


def test_rows_have_the_columns_of_their_tables() -> None:
    found = read(PAGE)
    assert set(found.page) <= set(PAGES.schema.names())
    assert list(found.links) == RAW_LINKS.schema.names()
    assert list(found.passages) == RAW_PASSAGES.schema.names()


@pytest.mark.parametrize(
    ("head", "headers", "expected", "source"),
    [
        ("<link rel=canonical href=/a><link rel=canonical href=/b>", (), "a", "html"),
        ("", (("link", '</next>; rel=next, </c>; rel="canonical"'),), "c", "header"),
        ("<link rel=canonical href=/a>", (("link", "</c>; rel=canonical"),), "a", "html"),
        ("<link rel='alternate canonical' hreflang=de href=/a>", (), None, None),
        ("<link rel=canonical href=''>", (), None, None),
        ("<template><link rel=canonical href=/a></template>", (), None, None),
    ],
)
def test_the_first_canonical_of_the_head_counts_then_the_header(
    head: str, headers: tuple[tuple[str, str], ...], expected: str | None, source: str | None
) -> None:
    page = read(f"<html><head>{head}</head><body>x", headers=headers).page
    assert page.get("declared_canonical") == (HOME + expected if expected else None)
    assert page.get("canonical_source") == source


def test_a_canonical_in_the_body_does_not_count() -> None:
    page = read("<html><head></head><body><p>x</p><link rel=canonical href=/a></body>").page
    assert "declared_canonical" not in page


def test_a_redirect_is_one_hop_and_finds_its_target() -> None:
    found = read("moved", url=HOME + "a", status=301, headers=(("location", "/b"),))
    assert found.page["redirect_to"] == HOME + "b"
    assert [row["kind"] for row in found.redirects] == ["http"]
    assert [(f.url, f.source) for f in found.found] == [(HOME + "b", "redirect")]


def test_a_redirect_that_leaves_the_site_finds_nothing() -> None:
    found = read(status=302, headers=(("location", "https://other.example/"),))
    assert found.redirects[0]["internal"] is False
    assert found.found == ()


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/b", HOME + "b"),
        ("0;URL='/b'", HOME + "b"),
        ("1,/b", HOME + "b"),
        ("5; url=/b", None),
        ("0", None),
        ("0; url=/", None),
    ],
)
def test_only_an_instant_refresh_to_another_page_is_a_redirect(
    content: str, target: str | None
) -> None:
    found = read(f'<meta http-equiv="Refresh" content="{content}">')
    assert found.page["redirect_to"] == target
    assert [row["kind"] for row in found.redirects] == (["meta_refresh"] if target else [])


def test_a_refresh_inside_noscript_is_no_redirect() -> None:
    html = "<noscript><meta http-equiv=refresh content='0;url=/b'></noscript>"
    assert read(html).redirects == ()


def test_links_of_an_error_page_are_not_read_but_its_title_is() -> None:
    found = read("<title>Not here</title><a href=/a>a</a>", status=404)
    assert found.page["title"] == "Not here"
    assert found.page["is_html"] is False
    assert found.links["href"] == []


@pytest.mark.parametrize(
    ("body", "looks"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"<?xml version='1.0'?>\n<!-- made -->\n<rss version='2.0'>", "application/rss+xml"),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", "application/atom+xml"),
        (b"<urlset><url>", "a sitemap"),
    ],
)
def test_what_is_no_html_says_what_it_looks_like(body: bytes, looks: str) -> None:
    page = read(body).page
    assert page["is_html"] is False
    assert page["error"] == f"not html: looks like {looks}"


def test_undeclared_html_is_read_and_other_types_are_not() -> None:
    assert read("<!doctype html><title>x</title>", content_type=None).page["is_html"] is True
    assert read("<html>", content_type="application/pdf").page["is_html"] is False


def test_closed_elements_of_xhtml_do_not_swallow_the_page() -> None:
    html = '<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="x"/><title>T</title>'
    html += '</head><body><a id="top"/><p><a href="/a">a</a></p></body></html>'
    found = read(html, content_type="application/xhtml+xml")
    assert found.page["title"] == "T"
    assert found.links["href"] == ["/a"]


def test_more_links_than_are_kept_are_counted_in_the_error() -> None:
    found = read("<a href=/x>x</a>" * (MAX_LINKS + 5))
    assert len(found.links["href"]) == MAX_LINKS
    assert "20,000 of 20,005 links" in str(found.page["error"])


@pytest.mark.parametrize(
    "html",
    [
        "<div class=a>" * 100_000 + "<a href=/deep>deep</a>",
        "<a href=/x><table><td>" * 3_000,
        "<b>" * 50_000 + "<p>" * 50_000,
        "<p>" + "<svg>" * 20_000 + "<title>x",
        "<a href='" + "y" * 1_000_000 + "'>x</a>",
        "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + "><a href=/x>x",
        "<div class='" + "menu " * 200_000 + "'><a href=/x>x</a></div>",
        "<h1>" * 20_000,
        "<p>x" * 100_000,
        "<!--" * 100_000,
        "<a href=/x>" + "word " * 500_000 + "</a>",
    ],
    ids=range(11),
)
def test_monstrous_pages_neither_raise_nor_recurse(html: str) -> None:
    assert read(html).page["is_html"] is True


TAGS = ["a", "b", "p", "div", "nav", "main", "table", "td", "svg", "template", "noscript", "h1"]
TAGS += ["title", "script", "select", "option", "li", "ul", "base", "meta", "link", "img", "br"]
ODDITIES = ["<a href=/x>", "<a href>", "<a href='#\x00'>", "<img alt=z>", "<base href=//[>", "\x00"]
ODDITIES += ["<meta http-equiv=refresh content='0;url=&#xD800;'>", "<a href='javascript:x'>"]
ODDITIES += ["<a href='http://[::1'>", "<link rel=canonical href='::'>", "&#0;", "<nav role=''>"]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(ODDITIES),
    st.text(max_size=8),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_hostile_markup_never_raises_and_never_loses_rows(html: str) -> None:
    found = read(html)
    counts = {len(values) for values in found.links.values()}
    assert len(counts) == 1
    assert found.links["order"] == list(range(counts.pop()))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([None, "text/html", "text/html;charset=utf-16"]))
def test_hostile_bytes_never_raise(body: bytes, content_type: str | None) -> None:
    assert read(body, content_type=content_type).page["size"] == len(body)


def test_a_failed_fetch_is_a_row_without_text() -> None:
    given_up = answer(b"", content_type=None)
    assert links("", status=500) == []
    assert given_up.header("content-type") == ""


def test_words_of_scripts_without_spaces_are_counted_by_their_letters() -> None:
    """A Japanese page of two sentences is not an empty one."""
    japanese = "<main><p>古いエピソードが見つかりません。フィードを確認してください。</p></main>"
    spaced = "<main><p>Old episodes cannot be found. Check the feed.</p></main>"
    assert 10 <= read(japanese).page["words"] <= 20
    assert read(spaced).page["words"] == 8
