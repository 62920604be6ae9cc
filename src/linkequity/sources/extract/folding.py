"""White space folded, and text cut to a length between words."""

INVISIBLE = "\u200b\u2060\ufeff"  # zero-width characters: what permalinks are often made of


def fold(text: str) -> str:
    """`text` with every run of white space as one space, and none at the ends."""
    folded = " ".join(text.split())
    return folded.strip(INVISIBLE) if folded and not folded.isascii() else folded


def last_words(text: str, length: int) -> str:
    """The end of folded `text`, at most `length` characters, beginning with a whole word."""
    if len(text) <= length:
        return text
    return text[-length - 1 :].partition(" ")[2] or text[-length:]


def first_words(text: str, length: int) -> str:
    """The beginning of folded `text`, at most `length` characters, ending with a whole word."""
    if len(text) <= length:
        return text
    return text[: length + 1].rpartition(" ")[0] or text[:length]
