"""`linkequity plan`."""

from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o

Target = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The page that should rank; else what the data suggests."),
]
Keywords = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="CSV of queries people ask, beside imported search data."),
]
Prospects = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="CSV of prospects, as of linkequity prospects --csv."),
]
Markdown = Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as Markdown.")]
Csv = Annotated[Path | None, typer.Option(metavar="FILE", help="Write its tasks as CSV.")]


def plan(
    *,
    target: Target = None,
    keywords: Keywords = None,
    prospects: Prospects = None,
    markdown: Markdown = None,
    csv: Csv = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Three steps for a page that should rank: the page, its supporting pages, then backlinks.

    Example: linkequity plan --target /tax-advisory --prospects prospects.csv
    """
    from linkequity.app.exports import write_csv, write_text  # noqa: PLC0415
    from linkequity.app.planning.build import PlanOrder  # noqa: PLC0415
    from linkequity.app.planning.files import as_markdown, task_table  # noqa: PLC0415
    from linkequity.app.verbs import plan as make_plan  # noqa: PLC0415
    from linkequity.faces.cli.answered.plan import say_plans  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    made = make_plan(PlanOrder(target, keywords, prospects), workspace)
    if markdown is not None:
        write_text(as_markdown(made.plans), markdown)
    if csv is not None:
        write_csv(task_table(made.plans), csv)
    if json:
        print_json(made)
    else:
        say_plans(made)
