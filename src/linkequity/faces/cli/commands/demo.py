"""`linkequity demo`."""

from linkequity.faces.cli import options as o


def demo(
    *,
    workspace: o.Workspace = None,
    no_open: o.NoOpen = False,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> None:
    """See it work: a made-up accounting firm's site, served here, crawled for real and audited.

    Example: linkequity demo
    """
    from linkequity.app.demo.run import demo_order  # noqa: PLC0415
    from linkequity.faces.cli.commands.auditing import audit_and_report  # noqa: PLC0415

    with demo_order(workspace) as order:
        audit_and_report(order, fail_on="none", show=not no_open, json=json, quiet=quiet)
