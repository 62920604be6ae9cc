"""One run of the demo, by the command itself, shared by every test that looks at what it left."""

import json

import pytest

from running import Demo, linkequity


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo, run once."""
    folder = tmp_path_factory.mktemp("demo")
    ran = linkequity("demo", "--json", "--no-open", cwd=folder)
    assert ran.code == 0, ran.err
    (workspace,) = (path for path in folder.iterdir() if path.is_dir())
    return Demo(folder, workspace, json.loads(ran.out))
