"""Where words begin and end in scripts with spaces and without."""

import pytest

from linkequity.text.word_edges import is_cut_from, is_word_edge


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("The land tax is due.", "land tax", True),
        ("The landing is near.", "land", False),
        ("このページで用紙トレイを選択する。", "用紙トレイ", True),
        ("このページで用紙トレイを選択する。", "トレイ", False),
        ("セルを編集します。", "編集", True),
        ("您可以安装新的软件包。", "安装", True),
        ("您可以安装新的软件包。", "以安", False),
        ("네트워크를 설정합니다.", "네트워크", True),
        ("네트워크를 설정합니다.", "네트워", False),
        ("Debianパッケージを作る。", "パッケージ", False),
    ],
)
def test_an_anchor_text_is_made_of_whole_words(text: str, words: str, whole: bool) -> None:
    """Particles stand outside of words, what is left of a compound does not stand alone."""
    start = text.index(words)
    assert (is_word_edge(text, start) and is_word_edge(text, start + len(words))) is whole


def test_a_part_of_a_japanese_compound_is_no_name_of_the_whole() -> None:
    """Fill is not the fill bar, but what a particle parts from the rest is a name."""
    assert is_cut_from("塗りつぶし", "線と塗りつぶしバー")
    assert not is_cut_from("用紙トレイ", "用紙トレイを選択する")
    assert not is_cut_from("land", "landing page")
