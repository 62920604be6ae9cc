"""The names that notebooks and scripts may import."""

import subprocess
import sys

import pytest

import linkequity


def test_every_public_name_is_there_and_no_other() -> None:
    for name in linkequity.__all__:
        assert getattr(linkequity, name).__name__ == name
    with pytest.raises(AttributeError, match="juice"):
        linkequity.juice  # noqa: B018


@pytest.mark.parametrize(
    ("name", "without"),
    [("LinkequityError", "polars"), ("crawl", "scipy"), ("AuditOrder", "scipy")],
)
def test_a_name_brings_only_what_it_needs(name: str, without: str) -> None:
    code = f"import sys; from linkequity import {name}; sys.exit({without!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
