"""Kinds of content, by URL and title in five languages; in doubt, content."""

import polars as pl
import pytest

from linkequity.base.errors import SettingsInvalid
from linkequity.model.pages.content_kinds import classify

CASES = {
    "listing": """
        /tag/taxes /blog/tag/taxes/ /tags/ /category/news/ /en/category/news/local/ /author/jane
        /authors/jane.html /page/2/ /blog/page/12 /blog?page=3 /?paged=2 /blog/?cat=5 /2024/05/
        /2024/05/12/ /2024/ /blog/2023/ /archive/ /archives.html /product-category/shoes
        /kategorie/steuern /schlagwort/steuer/ /autor/hans /seite/3/ /archiv/
        /etiqueta/impuestos /categoria/noticias/ /pagina/2
        /etiquette/impots /categorie/actualites /auteur/marie
        /tag/%E7%A8%8E%E9%87%91 /%E3%82%AB%E3%83%86%E3%82%B4%E3%83%AA/news
    """,
    "utility": """
        /privacy /privacy-policy/ /en/terms /legal.html /imprint /login /wp-login.php /account/login
        /cart/ /checkout /contact /contact-us.html /about/contact/ /sitemap
        /impressum /datenschutz.html /agb /warenkorb/ /kontakt /anmelden
        /aviso-legal /politica-de-privacidad/ /contacto /carrito /iniciar-sesion
        /mentions-legales /politique-de-confidentialite /panier /connexion /nous-contacter
        /%E3%81%8A%E5%95%8F%E3%81%84%E5%90%88%E3%82%8F%E3%81%9B/
        /404.html /de/404/ /wp-json/ /wp-content/uploads/cache/ /xmlrpc.php?rsd
    """,
    "content": """
        / /about /blog/ /blog/a /services/legal /blog/cookies /2024/05/12/a-post /2024/05/a.html
        /archives/123 /tagging-your-links /blog/what-is-a-category /services/contact-lenses
        /guides/search /conference/2024/ /page/about /products/cart-wheels /en/ /de/kontaktlinsen
        /category-theory/monads /topics/tax /blog/login-security /p/12 /blog/404-errors
        /rooms/404/view
    """,
}
TITLES = {
    "listing": [
        "Tax – Page 3",
        "News | Page 2 of 9",
        "Category: News",
        "Seite 2 von 5 - Blog",
        "Tax Archives - Smith & Co",
        "Juni 2020 – Site Archiv",
        "5. Mai 2020 – The Site Archiv",
        "Los Angeles Archives",
        "Schlagwort: Steuer",
        "Archives des Impôts",
        "Página 4 | Noticias",
    ],
    "content": [
        "The Home Page 2 Redesign Story",
        "Archives and their keepers",
        "2. The Debian Archive — Debian FAQ",
        "2.3 Debian archive | Manual",
        "Manual – Chapter 4: Mail archives",
        "The Debian archive",
        "Search in the archive - Manual",
        "Das Archiv",
        "How to tag",
        "",
    ],
}


def kinds(
    paths: list[str], titles: list[str | None] | None = None, **overrides: list[str]
) -> list[str]:
    pages = pl.DataFrame(
        {"url": [f"https://example.com{p}" for p in paths], "title": titles or [None] * len(paths)},
        schema={"url": pl.String, "title": pl.String},
    )
    return classify(pages, pl.lit(value=False), overrides).to_list()


@pytest.mark.parametrize("kind", CASES)
def test_a_page_is_what_its_url_says(kind: str) -> None:
    """Marks, dates, page numbers, legal, login, cart and contact; whole words of the path only."""
    paths = CASES[kind].split()
    assert dict(zip(paths, kinds(paths), strict=True)) == dict.fromkeys(paths, kind)


@pytest.mark.parametrize("kind", TITLES)
def test_a_page_is_what_its_title_says(kind: str) -> None:
    """Titles that publishing systems write for lists; not titles that mention the word."""
    titles = TITLES[kind]
    found = kinds([f"/{n}" for n in range(len(titles))], list(titles))
    assert dict(zip(titles, found, strict=True)) == dict.fromkeys(titles, kind)


def test_what_documentation_generates_beside_its_texts_is_no_content() -> None:
    """Indexes of terms and modules, the page to search them, the legal notice."""
    paths = ["/3/genindex.html", "/3/genindex-A.html", "/3/py-modindex.html", "/api/index-all.html"]
    assert kinds([*paths, "/15/legalnotice.html"]) == ["listing"] * 4 + ["utility"]
    titles = ["Search — Widgets 3.1 documentation", "Search — how we built it"]
    assert kinds(["/3/search.html", "/blog/search"], titles) == ["listing", "content"]


def test_settings_have_the_last_word() -> None:
    """`[content_kinds]` overrides what was recognised, by pattern."""
    paths = ["/tag/a", "/topics/a", "/contact"]
    found = kinds(paths, listing=["/topics/*"], content=["/tag/*", "https://example.com/contact"])
    assert found == ["content", "listing", "content"]


def test_an_unknown_kind_in_the_settings_is_refused_by_name() -> None:
    """A typing error in linkequity.toml does not pass for a setting."""
    with pytest.raises(SettingsInvalid, match="listings"):
        kinds(["/"], listings=["/tag/*"])


def test_the_start_page_is_content() -> None:
    """Whatever its URL looks like."""
    pages = pl.DataFrame({"url": ["https://example.com/page/2/"], "title": ["Page 2"]})
    assert classify(pages, pl.lit(value=True), {}).to_list() == ["content"]
