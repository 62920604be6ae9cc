"""Screaming Frog's columns, by their headers in the languages of its interface.

English from version 6 (2016) on; the others as exported since version 15. What is called the same
in every language (H1-1, X-Robots-Tag 1) tells where columns stand whose language is not known:
their order is the same in all of them.
"""

from collections.abc import Sequence
from typing import Final

from linkequity.sources.columns import COUNT, TEXT, URL, ImportColumn, Place, find_columns, fold
from linkequity.sources.importers.table import Sample


def _text(name: str, aliases: str) -> ImportColumn:
    return ImportColumn(name, tuple(aliases.split("|")), TEXT)


ADDRESS: Final = ImportColumn(
    "url",
    ("address", "dirección", "direccion", "adresse", "indirizzo", "endereço"),
    URL,
    required=True,
)
STATUS: Final = ImportColumn(
    "status",
    (
        "status code",
        "código de estado",
        "código de respuesta",
        "code http",
        "code de statut",
        "code de réponse",
        "statuscode",
        "status-code",
        "codice di stato",
        "codice stato",
        "codice di risposta",
        "código de status",
        "código de resposta",
    ),
    COUNT,
)
STATUS_TEXT: Final = _text("status_text", "status|estado|respuesta|statut|stato|risposta|resposta")
CONTENT_TYPE: Final = _text(
    "content_type",
    "content type|content|tipo de contenido|type de contenu|inhaltstyp|inhalttyp|content-typ"
    "|tipo di contenuto|tipo de conteúdo",
)
INDEXABILITY: Final = _text(
    "indexable_said",
    "indexability|indexabilidad|indexabilité|indexierbarkeit|indicizzabilità|indexabilidade",
)
WHY_NOT: Final = _text(
    "indexability",
    "indexability status|estado de indexabilidad|statut d'indexabilité|statut d’indexabilité"
    "|état d'indexabilité|état d’indexabilité|indexierbarkeitsstatus|stato di indicizzabilità"
    "|stato indicizzabilità|status de indexabilidade",
)
TITLE: Final = _text("title", "title 1|título 1|titre 1|titel 1|titolo 1|title|balise title 1")
META_ROBOTS: Final = _text("meta_robots", "meta robots 1|meta-robots 1|méta robots 1")
X_ROBOTS: Final = _text("x_robots_tag", "x-robots-tag 1")
META_REFRESH: Final = _text("meta_refresh", "meta refresh 1|meta-refresh 1|méta refresh 1")
CANONICAL: Final = _text(
    "declared_canonical",
    "canonical link element 1|canonical 1|elemento de enlace canónico 1|elemento de vínculo"
    " canónico 1|élément de lien canonique 1|lien canonique 1|élément lien canonique 1"
    "|canonical-linkelement 1|canonical-link-element 1|kanonisches link-element 1"
    "|kanonisches linkelement 1|elemento link canonico 1|elemento di link canonico 1"
    "|elemento de link canônico 1",
)
PAGE_COLUMNS: Final = (
    ADDRESS,
    STATUS,
    STATUS_TEXT,
    CONTENT_TYPE,
    INDEXABILITY,
    WHY_NOT,
    TITLE,
    _text(
        "meta_description",
        "meta description 1|meta-beschreibung 1|méta description 1|meta descrizione 1"
        "|meta descrição 1|descripción meta 1",
    ),
    _text("h1_1", "h1-1"),
    _text("h1_2", "h1-2"),
    _text("h2_1", "h2-1"),
    _text("h2_2", "h2-2"),
    META_ROBOTS,
    X_ROBOTS,
    META_REFRESH,
    CANONICAL,
    _text("header_canonical", "http canonical|http-canonical|canonical http"),
    _text("size", "size (bytes)|size|tamaño (bytes)|tamaño|taille (octets)|taille|größe (bytes)"
          "|größe|dimensione (byte)|dimensioni (byte)|tamanho (bytes)"),
    _text("words", "word count|recuento de palabras|nombre de mots|wortanzahl|wortzahl"
          "|conteggio parole|numero di parole|contagem de palavras"),
    _text("crawl_depth", "crawl depth|level|nivel de profundidad|profundidad de rastreo"
          "|profondeur de crawl|niveau de profondeur|profondeur d'exploration|crawltiefe"
          "|crawl-tiefe|livello di profondità|profondità di scansione|nível de profundidade"),
    _text("outlinks", "outlinks|enlaces de salida|liens sortants|ausgehende links"
          "|link in uscita|links de saída"),
    _text("response_time", "response time|tiempo de respuesta|temps de réponse|antwortzeit"
          "|reaktionszeit|tempo di risposta|tempo de resposta"),
    _text("redirect_to", "redirect url|redirect uri|url de redirección|url de redirection"
          "|weiterleitungs-url|umleitungs-url|redirect-url|url di reindirizzamento"
          "|url de redirecionamento"),
    _text("redirect_kind", "redirect type|tipo de redirección|type de redirection"
          "|weiterleitungstyp|umleitungstyp|redirect-typ|tipo di reindirizzamento"
          "|tipo de redirecionamento"),
    _text("language", "language|idioma|langue|sprache|lingua"),
    _text("crawled_at", "crawl timestamp|marca de tiempo de rastreo|horodatage du crawl"
          "|crawl-zeitstempel|timestamp di scansione"),
)  # fmt: skip

