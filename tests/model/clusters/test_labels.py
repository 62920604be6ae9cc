"""Names of clusters are telling words, and two that stand together are one."""

import numpy as np

from linkequity.model.clusters.labels import Heads, label_groups
from linkequity.text.vectors import Vectors
from texts import corpus_of

PAGES = 6
COOKED = "We are happy this time: bread is baked from flour and water in the oven."


def labels_of(language: str, *groups: tuple[str, str]) -> list[str]:
    """The labels of groups of pages, of whose titles and texts # is the number."""
    pages = [
        (f"{group}{n}", language, title.replace("#", str(n)), [text.replace("#", str(n))])
        for group, (title, text) in enumerate(groups)
        for n in range(PAGES)
    ]
    vectors = Vectors.of(corpus_of(pages))
    rows = np.arange(len(pages))
    labels = label_groups(Heads(vectors, rows), rows // PAGES, np.zeros(len(pages), dtype=np.int64))
    return [str(label) for label in labels]


def test_small_words_and_greetings_name_nothing() -> None:
    """However much they stand out in titles; abbreviations in capitals are names."""
    told = labels_of("en", ("Welcome! How this IT began #", COOKED), ("Bread #", COOKED))
    assert "IT" in told[0]
    assert not {"welcome", "how", "this"} & set(told[0].casefold().split(", "))
    told = labels_of("de", ("Willkommen: Garten im Mai #", COOKED), ("Brot #", COOKED))
    assert told[0] == "Garten"


def test_words_of_no_title_name_nothing_where_titles_do() -> None:
    """What the texts of a group repeat is no name beside a word of its titles."""
    pond = ("Pond #", "It is always easy and appropriate to dig, page #.")
    assert labels_of("en", pond, ("Bread #", COOKED))[0] == "Pond"
    untitled = ("#", "A heron fishes, page #.")
    assert "heron" in labels_of("en", untitled, ("Bread #", COOKED))[0]


def test_words_that_stand_side_by_side_are_one_name() -> None:
    """In their order, where hardly a title has one of them alone, and no sign stands between."""
    told = labels_of("en", ("Core team # news", "# is it."), ("Bread #", COOKED))
    assert told[0].split(", ")[0] == "Core team"
    apart = labels_of("en", ("Core, team #", "# is it."), ("Bread #", COOKED))
    assert sorted(apart[0].split(", ")) == ["Core", "team"]
