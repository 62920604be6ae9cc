"""`linkequity crawl SOURCE`."""

from typing import Annotated

import typer

from linkequity.faces.cli import options as o


def crawl(
    source: Annotated[str, typer.Argument(metavar="URL", help="A site, or a built site's folder.")],
    *,
    base_url: o.BaseUrl = None,
    max_pages: o.MaxPages = None,
    max_depth: o.MaxDepth = None,
    rate: o.Rate = None,
    concurrency: o.Concurrency = None,
    include: o.Include = None,
    exclude: o.Exclude = None,
    subdomains: o.Subdomains = False,
    user_agent: o.UserAgent = None,
    header: o.Header = None,
    auth: o.Auth = None,
    check_external: o.CheckExternal = False,
    workspace: o.Workspace = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> None:
    """Crawl a site into a snapshot, and no more; stopped, it goes on where it was.

    Example: linkequity crawl https://example.com --max-pages 5000
    """
    from linkequity.app.intake.reading import AuditOrder  # noqa: PLC0415
    from linkequity.app.intake.reading import crawl as crawl_site  # noqa: PLC0415
    from linkequity.faces.cli.terminal import listening, print_json, say_snapshot  # noqa: PLC0415

    named = o.crawl_options(
        max_pages=max_pages,
        max_depth=max_depth,
        rate=rate,
        concurrency=concurrency,
        include=include,
        exclude=exclude,
        subdomains=subdomains,
        user_agent=user_agent,
        header=header,
        auth=auth,
        check_external=check_external,
    )
    order = AuditOrder(source, base_url=base_url, workspace=workspace, crawl=named)
    with listening(quiet=quiet) as listener:
        snapshot = crawl_site(order, listener)
    if json:
        print_json({"snapshot": str(snapshot.path), "manifest": snapshot.manifest})
    else:
        say_snapshot(snapshot)
