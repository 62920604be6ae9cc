"""Error pages that answer 200, by what they say of themselves.

A title and a heading that both say that nothing was found, and little text: each alone may be a
page about errors. Nothing is proved by it; who opens the page sees what it is.
"""

from typing import Final

import polars as pl

# An error page has a sentence or two; a page on the subject has more.
MOST_WORDS: Final = 150
_NOT_FOUND: Final = (
    "not found|(?:does not|doesn.t|no longer) exists?|can.t be found|nicht gefunden|"
    "existiert nicht|introuvable|non trouvée?|n.existe pas|no encontrad[ao]|no existe|"
    "non trovat[ao]|non esiste|niet gevonden|bestaat niet|não encontrad[ao]|não existe|"
    "nie znaleziono|nie istnieje|hittades inte|blev ikke fundet|ble ikke funnet|ei löydy|"
    "nenalezena?|nem található|не найдена?|не существует|не знайдено|bulunamadı|"
    "見つかりません|找不到|不存在|찾을 수 없"
)
SAYS_SO: Final = rf"(?i)(?:^\W*(?:error|fehler|erreur|ошибка)?\W*404\b|{_NOT_FOUND})"


def says_not_found() -> pl.Expr:
    """Whether a page's title and one of its headings say so, and there is little else."""
    heading = pl.col("headings").list.eval(
        pl.element().str.replace(r"^h\d ", "").str.contains(SAYS_SO)
    )
    titled = pl.col("title").str.contains(SAYS_SO).fill_null(value=False)
    short = (pl.col("words") <= MOST_WORDS).fill_null(value=False)
    return titled & heading.list.any().fill_null(value=False) & short
