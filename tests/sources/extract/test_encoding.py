"""Laws of decoding: what is declared is followed, the rest is found out, and nothing fails."""

import pytest

from linkequity.sources.extract.encoding import decode

WORDS = "größer als übermäßig viele Straßen führen zu schönen Gebäuden "


@pytest.mark.parametrize(
    ("body", "content_type", "text", "charset"),
    [
        ("ü".encode(), "text/html; charset=utf-8", "ü", "utf-8"),
        ("ü".encode("latin-1"), "text/html; Charset='ISO-8859-1'", "ü", "iso-8859-1"),
        (b"\xef\xbb\xbf" + "ü".encode(), "text/html; charset=latin1", "ü", "utf-8"),
        ("ü".encode("utf-16"), "", "ü", "utf-16-le"),
        (b"<meta charset=windows-1251>\xff", "", "<meta charset=windows-1251>я", "windows-1251"),
        (b"<meta charset=utf-16>x", "", "<meta charset=utf-16>x", "utf-8"),
        ("ü".encode(), "text/html; charset=nonsense", "ü", "utf-8"),
        (b"x" * 70_000 + "ü".encode(), "", "x" * 70_000 + "ü", "utf-8"),
        (b"", "", "", "utf-8"),
    ],
)
def test_mark_then_header_then_meta_then_detection(
    body: bytes, content_type: str, text: str, charset: str
) -> None:
    assert decode(body, content_type) == (text, charset)


def test_undeclared_legacy_encodings_are_detected() -> None:
    assert decode((WORDS * 5).encode("windows-1252"), "")[0] == WORDS * 5


def test_a_wrong_declaration_degrades_to_replacement_characters() -> None:
    assert decode(b"stra\xdfe", "text/html; charset=utf-8")[0] == "stra\ufffde"


@pytest.mark.parametrize("label", ["utf-7", "rot13", "zip", "idna", "unicode_escape"])
def test_codecs_that_are_no_encodings_of_the_web_are_not_used(label: str) -> None:
    assert decode(b"+ADw-a", f"text/html; charset={label}") == ("+ADw-a", "utf-8")
