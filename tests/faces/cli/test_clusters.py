"""`linkequity clusters`, as a person runs it, on the worked example."""

import polars as pl

from running import Demo


def test_the_document_adds_up_and_results_hold_it(demo: Demo) -> None:
    """Each supporting page is linked one way or another, and results.json says the same."""
    answer = demo.answer("clusters")
    assert answer["clusters"] == demo.printed["clusters"]
    assert answer["clusters"]
    for cluster in answer["clusters"]:
        ways = ("two_way", "only_to_pillar", "only_from_pillar", "unlinked")
        assert sum(cluster[way] for way in ways) == cluster["pages"] - 1
        assert cluster["members"][0]["url"] == cluster["pillar"]
        assert len(cluster["missing"]) == min(cluster["missing_links"], 50)
    clustered = sum(cluster["pages"] for cluster in answer["clusters"])
    assert clustered <= answer["content_pages"]


def test_tables_name_the_cluster_of_each_page(demo: Demo) -> None:
    """pages.parquet has the column, and clusters.parquet the clusters that it names."""
    pages = pl.read_parquet(demo.workspace / "results" / "pages.parquet")
    clusters = pl.read_parquet(demo.workspace / "results" / "clusters.parquet")
    counted = pages.drop_nulls("cluster")["cluster"].value_counts().sort("cluster")
    told = clusters.select("cluster", pl.col("pages").cast(pl.UInt32)).sort("cluster")
    assert counted.rows() == told.rows()


def test_one_cluster_is_asked_for_by_a_page_in_it(demo: Demo) -> None:
    """By page and by id the same cluster; an unknown name ends with what to do."""
    first = demo.printed["clusters"][0]
    path = first["pillar"].removeprefix(demo.printed["start_url"].rstrip("/"))
    for asked in (path, first["id"], first["label"].upper()):
        (found,) = demo.answer("clusters", "--cluster", asked)["clusters"]
        assert found["id"] == first["id"]
    ran = demo.run("clusters", "--cluster", "no-such-cluster")
    assert ran.code == 2
    assert "linkequity clusters lists them" in ran.err.replace("\n", " ")


def test_the_terminal_shows_the_table_and_one_cluster(demo: Demo) -> None:
    """Columns are whole, and a cluster tells its equity and its missing links."""
    table = demo.run("clusters")
    assert table.code == 0, table.err
    assert all(name in table.out for name in ("two-way", "missing", "kept", "pillar page"))
    one = demo.run("clusters", "--cluster", demo.printed["clusters"][0]["id"])
    assert "Equity in" in one.out
    assert "Pillar page" in one.out


def test_a_pinned_pillar_wins(demo: Demo) -> None:
    """[pillars] in linkequity.toml names the cluster and its pillar page."""
    settings = demo.workspace / "linkequity.toml"
    cluster = demo.printed["clusters"][0]
    member = next(page["url"] for page in cluster["members"] if page["pillar_rank"] != 1)
    with settings.open("a") as more:
        more.write(f'\n[pillars]\n"{member}" = "Our [red]topic[/]"\n')
    (pinned,) = demo.answer("clusters", "--cluster", member)["clusters"]
    assert (pinned["pillar"], pinned["label"]) == (member, "Our [red]topic[/]")
    assert pinned["pinned"]
    assert "Our [red]topic[/]" in demo.run("clusters", "--cluster", member).out


def test_a_cluster_that_is_not_there_is_refused_with_the_nearest_name(demo: Demo) -> None:
    """Exit 2, the name as it was given, and the one that may have been meant."""
    label = demo.answer("clusters")["clusters"][0]["label"]
    ran = demo.run("clusters", "--cluster", label[:-1] + "§")
    assert ran.code == 2
    assert label[:-1] + "§" in ran.err
    assert f"Did you mean {label}" in ran.err
