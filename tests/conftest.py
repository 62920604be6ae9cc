"""Rules for every test: no deadlines, and in continuous integration nothing may be skipped.

And the worked example, made once for all processes that run the tests.
"""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from running import Demo, contents, finished_demo

# How long one example takes says more about the machine than about the law.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which is not allowed here (CI is set): {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test where CI is set."""
    report = yield
    if os.environ.get("CI"):
        _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file that skips itself where CI is set."""
    report = yield
    if os.environ.get("CI"):
        _forbid_skip(report)
    return report


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Demo]:
    """The demo, run once: to look at, never to write in. `copied` gives one to write in."""
    own = tmp_path_factory.getbasetemp()
    demo = finished_demo((own if worker_id == "master" else own.parent) / "finished demo")
    before = contents(demo.workspace)
    yield demo
    assert contents(demo.workspace) == before, "a test wrote into what all tests share"


@pytest.fixture(scope="session")
def demo_workspace(finished: Demo) -> Path:
    """The workspace that the demo leaves: to look at, never to write in."""
    return finished.workspace
