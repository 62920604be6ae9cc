"""What crawlers call things in the languages of their interfaces: positions, failures, kinds."""

from collections.abc import Mapping
from typing import Final

# English, Spanish, French, German, Italian, Portuguese, as far as programs offer them.
_POSITIONS: Mapping[str, str] = {
    "content": "content|body|main|contenido|contenu|inhalt|contenuto|conteúdo",
    "navigation": "navigation|nav|menu|navegación|navegacion|navigazione|navegação|menü|menú",
    "header": "header|encabezado|cabecera|en-tête|entête|kopfzeile|kopfbereich|intestazione"
    "|cabeçalho",
    "footer": "footer|pie de página|pie|pied de page|fußzeile|fusszeile|fußbereich|piè di pagina"
    "|rodapé",
    "sidebar": "aside|sidebar|side bar|barra lateral|barre latérale|seitenleiste|lateral",
    "breadcrumb": "breadcrumb|breadcrumbs|migas de pan|fil d'ariane|brotkrumen|briciole di pane",
}
POSITION_OF: Final[Mapping[str, str]] = {
    word: position for position, words in _POSITIONS.items() for word in words.split("|")
}

# Regular expressions over lower-case words of a status. Two of them are the same in all languages.
BLOCKED: Final = r"robots\.?txt"
NOINDEX: Final = r"noindex"
TIMED_OUT: Final = (
    r"time.?d?.?.?out|tiempo de espera|délai|zeitüberschreitung|tempo scaduto|tempo limite"
)
CANONICALISED: Final = r"canonicali|canónic|canonis|kanonis|canonizz"

# What a row of a list of links may be: a link, or one of these.
HYPERLINKS: Final = frozenset(
    "hyperlink|ahref|href|hipervínculo|hipervinculo|hiperenlace|lien hypertexte|hyperlien"
    "|collegamento ipertestuale|ipertestuale|hiperlink|link".split("|")
)
RESOURCES: Final = frozenset("img image css js javascript swf flash pdf iframe other".split())
CANONICAL_KIND: Final = r"canonical|canónic|canonique|kanoni|canonic"
REDIRECT_KIND: Final = r"redirect|redirec|rediri|umleit|weiterleit|reindirizz"
BY_SCRIPT: Final = r"javascript|script"
