"""A content link counts more where the words around it have to do with its target."""

from dataclasses import replace

import msgspec
import numpy as np
import polars as pl
import pytest

from linkequity.advice.landing_pages import landing_pages, rank_prospects
from linkequity.base.settings import Settings, Weights
from linkequity.model.facts import Facts
from linkequity.model.links.topics import LEVELS, topic_factor
from linkequity.snapshot.tables import PROSPECTS
from tiny import Backlink, Link, Page, Site, facts_of

TOPICS = {
    "tea": "the leaves of green tea are picked by hand and brewed in a warm pot of clay".split(),
    "car": "the engine of a used car is tested for oil and the brakes for wear on the road".split(),
}
PAGES = 24
TOPIC_OF = r"com/(\w+)/"


def path(topic: str, number: int) -> str:
    return f"/{topic}/{number}"


def sentence(topic: str, random: np.random.Generator) -> str:
    return " ".join(random.choice(TOPICS[topic], 12))


def written(**values: object) -> Site:
    """Two topics; each page links to two of its own, and to one of the other in foreign words."""
    random = np.random.default_rng(1)
    pages = {"/": Page(title="Home")}
    for topic, other in (("tea", "car"), ("car", "tea")):
        for n in range(PAGES):
            near = [path(topic, (n + step) % PAGES) for step in (1, 5)]
            links: list[str | Link] = [
                Link(to=to, anchor_text=topic, before=sentence(topic, random)) for to in near
            ]
            foreign = path(other, n)
            links.append(Link(to=foreign, anchor_text="more", before=sentence(topic, random)))
            links.append(Link(to="/", anchor_text="", before=""))
            text = [sentence(topic, random) for _ in range(3)]
            pages[path(topic, n)] = Page(
                title=f"{topic} {n}", language="en", links=links, text=text
            )
    return Site(pages=pages, **values)  # type: ignore[arg-type]


def topics_of(facts: Facts) -> pl.DataFrame:
    return facts.tables.links.select("source", "target", "topic").with_columns(
        same=pl.col("source").str.extract(r"com/(\w+)/")
        == pl.col("target").str.extract(r"com/(\w+)/")
    )


def test_links_on_the_topic_weigh_more_than_others() -> None:
    """Words of the target's topic around a link stand above foreign ones; blank ones are unread."""
    links = topics_of(facts_of(written()))
    same, foreign = (links.filter(pl.col("same") == kind)["topic"] for kind in (True, False))
    assert same.mean() > foreign.mean() + 4  # type: ignore[operator]
    assert links.filter(pl.col("same").is_null())["topic"].null_count() == 2 * PAGES


def test_own_links_are_spread_evenly_over_the_levels() -> None:
    """Levels are percentiles of the site's own links: from end to end, the middle on average."""
    topic = topics_of(facts_of(written()))["topic"].drop_nulls()
    assert topic.mean() == pytest.approx(LEVELS / 2, abs=0.3)
    assert (topic.min(), topic.max()) == (0, LEVELS)


@pytest.mark.parametrize(("level", "factor"), [(0, 0.5), (None, 0.75), (10, 0.75), (20, 1.0)])
def test_the_factor_goes_from_a_half_to_one(level: int | None, factor: float) -> None:
    """By steps of 0.025; unread is the middle; without strength all are in the middle."""
    frame = pl.DataFrame({"topic": [level]}, schema={"topic": pl.Int8})
    assert frame.select(topic_factor(Weights())).item() == pytest.approx(factor)
    assert frame.select(topic_factor(Weights(topic_strength=0.0))).item() == 0.75


def test_without_text_all_links_are_in_the_middle() -> None:
    """A crawl that kept no passages weighs its links as if topics did not matter."""
    site = written()
    silent = {at: msgspec.structs.replace(page, text=[]) for at, page in site.pages.items()}
    bare = facts_of(msgspec.structs.replace(site, pages=silent))
    off = Settings(weights=Weights(topic_strength=0.0))
    unread = facts_of(msgspec.structs.replace(site, settings=off))
    assert bare.tables.links["topic"].null_count() == len(bare.tables.links)
    assert unread.tables.links["topic"].null_count() == len(unread.tables.links)
    assert bare.flow.x == pytest.approx(unread.flow.x)


def test_the_order_of_links_and_pages_moves_nothing() -> None:
    """Tables turned upside down give every link the same topic."""
    facts = facts_of(written())
    given = replace(facts.tables, links=facts.tables.links.drop("topic"))
    turned = replace(given, pages=given.pages.reverse(), links=given.links.reverse())
    back = Facts(turned, facts.settings, facts.manifest).tables.links.reverse()
    assert back["topic"].equals(facts.tables.links["topic"])


def test_an_edit_leaves_the_topics_of_other_links_alone() -> None:
    """A new link is unread; the site is not calibrated anew because of it."""
    facts = facts_of(written())
    added = pl.concat([facts.tables.links, facts.tables.links.head(1)])
    unread = added.with_columns(topic=pl.when(pl.int_range(pl.len()) < pl.len() - 1).then("topic"))
    edited = Facts(replace(facts.tables, links=unread), facts.settings, facts.manifest)
    assert edited.graph.links["topic"].equals(unread["topic"])


def backlinks(*anchors: str) -> Site:
    """A backlink each to a page about tea."""
    given = [
        Backlink(to=path("tea", 3), source=f"https://site{n}.org/a", anchor_text=anchor)
        for n, anchor in enumerate(anchors)
    ]
    return written(backlinks=given)


def test_a_backlink_on_the_topic_brings_more() -> None:
    """Strength grows with relevance, from half at none; unknown is as good as the best."""
    near, far, bare = "leaves of green tea brewed in a pot", "the engine of a used car", "click"
    facts = facts_of(backlinks(near, far, bare))
    relevance = facts.backlinks["relevance"].to_list()
    assert relevance[0] > 0.5 > relevance[1]
    assert relevance[2] is None
    strengths = [0.5 + 0.5 * (1.0 if r is None else r) for r in relevance]
    assert facts.backlinks["strength"].to_list() == pytest.approx(strengths)


def test_relevance_of_backlinks_can_be_left_out() -> None:
    """At `least_relevant` 1 nothing is read and all count in full."""
    off = Settings(weights=Weights(least_relevant=1.0))
    site = msgspec.structs.replace(backlinks("the engine of a used car"), settings=off)
    facts = facts_of(site)
    assert facts.backlinks.select("relevance", "strength").row(0) == (None, 1.0)


def test_a_prospect_lands_where_its_topic_is() -> None:
    """Places of a prospect are on its topic; without one all pages fit, and the odds decide."""
    facts = facts_of(written())
    topics = ["green tea, brewed in a pot of clay", "engine oil and brakes of a used car", None]
    rows = [{"referring_domain": f"p{n}.org", "topic": topic} for n, topic in enumerate(topics)]
    ranked, places = rank_prospects(facts, PROSPECTS.frame(rows), landing_pages(facts, 50.0).pages)
    landed = {
        number: places.filter(number=number)["url"].str.extract(TOPIC_OF).unique().to_list()
        for number in range(2)
    }
    assert landed == {0: ["tea"], 1: ["car"]}
    assert places.filter(number=2)["relevance"].null_count() == 3
    unknown = ranked.filter(number=2)["expected"].item()
    assert (ranked["expected"] <= unknown).all()
