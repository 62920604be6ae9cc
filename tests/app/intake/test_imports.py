"""What is imported is stored whole, replaced by its file, and told of table by table."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from xlsxwriter import Workbook

from linkequity.app.intake.imports import import_file, read_imports
from linkequity.app.workspace import Workspace
from linkequity.base.errors import FileUnreadable, VendorUnclear
from linkequity.snapshot.tables import BACKLINKS

PERFORMANCE = {
    "Diagramm.csv": "Datum,Klicks,Impressionen,CTR,Position\n2026-03-02,1,9,11%,9\n"
    "2026-03-30,0,9,0%,9\n",
    "Suchanfragen.csv": "Häufigste Suchanfragen,Klicks,Impressionen,CTR,Position\n"
    'roggenbrot,4,57,7%,"3,5"\n',
    "Seiten.csv": "Die häufigsten Seiten,Klicks,Impressionen,CTR,Position\n"
    'https://bakery.example/,9,90,10%,"4,1"\n',
    "Länder.csv": "Land,Klicks,Impressionen,CTR,Position\nÖsterreich,9,90,10%,4\n",
    "Filter.csv": "Filter,Wert\nSuchtyp,Web\n",
}
LINKS = "source,target\nhttps://a.example/{n},https://bakery.example/\n"


def archive(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return path


def links(path: Path, number: int) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(LINKS.format(n=number))
    return path


def test_an_archive_is_read_table_by_table_as_it_was_downloaded(tmp_path: Path) -> None:
    """Days tell the period of pages and queries; what names neither is left out and counted."""
    workspace = Workspace(tmp_path / "ws")
    records = import_file(workspace, archive(tmp_path / "bakery.zip", PERFORMANCE))
    told = {Path(r.file).name: (r.vendor, r.used, r.refused, r.left_out) for r in records}
    assert told == {
        "Diagramm.csv": ("search_console", 2, 0, {}),
        "Suchanfragen.csv": ("search_console", 1, 0, {}),
        "Seiten.csv": ("search_console", 1, 0, {}),
        "Länder.csv": ("search_console", 0, 0, {"countries": 1}),
        "Filter.csv": ("search_console", 0, 0, {"filters": 1}),
    }
    search = read_imports(workspace).tables.search
    assert search["file"].unique().sort().to_list() == sorted(
        str(tmp_path / "bakery.zip" / name)
        for name in ("Diagramm.csv", "Suchanfragen.csv", "Seiten.csv")
    )
    page = search.drop_nulls("url").row(0, named=True)
    assert (str(page["period_start"]), str(page["period_end"])) == ("2026-03-02", "2026-03-30")
    assert page["search_position"] == 4.1


def test_a_newer_archive_of_the_same_name_replaces_every_table_of_the_older(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "ws")
    import_file(workspace, archive(tmp_path / "bakery.zip", PERFORMANCE))
    fewer = {name: PERFORMANCE[name] for name in ("Seiten.csv", "Länder.csv")}
    import_file(workspace, archive(tmp_path / "bakery.zip", fewer))
    imports = read_imports(workspace)
    assert imports.tables.search.height == 1
    assert len(imports.records) == 2


def test_what_nobody_knows_in_an_archive_is_left_out_and_counted(tmp_path: Path) -> None:
    members = {"links.csv": LINKS.format(n=1), "notes.csv": "a,b\n1,2\n3,4\n", "logo.png": b"\x89P"}
    workspace = Workspace(tmp_path / "ws")
    [record] = import_file(workspace, archive(tmp_path / "all.zip", members))
    assert (record.used, record.rows) == (1, 3)
    assert record.left_out == {"in tables that are no export we know": 2}
    with pytest.raises(VendorUnclear, match=r"notes\.csv"):
        import_file(workspace, archive(tmp_path / "none.zip", dict(list(members.items())[1:])))


def test_members_of_an_archive_never_become_paths(tmp_path: Path) -> None:
    members = {"../../links.csv": LINKS.format(n=1), "/etc/x.csv": LINKS.format(n=2)}
    workspace = Workspace(tmp_path / "deep" / "ws")
    import_file(workspace, archive(tmp_path / "evil.zip", members))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["deep", "evil.zip"]


def test_a_broken_archive_is_unreadable(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.zip", PERFORMANCE).read_bytes()
    broken = tmp_path / "broken.zip"
    broken.write_bytes(whole[:200])
    with pytest.raises(FileUnreadable):
        import_file(Workspace(tmp_path / "ws"), broken)


def _workbook(path: Path, rows: str) -> Path:
    written = BytesIO()
    with Workbook(written) as book:
        book.add_worksheet()
    with zipfile.ZipFile(written) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>"
    return archive(path, members | {"xl/worksheets/sheet1.xml": sheet})


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'>" + "<c><v>1</v></c>" * 16_000 + "</row><row r = '1048576'><c/></row>",
        '<row r="9">' + " " * (3 << 20) + "</row>" + "<c" + " " * (3 << 20) + 'r="A1"/>',
    ],
    ids=["cells far apart", "a wide row and one far below", "a tag without end"],
)
def test_a_workbook_that_unfolds_into_memory_is_refused_before_it_is_read(
    tmp_path: Path, rows: str
) -> None:
    """A few kilobytes may name the last row and the last column: 400 GB with what is between."""
    bomb = _workbook(tmp_path / "bomb.xlsx", rows)
    assert bomb.stat().st_size < 100_000
    with pytest.raises(FileUnreadable):
        import_file(Workspace(tmp_path / "ws"), bomb)


def test_the_same_file_again_replaces_its_rows_and_leaves_those_of_others(tmp_path: Path) -> None:
    """Two files of one name in two folders are two files."""
    workspace = Workspace(tmp_path / "ws")
    first, second = links(tmp_path / "a" / "links.csv", 1), links(tmp_path / "b" / "links.csv", 2)
    for file in (first, second):
        import_file(workspace, file)
    links(first, 3)
    import_file(workspace, first)
    stored = read_imports(workspace).tables.backlinks
    assert stored["referring_page"].to_list() == ["https://a.example/2", "https://a.example/3"]
    assert len(read_imports(workspace).records) == 2
    assert not list(workspace.imports.glob(".import-*")), "nothing half-read stays"


def test_a_file_that_is_now_of_another_kind_leaves_no_rows_of_the_old(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "ws")
    import_file(workspace, links(tmp_path / "a.csv", 1))
    (tmp_path / "a.csv").write_text(PERFORMANCE["Seiten.csv"])
    import_file(workspace, tmp_path / "a.csv")
    tables = read_imports(workspace).tables
    assert (tables.backlinks.height, tables.search.height) == (0, 1)


def test_a_failed_import_changes_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "ws")
    import_file(workspace, links(tmp_path / "a.csv", 1))
    (tmp_path / "a.csv").write_text("word,count\nx,1\n")
    with pytest.raises(VendorUnclear):
        import_file(workspace, tmp_path / "a.csv")
    assert read_imports(workspace).tables.backlinks.height == 1


def test_tables_stored_before_a_column_was_added_are_read_and_added_to(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "ws")
    import_file(workspace, links(tmp_path / "a.csv", 1))
    path = workspace.imports / "backlinks.parquet"
    pl.read_parquet(path).drop("vendors", "language").write_parquet(path)
    assert read_imports(workspace).tables.backlinks.schema == BACKLINKS.schema
    import_file(workspace, links(tmp_path / "b.csv", 2))
    assert read_imports(workspace).tables.backlinks.height == 2


def workbook(path: Path, sheets: Mapping[str, list[list[object]]]) -> Path:
    """A workbook in the fewest parts that the format asks for."""
    kinds = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="r" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kinds}/relationships">{targets}'
        "</Relationships>",
    }
    for n, rows in enumerate(sheets.values(), 1):
        body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
        )
    return archive(path, parts)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def test_a_workbook_of_several_sheets_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    """Rates are fractions there; an empty sheet is no table."""
    headers: list[object] = ["Die häufigsten Seiten", "Klicks", "Impressionen", "CTR", "Position"]
    sheets: dict[str, list[list[object]]] = {
        "Diagramm": [["Datum", *headers[1:]], ["2026-03-02", 1, 9, 0.1111, 9.5]],
        "Seiten": [headers, ["https://bakery.example/", 9, 1290, 0.007, 4.25]],
        "Tabelle3": [],
    }
    workspace = Workspace(tmp_path / "ws")
    records = import_file(workspace, workbook(tmp_path / "bakery.xlsx", sheets))
    assert [(Path(r.file).name, r.used, r.rows) for r in records] == [
        ("Diagramm", 1, 1),
        ("Seiten", 1, 1),
    ]
    page = read_imports(workspace).tables.search.drop_nulls("url").row(0, named=True)
    assert (page["impressions"], page["search_position"]) == (1290, 4.25)
    assert str(page["period_start"]) == "2026-03-02"


def test_a_workbook_of_one_sheet_goes_by_its_own_name(tmp_path: Path) -> None:
    rows: list[list[object]] = [["source", "target"], ["https://a.example/", "https://b.example/"]]
    [record] = import_file(Workspace(tmp_path / "ws"), workbook(tmp_path / "l.xlsx", {"S": rows}))
    assert (record.file, record.vendor, record.used) == (str(tmp_path / "l.xlsx"), "generic", 1)
