from pathlib import Path

from linkequity.sources.crawl.frontier import Frontier


def urls(frontier: Frontier) -> list[str]:
    leased = iter(frontier.lease, None)
    return [lease.url for lease in leased]


def test_a_url_is_leased_once_however_often_it_is_found(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "f.sqlite")
    for _ in range(3):
        frontier.add("https://a/1", "link")
    assert urls(frontier) == ["https://a/1"]
    assert frontier.found == 1


def test_what_links_lead_to_comes_before_what_only_sitemaps_name_and_near_before_far(
    tmp_path: Path,
) -> None:
    frontier = Frontier(tmp_path / "f.sqlite")
    frontier.add("https://a/mapped", "sitemap")
    frontier.add("https://a/far", "link", depth=3)
    frontier.add("https://a/near", "link", depth=1)
    assert urls(frontier) == ["https://a/near", "https://a/far", "https://a/mapped"]


def test_leases_of_a_run_that_ended_return_and_what_is_done_stays_done(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "f.sqlite")
    for name in ("done", "leased"):
        frontier.add(f"https://a/{name}", "link")
    assert len(urls(frontier)) == 2
    frontier.acknowledge(["https://a/done"])
    frontier.close()
    again = Frontier(tmp_path / "f.sqlite")
    assert (again.done, again.unfinished()) == (1, 1)
    assert urls(again) == ["https://a/leased"]


def test_sources_accumulate_over_runs(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "f.sqlite")
    frontier.add("https://a/1", "link")
    frontier.close()
    again = Frontier(tmp_path / "f.sqlite")
    again.add("https://a/1", "backlinks")
    again.add("https://a/1", "sitemap")
    assert again.known().rows() == [("https://a/1", ["backlinks", "link", "sitemap"])]


def test_acknowledging_twice_counts_once(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "f.sqlite")
    frontier.add("https://a/1", "link")
    frontier.acknowledge(["https://a/1"])
    frontier.acknowledge(["https://a/1"])
    assert (frontier.done, frontier.unfinished()) == (1, 0)
