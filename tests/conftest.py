"""Rules for every test: no deadlines, and in continuous integration nothing may be skipped."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

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
