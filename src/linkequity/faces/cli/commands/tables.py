"""`linkequity pages`, `links`, `backlinks`, `findings`: the tables of the latest results."""

from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o

Where = Annotated[
    str | None, typer.Option(metavar="SQL", help="Only rows where, e.g. 'inlinks = 0'.")
]
Sort = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="Sort by; with a minus before it, descending.")
]
Columns = Annotated[str | None, typer.Option(metavar="A,B,…", help="Only these columns.")]
Limit = Annotated[int | None, typer.Option(min=1, help="Only so many rows.")]
Csv = Annotated[Path | None, typer.Option(metavar="FILE", help="Write all of it there as CSV.")]
Xlsx = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write all of it there as a workbook.")
]

SHORT = {
    "pages": "url,title,content_kind,click_depth,inlinks,content_inlinks,equity,value,"
    "backlink_equity",
    "links": "source,target,anchor_text,link_position,followed,target_kind,flow",
    "backlinks": "referring_page,target,anchor_text,vendors,strength,landing_kind,lost_at_door",
    "findings": "audit,url,severity,verdict,state,equity_at_stake",
}


def pages(
    *,
    where: Where = None,
    sort: Sort = "-equity",
    columns: Columns = None,
    limit: Limit = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Pages with their equity, the strongest first.

    Example: linkequity pages --where "inlinks = 0 AND indexable" --csv orphans.csv
    """
    _show("pages", workspace, (where, sort, columns, limit), csv=csv, xlsx=xlsx, json=json)


def links(
    *,
    where: Where = None,
    sort: Sort = None,
    columns: Columns = None,
    limit: Limit = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Every link: where it stands, what it says, what flows through it.

    Example: linkequity links --where "target_kind = 'broken'" --sort=-flow
    """
    _show("links", workspace, (where, sort, columns, limit), csv=csv, xlsx=xlsx, json=json)


def backlinks(
    *,
    where: Where = None,
    sort: Sort = "-strength",
    columns: Columns = None,
    limit: Limit = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Backlinks with the equity each brings and where it lands.

    Example: linkequity backlinks --where lost_at_door
    """
    _show("backlinks", workspace, (where, sort, columns, limit), csv=csv, xlsx=xlsx, json=json)


def findings(
    *,
    where: Where = None,
    sort: Sort = "-equity_at_stake",
    columns: Columns = None,
    limit: Limit = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write all of them into a baseline, and no more."),
    ] = None,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """Every finding of every audit, the largest stake first.

    Example: linkequity findings --where "state = 'new'" --csv new.csv
    """
    if write_baseline is not None:
        _accept(write_baseline, workspace)
        return
    _show("findings", workspace, (where, sort, columns, limit), csv=csv, xlsx=xlsx, json=json)


def _accept(file: Path, workspace: Path | None) -> None:
    from linkequity.app.verbs import write_baseline  # noqa: PLC0415
    from linkequity.faces.words import counted  # noqa: PLC0415

    print(f"{counted(write_baseline(file, workspace), 'finding')} in {file}")


def _show(
    name: str,
    workspace: Path | None,
    asked: tuple[str | None, str | None, str | None, int | None],
    *,
    csv: Path | None,
    xlsx: Path | None,
    json: bool,
) -> None:
    from linkequity.app.exports import Choice, chosen, read_table, write_csv  # noqa: PLC0415
    from linkequity.app.tables.exporting import write_rows_xlsx  # noqa: PLC0415
    from linkequity.app.workspace import find_workspace  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json, say_table  # noqa: PLC0415

    table = read_table(find_workspace(workspace, Path.cwd()), name)
    where, sort, columns, limit = asked
    files = [file for file in (csv, xlsx) if file is not None]
    short = None if json or files else SHORT[name]
    rows = chosen(table, Choice(where, sort, columns or short, limit))
    if csv is not None:
        write_csv(rows, csv)
    if xlsx is not None:
        write_rows_xlsx(name, rows, xlsx)
    if json:
        print_json({name: rows.to_dicts(), "count": rows.height})
    elif files:
        print(f"{rows.height:,} rows in {' and '.join(map(str, files))}")
    else:
        say_table(rows)
