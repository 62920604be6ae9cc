"""The example as an order: served while the order is carried out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from linkequity.app.demo.serve import DEFAULT_PORT, HOST, serve_demo
from linkequity.app.intake.reading import AuditOrder
from linkequity.app.workspace import workspace_for


@contextmanager
def demo_order(folder: Path | None) -> Iterator[AuditOrder]:
    """Build and serve the example inside its workspace, and say what to audit."""
    workspace = workspace_for(f"http://{HOST}:{DEFAULT_PORT}/", folder)
    with serve_demo(workspace.path / "demo") as site:
        yield AuditOrder(
            f"{site.origin}/",
            workspace=workspace.path,
            backlinks=(site.backlinks,),
            search=site.search,
        )
