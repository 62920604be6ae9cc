"""The words of links as they are compared: folded, and only where they tell something."""

import polars as pl

from linkequity.audits.citations import TO_OTHERS, links_of
from linkequity.audits.evidence import shown_text
from linkequity.audits.population import content_pages
from linkequity.model.facts import Facts

PHRASES = (
    # English
    "click here, here, click, click this, this link, link, this page, this article, this post, "
    "this, read more, read on, read, read article, read this, read the article, read full article, "
    "read the full article, read full post, read the post, continue reading, keep reading, more, "
    "more info, more information, more details, details, learn more, find out more, see more, "
    "see details, view, view more, view details, view all, show more, go, go here, visit, "
    "visit page, discover more, get started, next, previous, full story, "
    # German
    "hier, hier klicken, klicken sie hier, klick hier, klicke hier, mehr, mehr lesen, "
    "mehr erfahren, mehr infos, mehr informationen, mehr dazu, weiterlesen, weiter lesen, weiter, "
    "lesen, jetzt lesen, zum artikel, zum beitrag, artikel lesen, details anzeigen, mehr anzeigen, "
    "alle anzeigen, dieser link, diese seite, zur seite, "
    # Spanish
    "aquí, aqui, haz clic aquí, haga clic aquí, clic aquí, pulsa aquí, leer más, lee más, ver más, "
    "ver, más, más información, saber más, sigue leyendo, seguir leyendo, continuar leyendo, "
    "leer artículo, ver todo, ver detalles, este enlace, esta página, enlace, "
    # French
    "ici, cliquez ici, cliquer ici, clique ici, en savoir plus, lire la suite, lire plus, plus, "
    "plus d'infos, plus d'informations, voir plus, voir, voir tout, lire l'article, "
    "continuer la lecture, la suite, ce lien, cette page, découvrir, "
    # Italian
    "qui, clicca qui, leggi di più, leggi tutto, leggi, continua a leggere, continua, scopri di "
    "più, scopri, per saperne di più, maggiori informazioni, di più, vedi tutto, questo link, "
    # Portuguese
    "clique aqui, leia mais, ler mais, saiba mais, veja mais, ver mais, continue lendo, "
    "continuar a ler, mais, mais informações, este link, "
    # Dutch
    "klik hier, lees meer, lees verder, meer, meer lezen, meer weten, meer informatie, bekijk, "
    "bekijk meer, deze link, verder lezen, "
    # Polish
    "kliknij tutaj, tutaj, tu, czytaj więcej, czytaj dalej, więcej, zobacz więcej, dowiedz się "
    "więcej, przeczytaj, "
    # Russian
    "здесь, тут, нажмите здесь, читать далее, читать дальше, подробнее, далее, ещё, еще, "
    "узнать больше, смотреть все, "
    # Japanese
    "続きを読む, もっと見る, もっと読む, 詳しくはこちら, こちら, ここ, こちらをクリック, "
    "ここをクリック, 詳細, 詳細はこちら, 詳細を見る, 詳しく見る, 一覧を見る, すべて見る, "
    # Chinese
    "点击这里, 点击此处, 这里, 此处, 更多, 阅读更多, 查看更多, 了解更多, 阅读全文, 查看详情, 详情, "
    "點擊這裡, 這裡, 閱讀更多, 查看更多, 了解更多, 閱讀全文"
)

PHRASE = r" |^[^\p{Latin}\p{Cyrillic}\p{Greek}]{4,}$"
TO_PART = pl.col("href").str.contains("#.").fill_null(value=False)
# Names in code are whole as they are: `next()` is no "next", `a_b` another than `a b`.
CODE = r"\w\(\)|_|::|\w\.\w+\("


def folded(text: pl.Expr) -> pl.Expr:
    """Lower case, one space between words, nothing but letters and digits."""
    letters = text.str.normalize("NFKC").str.to_lowercase()
    return letters.str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ").str.strip_chars()


def is_phrase(words: pl.Expr) -> pl.Expr:
    """Whether folded words are two at least, or four signs of a script without spaces."""
    return words.str.contains(PHRASE)


def generic_phrases() -> pl.Series:
    """The phrases that would suit any page, folded."""
    return pl.select(folded(pl.lit(pl.Series(PHRASES.split(","))))).to_series()


def worded_links(facts: Facts) -> pl.DataFrame:
    """Links in content to content pages, from other pages, with their folded `words`.

    Columns: link, source_id, target_id, repeated, to_part (of the page), words.
    """
    return facts.once(_worded)


def telling_links(facts: Facts) -> pl.DataFrame:
    """Those from content pages to whole pages; generic, empty and numeric words left out.

    The words of a link to a part of a page (`/terms#levy`) are that part's, not the page's.
    """
    return facts.once(_telling)


def _worded(facts: Facts) -> pl.DataFrame:
    """The words of links are few: each is folded once."""
    pages = content_pages(facts).lazy().select("page_id")
    links = (
        links_of(facts)
        .filter(TO_OTHERS & (pl.col("link_position") == "content"))
        .join(pages, left_on="target_id", right_on="page_id", how="semi")
        .select("link", "source_id", "target_id", "repeated", to_part=TO_PART, text=shown_text())
        .collect()
    )
    text = pl.col("text")
    words = pl.when(text.str.contains(CODE)).then(text).otherwise(folded(text))
    texts = links.select(text.unique()).with_columns(words=words)
    return links.join(texts, on="text", maintain_order="left").drop("text")


def _telling(facts: Facts) -> pl.DataFrame:
    pages = facts.pages.filter(pl.col("content_kind") == "content").select("page_id")
    links = worded_links(facts)
    words = links.select(pl.col("words").unique()).filter(
        ~pl.col("words").is_in(generic_phrases().implode()), pl.col("words").str.contains(r"\p{L}")
    )
    whole = links.filter(~pl.col("to_part"))
    between = whole.join(pages, left_on="source_id", right_on="page_id", how="semi")
    return between.join(words, on="words", how="semi", maintain_order="left")
