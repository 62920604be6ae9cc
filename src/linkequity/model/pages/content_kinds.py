"""Kinds of content: content, listing (tag, category, author, date, pagination) and utility.

Recognised from URL and title by what publishing systems write, in English, German, Spanish,
French and Japanese; when in doubt a page is content. `[content_kinds]` in linkequity.toml
overrides, by pattern. Without kinds, tags and legal pages fill every list: they are 45 of the 50
strongest pages of one site, and 41 of the 50 best donors of another.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

import polars as pl

from linkequity.base.errors import SettingsInvalid
from linkequity.model.fact_tables import CONTENT_KINDS, ContentKind
from linkequity.model.pages.patterns import matches, path


def _words(text: str) -> str:
    """Alternatives of a regular expression, as they stand in a URL (percent-encoded)."""
    return "|".join(quote(word).lower() for word in text.split())


# Directories whose pages list what bears a mark: `/tag/news/`, and the list of the marks itself.
MARKS: Final = _words(
    "tag tags category categories author authors product-category product-tag "
    "kategorie kategorien schlagwort schlagworte schlagwoerter autor autoren autorin "
    "etiqueta etiquetas categoria categoría categorias autores "
    "etiquette étiquette etiquettes mot-cle categorie catégorie auteur auteurs "
    "タグ カテゴリ カテゴリー 著者"
)
# Lists only where they end the path: `/archive/`, while `/archives/123` is a post on many blogs.
ARCHIVES: Final = _words("archive archives archiv archivo archivos アーカイブ")
PAGE_WORDS: Final = _words("page seite pagina página ページ")
DATED: Final = _words(
    "blog news archive archives archiv archivo posts articles actualites noticias"
)
LISTING: Final = (
    rf"/({MARKS})(/[^/?]+){{0,3}}/?$",
    rf"/({ARCHIVES})(\.html?|\.php|/index\.html?)?/?$",
    rf"/({PAGE_WORDS})[/-]?\d+(\.html?)?/?$",
    r"[?&](page|paged|seite|pagina|pg)=\d+(&|$)",
    r"[?&](tag|cat|category_name|author)=",
    r"/(19|20)\d\d/[01]\d(/[0-3]\d)?/?$",
    rf"^(/[a-z]{{2}})?(/({DATED}))?/(19|20)\d\d/?$",
    # Indexes of terms and modules, as documentation has them (Sphinx, Javadoc).
    r"/(genindex(-[^/]+)?|(py-)?modindex|index-all)\.html?$",
)
LISTING_TITLES: Final = (
    r"(^|[|–—-] )page \d+( (of|sur|de|von) \d+)?( [|–—-]|$)",
    r"(^|[|–—-] )(seite|página|pagina) \d+( (von|de) \d+)?( [|–—-]|$)",
    r"^(tag|category|author|schlagwort|kategorie|etiqueta|categoría|étiquette|catégorie) ?: ",
    r"^archives (des|de) ",
    r"^search — .*documentation$",
)
# "Tax Archives | Site", "Juni 2020 – Site Archiv"; but a numbered section, a title that begins with
# an article, and "the archive" speak of one: "2. The Debian Archive — Debian FAQ".
ARCHIVE_ENDS: Final = r" (archives|archive|archiv|archivos)( [|–—-]|$)"
NUMBERED: Final = (
    r"(\d+(\.\d+)*[.):]|\d+(\.\d+)+|"
    r"(chapter|section|part|appendix|kapitel|abschnitt|teil|anhang|chapitre|capítulo) "
    r"[\da-z]{1,3}:?)"
)
ARCHIVES_SPOKEN_OF: Final = (
    rf"(^|[|–—-] ){NUMBERED} ([^|–—\s-]\S* )*?[^|–—\s-]*{ARCHIVE_ENDS}",
    rf"^(the|an?|das|ein) ([^|–—\s-]\S* )*?[^|–—\s-]*{ARCHIVE_ENDS}",
    rf"(^| )(the|an?|our|your|das|dem|ein|im|unser|el|los|un|les?|une|nos){ARCHIVE_ENDS}",
)
LEGAL: Final = _words(
    "privacy privacy-policy privacypolicy privacy-notice data-protection cookie-policy "
    "terms-of-service terms-of-use terms-and-conditions tos legal-notice legalnotice disclaimer "
    "imprint accessibility-statement "
    "impressum datenschutz datenschutzerklaerung datenschutzerklärung agb nutzungsbedingungen "
    "widerruf widerrufsbelehrung haftungsausschluss "
    "aviso-legal politica-de-privacidad política-de-privacidad politica-de-cookies "
    "terminos-y-condiciones términos-y-condiciones "
    "mentions-legales mentions-légales politique-de-confidentialite "
    "politique-de-confidentialité cgu cgv conditions-generales "
    "プライバシーポリシー 利用規約 特定商取引法に基づく表記"
)
ACCOUNT: Final = _words(
    "login log-in logout signin sign-in signup sign-up my-account password-reset "
    "forgot-password wp-login.php cart checkout wishlist thank-you "
    "anmelden anmeldung registrieren mein-konto warenkorb kasse merkzettel "
    "iniciar-sesion mi-cuenta carrito finalizar-compra connexion mon-compte panier caisse "
    "ログイン 会員登録 マイページ カート"
)
CONTACT: Final = _words(
    "contact contact-us contactus kontakt kontaktformular contacto contactar contactez-nous "
    "nous-contacter お問い合わせ 問い合わせ sitemap site-map mapa-del-sitio plan-du-site"
)
# Words that name an article's subject as well: utility only at the root, or below a language.
AMBIGUOUS: Final = _words(
    "legal terms cookies account register registration basket search suche buscar busqueda "
    "recherche 検索 konto registro inscription commande barrierefreiheit"
)
# Pages that publishing systems keep for machines or for errors; no reader is meant to find them.
INTERNAL: Final = (
    r"^(/[^/?]+)?/(404|500|offline)(\.html?)?/?$",
    r"/(wp-json|wp-content|wp-includes|xmlrpc\.php)(/|\?|$)",
)
ENDING: Final = r"(\.html?|\.php|\.aspx?|/index\.html?)?/?(\?|$)"
UTILITY: Final = (
    rf"^(/[^/?]+)?(/[^/?]+)?/({LEGAL}|{ACCOUNT}|{CONTACT}){ENDING}",
    rf"^(/[a-z]{{2}}(-[a-z]{{2}})?)?/({AMBIGUOUS}){ENDING}",
    *INTERNAL,
)


def classify(
    pages: pl.DataFrame, start: pl.Expr, overrides: Mapping[str, Sequence[str]]
) -> pl.Series:
    """The content kind of each page, by url and title; the start page is content."""
    unknown = set(overrides) - set(CONTENT_KINDS)
    if unknown:
        raise SettingsInvalid(
            f"content_kinds has no kind {', '.join(sorted(unknown))}",
            where="linkequity.toml",
            hint=f"The kinds are {', '.join(CONTENT_KINDS)}.",
        )
    url, title = pl.col("url"), pl.col("title").fill_null("").str.to_lowercase()
    lower = path(url).str.to_lowercase()
    kind = pl.coalesce(
        *(
            pl.when(matches(url, pattern)).then(pl.lit(kind))
            for kind, patterns in overrides.items()
            for pattern in patterns
        ),
        pl.when(start).then(pl.lit("content")),
        pl.when(_any(lower, UTILITY)).then(pl.lit("utility")),
        pl.when(_any(lower, LISTING) | _is_titled_listing(title)).then(pl.lit("listing")),
        pl.lit("content"),
    )
    return pages.select(content_kind=kind.cast(ContentKind)).to_series()


def _is_titled_listing(title: pl.Expr) -> pl.Expr:
    archive = title.str.contains(ARCHIVE_ENDS) & ~_any(title, ARCHIVES_SPOKEN_OF)
    return archive | _any(title, LISTING_TITLES)


def _any(text: pl.Expr, patterns: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(text.str.contains(pattern) for pattern in patterns)
