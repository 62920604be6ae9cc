"""`linkequity origins`."""

from typing import Annotated, Literal

import typer

from linkequity.faces.cli import options as o


def origins(
    pages: Annotated[
        list[str] | None, typer.Argument(help="Pages by path or URL; without any, the whole site.")
    ] = None,
    *,
    by: Annotated[
        Literal["referring-domain", "backlink", "segment"],
        typer.Option(help="What to split by; by segment: where on the site it enters."),
    ] = "referring-domain",
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Whose equity pages keep: from which backlinks, domains or segments, exactly.

    Example: linkequity origins /tax-advisory --by backlink
    """
    from linkequity.app.verbs import origins as find_origins  # noqa: PLC0415
    from linkequity.faces.cli.answered.origins import say_origins  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    found = find_origins(pages or [], by, workspace)
    if json:
        print_json(found)
    else:
        say_origins(found)
