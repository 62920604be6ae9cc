"""Clusters: planted topics come apart, pins win, equity adds up, order does not matter."""

from dataclasses import replace
from functools import cache
from random import Random

import msgspec
import polars as pl
import pytest

from linkequity.base.errors import SettingsInvalid
from linkequity.base.settings import Settings
from linkequity.model.clusters.clusters import Clusters
from linkequity.model.facts import Facts
from tiny import Backlink, Link, Page, Site, facts_of, url

TOPICS = {
    "tea": "leaf brew kettle cup steep oolong matcha harvest teapot infusion aroma tannin".split(),
    "bread": "flour dough oven loaf crust yeast knead proof sourdough baker rye crumb".split(),
}
SMALL = "the and of to with for a in".split()
PAGES = 8


def sentences(topic: str, random: Random) -> list[str]:
    """Six sentences about a topic."""
    return [
        " ".join(random.choice(TOPICS[topic] if n % 2 else SMALL) for n in range(14)) + "."
        for _ in range(6)
    ]


def path(topic: str, number: int) -> str:
    """The path of a page about a topic; 0 is its guide."""
    return f"/{topic}/{number}"


def made() -> Site:
    """Two topics, a guide each that all its pages link to, and that links to half of them."""
    random = Random(3)
    pages = {"/": Page(title="Shop", links=[path(topic, 0) for topic in TOPICS])}
    for topic in TOPICS:
        for number in range(PAGES):
            others = range(1, PAGES // 2) if number == 0 else [0]
            pages[path(topic, number)] = Page(
                title=f"{topic.title()} guide" if number == 0 else f"{topic.title()} no. {number}",
                language="en",
                text=sentences(topic, random),
                links=[Link(to=path(topic, other)) for other in others],
                known_from=["sitemap"],
            )
    pages["/tea/7"] = msgspec.structs.replace(
        pages["/tea/7"], links=["/tea/0", "/bread/1", "https://x.org/"]
    )
    backlinks = [Backlink(to="/tea/0", source="https://a.org/1", rating=60)]
    return Site(pages=pages, backlinks=backlinks, navigation=["/"])


@cache
def facts() -> Facts:
    """The facts of the site as made."""
    return facts_of(made())


def pinned(**pillars: object) -> Clusters:
    """The clusters of the site under [pillars]; tea_0 stands for /tea/0."""
    said = {"/" + name.replace("_", "/"): value for name, value in pillars.items()}
    settings = msgspec.convert({"pillars": said}, Settings)
    return facts_of(msgspec.structs.replace(made(), settings=settings)).clusters


def of(clusters: Clusters, at: str) -> dict[str, object]:
    """What is known of one page."""
    return clusters.pages.row(facts().graph.pages["url"].to_list().index(url(at)), named=True)


def test_two_topics_come_apart() -> None:
    """Each planted topic is one cluster, which is named after it and led by its guide."""
    clusters = facts().clusters
    assert clusters.table["pages"].to_list() == [PAGES, PAGES]
    for topic in TOPICS:
        led = {of(clusters, path(topic, number))["cluster"] for number in range(PAGES)}
        assert len(led) == 1
        assert topic in str(of(clusters, path(topic, 0))["label"]).casefold()
        assert of(clusters, path(topic, 0))["pillar_rank"] == 1


def test_the_start_page_is_in_no_cluster() -> None:
    """The start page is about the whole site."""
    assert of(facts().clusters, "/")["cluster"] is None


def test_two_way_links_are_told_from_one_way_links() -> None:
    """All pages link to the guide, and the guide back to three of seven."""
    tea = facts().clusters.table.filter(pl.col("pillar") == url("/tea/0")).row(0, named=True)
    counted = {name: tea[name] for name in ("two_way", "only_to_pillar", "unlinked")}
    assert counted == {"two_way": 3, "only_to_pillar": 4, "unlinked": 0}


def test_missing_links_are_links_that_are_not_there() -> None:
    """No missing link exists, and the guide lacks one to each page it does not link to."""
    clusters, graph = facts().clusters, facts().graph
    there = graph.links.select("source_id", "target_id")
    missing = clusters.missing
    assert missing.join(there, on=["source_id", "target_id"], how="semi").is_empty()
    back = missing.filter(pl.col("role") == "from_pillar")
    assert len(back) == 2 * (PAGES - 1 - 3)
    assert clusters.table["missing_links"].sum() == len(missing)


def test_equity_of_a_cluster_adds_up() -> None:
    """What comes into each cluster is what it keeps, leaks and passes on, to the last digit."""
    table = facts().clusters.table
    came = table["from_baseline"] + table["from_backlinks"] + table["from_outside"]
    went = table["kept"] + table["leaked"] + table["to_outside"]
    assert came.to_list() == pytest.approx(went.to_list(), rel=1e-9)
    assert table["leaked"].max() > 0
    assert table["from_backlinks"].max() > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_rows_does_not_matter(seed: int) -> None:
    """Shuffled tables give the same clusters, labels, pillars and missing links."""
    known = facts()
    tables = known.tables
    shuffled = replace(
        tables,
        pages=tables.pages.sample(fraction=1, shuffle=True, seed=seed),
        links=tables.links.sample(fraction=1, shuffle=True, seed=seed),
        passages=tables.passages.sort(pl.col("url").hash(seed), maintain_order=True),
    )
    again = Facts(shuffled, known.settings, known.manifest).clusters
    assert again.pages.drop("distance").equals(known.clusters.pages.drop("distance"))
    assert again.missing.sort(pl.all()).equals(known.clusters.missing.sort(pl.all()))


def test_a_pinned_pillar_leads_under_its_name() -> None:
    """A pin decides pillar, name and id, whatever the links say."""
    clusters = pinned(tea_5="All about tea")
    assert of(clusters, "/tea/5")["pillar_rank"] == 1
    assert of(clusters, "/tea/0")["label"] == "All about tea"
    assert of(clusters, "/tea/0")["cluster"] != of(facts().clusters, "/tea/0")["cluster"]


def test_a_pinned_member_goes_with_its_pillar() -> None:
    """A member that is pinned leaves the cluster its text belongs to; the rest stays."""
    clusters = pinned(tea_0={"members": ["/bread/7"]})
    assert of(clusters, "/bread/7")["cluster"] == of(clusters, "/tea/0")["cluster"]
    assert of(clusters, "/bread/6")["cluster"] == of(clusters, "/bread/0")["cluster"]


def test_two_pinned_pillars_divide_a_group() -> None:
    """Two pillars of one topic lead a cluster each."""
    clusters = pinned(tea_0="Green", tea_1="Black")
    assert {of(clusters, at)["label"] for at in ("/tea/0", "/tea/1")} == {"Green", "Black"}
    assert {of(clusters, path("tea", n))["label"] for n in range(8)} == {"Green", "Black"}


def test_a_pin_that_means_no_page_is_told() -> None:
    """A name of no indexable page is not lost silently, and does not stop the rest."""
    clusters = pinned(tea_0="Tea", nowhere="Nothing")
    assert clusters.unknown == ("/nowhere",)
    assert of(clusters, "/tea/0")["label"] == "Tea"


@pytest.mark.parametrize("name", ["/tea/*", "/tea/0"])
def test_contradicting_pins_are_refused(name: str) -> None:
    """A pillar that is many pages, or is named twice, is an error that says where."""
    settings = {"pillars": {name: "A", url("/tea/0"): "B"}}
    site = msgspec.structs.replace(made(), settings=msgspec.convert(settings, Settings))
    with pytest.raises(SettingsInvalid, match="pillar page"):
        _ = facts_of(site).clusters


def test_a_site_without_texts_has_no_clusters() -> None:
    """Nothing is grouped where nothing was read, and nothing breaks."""
    pages = {at: msgspec.structs.replace(page, text=[]) for at, page in made().pages.items()}
    clusters = facts_of(msgspec.structs.replace(made(), pages=pages)).clusters
    assert clusters.table.is_empty()
    assert clusters.pages["cluster"].null_count() == len(clusters.pages)
    assert clusters.missing.is_empty()


def test_a_series_whose_words_change_is_one_cluster() -> None:
    """Two halves of a series, each in words of its own, are called the same, and are one."""
    random, names = Random(5), "old new bread cake pie jam soup stew rice corn oats malt".split()
    pages = {"/": Page(title="Shop", links=[f"/{name}/{n}" for name in names for n in range(9)])}
    for name in names:
        own = [f"{name}{n}word" for n in range(12)]
        for number in range(9):
            title = f"{'Teahouse' if name in names[:2] else name.title()} {number}"
            text = [" ".join(random.choices(own, k=12)) + "." for _ in range(6)]
            pages[f"/{name}/{number}"] = Page(title=title, language="en", text=text)
    table = facts_of(Site(pages=pages, navigation=["/"])).clusters.table
    told = dict(zip(table["label"], table["pages"], strict=True))
    assert told == {"Teahouse": 18} | {name.title(): 9 for name in names[2:]}