TYPE: Final = ImportColumn("type", ("type", "tipo", "typ"), TEXT)
SOURCE: Final = ImportColumn(
    "source",
    ("source", "fuente", "origen", "desde", "from", "quelle", "origine", "sorgente", "origem"),
    URL,
    required=True,
)
TARGET: Final = ImportColumn(
    "target",
    ("destination", "destino", "hasta", "to", "ziel", "destinazione"),
    TEXT,
    required=True,
)
ALT: Final = _text("alt_text", "alt text|texto alt|texto alternativo|texte alt|texte alternatif"
                   "|alt-text|alternativtext|testo alt|testo alternativo")  # fmt: skip
ANCHOR: Final = _text("anchor_text", "anchor|anchor text|ancla|texto de anclaje|ancrage|ancre"
                      "|anker|ankertext|ancora|testo di ancoraggio|âncora")  # fmt: skip
FOLLOW: Final = _text("follow", "follow|seguir|suivre|folgen|segui")
REL: Final = _text("rel", "rel")
PATH: Final = _text("link_path", "link path|ruta del enlace|chemin du lien|linkpfad|link-pfad"
                    "|percorso link|percorso del link|caminho do link")  # fmt: skip
POSITION: Final = _text("said", "link position|posición del enlace|position du lien"
                        "|linkposition|link-position|posizione link|posizione del link"
                        "|posição do link")  # fmt: skip
LINK_COLUMNS: Final = (
    TYPE, SOURCE, TARGET, ALT, ANCHOR, STATUS, STATUS_TEXT, FOLLOW, REL, PATH, POSITION
)  # fmt: skip

# The order of the columns, where their language is not known; None for what is not read.
_LINK_ORDERS: Final[dict[int, tuple[ImportColumn | None, ...]]] = {
    8: (TYPE, SOURCE, TARGET, ALT, ANCHOR, STATUS, STATUS_TEXT, FOLLOW),
    9: (TYPE, SOURCE, TARGET, None, ALT, ANCHOR, STATUS, STATUS_TEXT, FOLLOW),
    15: (TYPE, SOURCE, TARGET, None, ALT, ANCHOR, STATUS, STATUS_TEXT, FOLLOW, None, REL, None,
         PATH, POSITION, None),
}  # fmt: skip
_PAGE_ORDER: Final = (ADDRESS, CONTENT_TYPE, STATUS, STATUS_TEXT, INDEXABILITY, WHY_NOT, TITLE)
_AROUND_X_ROBOTS: Final = {-1: META_ROBOTS, 0: X_ROBOTS, 1: META_REFRESH, 2: CANONICAL}


def page_places(sample: Sample) -> Sequence[Place]:
    """Where the columns of a list of pages stand; empty where it is none of Screaming Frog's."""
    places = find_columns(sample.headers, PAGE_COLUMNS)
    found = {place.column.name for place in places}
    if "url" in found and places[0].index == 0 and len(found) > 1:
        return places
    return _pages_by_order(sample)


def link_places(sample: Sample) -> Sequence[Place]:
    """Where the columns of a list of links stand; empty where it is none of Screaming Frog's."""
    places = find_columns(sample.headers, LINK_COLUMNS)
    found = {place.column.name for place in places}
    if found >= {"type", "source", "target", "anchor_text"}:
        return places
    return _links_by_order(sample)


def _links_by_order(sample: Sample) -> Sequence[Place]:
    """Of a language we do not know: two columns of URLs behind one of words, and a known width."""
    order = _LINK_ORDERS.get(len(sample.headers), ())
    if not order or not (_are_urls(sample, 1) and _are_urls(sample, 2)) or _are_urls(sample, 0):
        return ()
    return [_at(column, index, sample) for index, column in enumerate(order) if column is not None]


def _pages_by_order(sample: Sample) -> Sequence[Place]:
    headers = [fold(header) for header in sample.headers]
    if X_ROBOTS.aliases[0] not in headers or not _are_urls(sample, 0):
        return ()
    known = find_columns(sample.headers, PAGE_COLUMNS)
    robots = headers.index(X_ROBOTS.aliases[0])
    by_order = dict(enumerate(_PAGE_ORDER)) | {
        robots + step: column for step, column in _AROUND_X_ROBOTS.items()
    }
    taken = {place.column.name for place in known}
    more = [_at(c, i, sample) for i, c in by_order.items() if c.name not in taken]
    return [*more, *known]


def _at(column: ImportColumn, index: int, sample: Sample) -> Place:
    return Place(column, index, sample.headers[index])


def _are_urls(sample: Sample, index: int) -> bool:
    cells = sample.cells(index)
    return bool(cells) and all(cell.startswith(("http://", "https://")) for cell in cells)
