"""Options that several commands share, declared once."""

from pathlib import Path
from typing import Annotated, TypeVar

import typer

Workspace = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", metavar="DIR", help="Folder that holds all about the site."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, no more.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")]


def _hush(quiet: bool) -> None:  # noqa: FBT001
    from linkequity.faces.cli.terminal import err  # noqa: PLC0415

    err.quiet = quiet


# For commands that have no progress to show: what they would note beside the answer is not said.
Hushed = Annotated[
    bool, typer.Option("--quiet", "-q", help="No notes beside the answer.", callback=_hush)
]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Open nothing.")]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", metavar="URL", help="The URL of a folder's or a file's site."),
]

CRAWLING = "How to crawl"
MaxPages = Annotated[
    int | None, typer.Option(min=1, help="Stop after so many pages.", rich_help_panel=CRAWLING)
]
MaxDepth = Annotated[
    int | None,
    typer.Option(min=0, help="Go so many clicks from the start.", rich_help_panel=CRAWLING),
]
Rate = Annotated[
    float | None,
    typer.Option(help="Requests a second for a host (10).", rich_help_panel=CRAWLING),
]
Concurrency = Annotated[
    int | None,
    typer.Option(min=1, max=64, help="Requests in flight (5).", rich_help_panel=CRAWLING),
]
Include = Annotated[
    list[str] | None,
    typer.Option(metavar="PATTERN", help="Only paths like /blog/*.", rich_help_panel=CRAWLING),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="PATTERN", help="No paths like /cart*.", rich_help_panel=CRAWLING),
]
Subdomains = Annotated[
    bool, typer.Option("--subdomains", help="Subdomains belong to it.", rich_help_panel=CRAWLING)
]
UserAgent = Annotated[
    str | None, typer.Option(help="Name to crawl under.", rich_help_panel=CRAWLING)
]
Header = Annotated[
    list[str] | None,
    typer.Option(metavar="'NAME: VALUE'", help="Header to send.", rich_help_panel=CRAWLING),
]
Auth = Annotated[
    str | None,
    typer.Option(metavar="USER:PASSWORD", help="Basic auth.", rich_help_panel=CRAWLING),
]
CheckExternal = Annotated[
    bool,
    typer.Option(
        "--check-external", help="Ask external links' targets too.", rich_help_panel=CRAWLING
    ),
]

Value = TypeVar("Value")


def crawl_options(
    *,
    max_pages: int | None,
    max_depth: int | None,
    rate: float | None,
    concurrency: int | None,
    include: list[str] | None,
    exclude: list[str] | None,
    subdomains: bool,
    user_agent: str | None,
    header: list[str] | None,
    auth: str | None,
    check_external: bool,
) -> dict[str, object]:
    """The crawl settings that were named on the command line, and only those."""
    named = {
        "max_pages": max_pages,
        "max_depth": max_depth,
        "rate": rate,
        "concurrency": concurrency,
        "include": include,
        "exclude": exclude,
        "subdomains": subdomains or None,
        "user_agent": user_agent,
        "headers": _headers(header) if header else None,
        "auth": _auth(auth),
        "check_external": check_external or None,
    }
    return {key: value for key, value in named.items() if value is not None and value != []}


def _headers(lines: list[str]) -> dict[str, str]:
    pairs = [line.partition(":") for line in lines]
    for name, colon, value in pairs:
        if not (name.strip() and colon) or any(c in name + value for c in "\r\n"):
            raise typer.BadParameter("write it as 'Name: value'", param_hint="--header")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _auth(text: str | None) -> str | None:
    if text is not None and ":" not in text:
        raise typer.BadParameter("write it as USER:PASSWORD", param_hint="--auth")
    return text
