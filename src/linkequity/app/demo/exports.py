"""What the owner would have downloaded: an Ahrefs backlinks export, Search Console's two tables."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from linkequity.app.demo.content import material


def write_backlinks(folder: Path, origin: str) -> Path:
    """The backlinks in Ahrefs' export format: tab-separated UTF-16, every cell quoted."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ahrefs_backlinks.csv"
    rows = [_ahrefs_row(row, origin) for row in _read("backlinks.csv", delimiter="|")]
    cells = [list(rows[0]), *(list(row.values()) for row in rows)]
    text = _table(cells, delimiter="\t", quoting=csv.QUOTE_ALL)
    path.write_bytes("\ufeff".encode("utf-16-le") + text.encode("utf-16-le"))
    return path


def _ahrefs_row(row: dict[str, str], origin: str) -> dict[str, str]:
    """All columns of Ahrefs' export in its order; what no reader uses is derived or empty."""
    rating, rel = int(row["dr"]), row["rel"].split()
    return {
        "Referring page title": row["title"],
        "Referring page URL": row["page"],
        "Language": "en",
        "Platform": "",
        "Referring page HTTP code": "200",
        "Domain rating": row["dr"],
        "UR": row["ur"],
        "Domain traffic": str(round(10 ** (rating / 15))),
        "Referring domains": row["ur"],
        "Linked domains": str(3 + rating % 23),
        "External links": str(5 + rating % 31),
        "Page traffic": str(rating // 4),
        "Keywords": str(rating // 3),
        "Target URL": origin + row["target"],
        "Left context": row["left"],
        "Anchor": row["anchor"],
        "Right context": row["right"],
        "Type": "text",
        "Content": "TRUE",
        "Nofollow": _flag("nofollow" in rel),
        "UGC": _flag("ugc" in rel),
        "Sponsored": _flag("sponsored" in rel),
        "Rendered": "FALSE",
        "Raw": "TRUE",
        "Lost status": "linkremoved" if row["lost"] else "",
        "Drop reason": "",
        "Discovered status": "pagefound",
        "First seen": row["first"],
        "Last seen": row["last"],
        "Lost": row["lost"],
        "Links in group": "1",
    }


def _flag(value: object) -> str:
    return "TRUE" if value else "FALSE"


def write_search(folder: Path, origin: str) -> tuple[Path, Path]:
    """Search Console's performance export: `Pages.csv` and `Queries.csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = ([origin + row["path"], *_figures(row)] for row in _read("search_pages.csv"))
    queries = ([row["query"], *_figures(row)] for row in _read("search_queries.csv"))
    return (
        _write_search(folder / "Pages.csv", "Top pages", pages),
        _write_search(folder / "Queries.csv", "Top queries", queries),
    )


def _write_search(path: Path, first: str, rows: Iterable[list[str]]) -> Path:
    text = _table([[first, "Clicks", "Impressions", "CTR", "Position"], *rows])
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _figures(row: dict[str, str]) -> list[str]:
    rate = f"{100 * int(row['clicks']) / int(row['impressions']):.2f}".rstrip("0").rstrip(".")
    return [row["clicks"], row["impressions"], f"{rate}%", row["position"]]


def _read(name: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
    text = material().joinpath("content", name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _table(rows: Iterable[list[str]], **dialect: object) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", **dialect).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()
