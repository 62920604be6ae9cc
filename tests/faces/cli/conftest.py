"""The worked example, a fresh copy for each test: what one leaves no other one meets."""

import pytest

from running import Demo


@pytest.fixture
def demo(finished: Demo, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo as its command left it, to run more commands in."""
    return finished.copied(tmp_path_factory.mktemp("demo") / "copy")
