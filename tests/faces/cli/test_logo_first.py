"""A slip in the report's brand is told before the work, not after it."""

from pathlib import Path

import pytest

from linkequity.app.intake.reading import AuditOrder
from linkequity.base.errors import FileUnreadable
from linkequity.faces.cli.commands.auditing import audit_and_report


def test_a_missing_logo_is_told_before_a_page_is_read(tmp_path: Path) -> None:
    """No snapshot was begun."""
    site, workspace = tmp_path / "site", tmp_path / "workspace"
    site.mkdir()
    (site / "index.html").write_text("<title>Home</title>")
    workspace.mkdir()
    (workspace / "linkequity.toml").write_text('[report]\nlogo = "none.png"\n')
    order = AuditOrder((str(site),), base_url="https://shop.example", workspace=workspace, crawl={})
    with pytest.raises(FileUnreadable, match="logo"):
        audit_and_report(order, fail_on="none", show=False, json=False, quiet=True)
    assert not (workspace / "snapshots").exists()
