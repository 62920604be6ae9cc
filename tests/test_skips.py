"""In continuous integration a skipped test is a failed one."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

SKIPPING = """
import pytest
@pytest.mark.skip(reason="no browser")
def test_marked(): ...
def test_inside():
    pytest.skip("no browser")
@pytest.mark.xfail(reason="known")
def test_known():
    assert False
"""
# What a marker skips fails in its set-up, which pytest calls an error.
COUNTS = {"": {"skipped": 2, "xfailed": 1}, "true": {"failed": 1, "errors": 1, "xfailed": 1}}


@pytest.mark.parametrize(("ci", "counts"), COUNTS.items())
def test_a_skip_fails_where_ci_is_set_and_only_there(
    ci: str, counts: dict[str, int], pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing browser is visible at home and a failure in CI; expected failures are neither."""
    monkeypatch.setenv("CI", ci)
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text())
    pytester.makepyfile(SKIPPING)
    assert pytester.runpytest_inprocess("-p", "no:cacheprovider").parseoutcomes() == counts
