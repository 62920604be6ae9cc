"""`linkequity audit [SOURCE]`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o


class FailOn(StrEnum):
    """From which severity on the command ends with 1."""

    NONE = "none"
    NEW = "new"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


Source = Annotated[
    list[str] | None,
    typer.Argument(
        help="A URL, a built site's folder, a WARC, or another crawler's exports; nothing: the "
        "latest snapshot."
    ),
]
Backlinks = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Backlinks: any vendor's export, or a CSV of links."),
]
Search = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Search data: Search Console, Bing, or a CSV of pages."),
]
Baseline = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Say nothing about the findings in this file."),
]


def audit(
    source: Source = None,
    *,
    base_url: o.BaseUrl = None,
    backlinks: Backlinks = None,
    search: Search = None,
    baseline: Baseline = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="End with 1 at findings of this severity.")
    ] = FailOn.NONE,
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
    no_open: o.NoOpen = False,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> None:
    """Read a site and the links that point at it; show where authority comes in and goes.

    Example: linkequity audit https://example.com --backlinks ahrefs.csv
    """
    from linkequity.app.intake.reading import AuditOrder  # noqa: PLC0415
    from linkequity.faces.cli.commands.auditing import audit_and_report  # noqa: PLC0415

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
    order = AuditOrder(
        tuple(source) if source else None,
        base_url=base_url,
        workspace=workspace,
        backlinks=tuple(backlinks or ()),
        search=tuple(search or ()),
        baseline=baseline,
        crawl=named,
    )
    if audit_and_report(order, fail_on=fail_on.value, show=not no_open, json=json, quiet=quiet):
        raise typer.Exit(1)
