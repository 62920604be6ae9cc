"""The benchmarks measure what they say."""

import re
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.crawl import against_scrapy, serving
from benchmarks.engine_robustness import figures as ensemble_figures
from benchmarks.figure import Figure
from benchmarks.generated import GeneratedSite
from benchmarks.process import run

BURN = "import time\nwhile time.process_time() < 0.4: pass"
SPAWN = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}])"


def test_a_figure_is_a_line_of_five_fields() -> None:
    """Name, value, unit, target, verdict, parted by tabs; without a target the verdict is open."""
    assert Figure("a", 0.25, "s", 0.3).line() == "a\t0.25\ts\t<=0.3\tmet"
    assert Figure("a", 0.5, "s", 0.3).line() == "a\t0.5\ts\t<=0.3\tshort"
    assert Figure("a", 1234.5, "MB").line() == "a\t1234\tMB\t-\t-"


def test_without_data_a_figure_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """No data is neither met nor short, and no error."""
    monkeypatch.delenv("BENCH_DATA", raising=False)
    (figure,) = against_scrapy("no-such-site")
    assert figure.line().split("\t")[1] == "skipped"
    assert figure.verdict == "-"


def test_an_unknown_group_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    """The groups there are stand in the message."""
    assert main(["speed"]) == 2
    assert "no group speed; there are crawl" in capsys.readouterr().err


def test_every_page_of_a_generated_site_can_be_reached() -> None:
    """A crawl that finds fewer pages than were generated has lost some."""
    site = GeneratedSite(300)
    seen, waiting = {"/"}, ["/"]
    while waiting:
        status, _, body, _ = site(waiting.pop())
        assert status == 200
        found = set(re.findall(r'<a href="([^"]+)"', body.decode())) - seen
        seen |= found
        waiting += found
    assert len(seen) == 300
    assert site("/section-3/page-300")[0] == 404


def test_the_work_of_children_is_counted(tmp_path: Path) -> None:
    """CPU is that of the command and of every process it started."""
    assert run([sys.executable, "-c", SPAWN], tmp_path).cpu >= 0.4


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    """What it said comes along."""
    with pytest.raises(RuntimeError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


def test_a_built_site_is_served_by_the_rules_of_static_servers(tmp_path: Path) -> None:
    """Pages, folders, missing slashes and own absolute links answer as on the real host."""
    (tmp_path / "a").mkdir()
    home = '<link rel="canonical" href="https://www.example.com/"><a href="https://example.com/a">'
    (tmp_path / "index.html").write_text(home)
    (tmp_path / "a" / "index.html").write_text("page a")
    ask = (
        "import sys, urllib.request as r\n"
        "opener = r.build_opener(r.ProxyHandler({}))\n"
        "get = lambda path: opener.open(sys.argv[1] + path)\n"
        "print(get('').read().decode(), get('a').url, get('a/').read().decode())"
    )
    with serving("folder", str(tmp_path)) as url:
        output = run([sys.executable, "-c", ask, url], tmp_path).output
    assert f'href="{url}a"' in output
    assert f"{url}a/ page a" in output


def test_models_together_and_alone_give_the_same_answers() -> None:
    """The ensemble and scipy are measured on the same work: what they find differs by nothing."""
    found = {figure.name: figure for figure in ensemble_figures(1000)}
    assert found["ensemble-64-1k-hub-apart-from-scipy"].verdict == "met"
    assert found["ensemble-64-1k-siloed-apart-from-scipy"].verdict == "met"
