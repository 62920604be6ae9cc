"""`linkequity accept`, `linkequity reject` and `linkequity decisions`."""

from typing import Annotated

import typer

from linkequity.faces.cli import options as o

Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="As recommend shows them.")]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why not, to remember.")]


def accept(
    ids: Ids, *, workspace: o.Workspace = None, json: o.Json = False, _quiet: o.Hushed = False
) -> None:
    """Take up links that were recommended: open work until a later crawl finds them there.

    Example: linkequity accept akn5aklxwiko
    """
    from linkequity.app.links_to_add.decisions import decide  # noqa: PLC0415
    from linkequity.faces.cli.answered.decisions import answer  # noqa: PLC0415

    answer(decide(ids, "accepted", "", workspace), json=json)


def reject(
    ids: Ids,
    *,
    because: Because = "",
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Turn down links that were recommended: they are not proposed again.

    Example: linkequity reject akn5aklxwiko --because "another product"
    """
    from linkequity.app.links_to_add.decisions import decide  # noqa: PLC0415
    from linkequity.faces.cli.answered.decisions import answer  # noqa: PLC0415

    answer(decide(ids, "rejected", because, workspace), json=json)


def decisions(
    *, workspace: o.Workspace = None, json: o.Json = False, _quiet: o.Hushed = False
) -> None:
    """What was accepted and rejected, and what a crawl has found done.

    Example: linkequity decisions
    """
    from linkequity.app.links_to_add.decisions import list_decisions  # noqa: PLC0415
    from linkequity.faces.cli.answered.decisions import answer  # noqa: PLC0415

    answer(list_decisions(workspace), json=json)
