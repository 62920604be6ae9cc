"""Semrush, Backlink Analytics, Backlinks: CSV, or XLSX in which every cell is text.

"Page ascore" is the referring page's rating. A link may stand in several rows, one for each time
it was found anew; "Lost link" says of each whether it was gone again.
"""

from linkequity.snapshot.tables import BACKLINKS
from linkequity.sources.columns import DATE, FLAG, RATING, TEXT, URL, ImportColumn
from linkequity.sources.importers.table_importer import TableImporter, as_read, having

COLUMNS = (
    ImportColumn("referring_page", ("source url",), URL, required=True),
    ImportColumn("target", ("target url",), URL, required=True),
    ImportColumn("anchor_text", ("anchor",), TEXT),
    ImportColumn("nofollow", ("nofollow",), FLAG),
    ImportColumn("ugc", ("ugc",), FLAG),
    ImportColumn("sponsored", ("sponsored",), FLAG),
    ImportColumn("lost", ("lost link",), FLAG),
    ImportColumn("semrush_page_score", ("page ascore", "page authority score"), RATING),
    ImportColumn("first_seen", ("first seen",), DATE),
    ImportColumn("last_seen", ("last seen",), DATE),
    ImportColumn("source_title", ("source title",), TEXT),
    ImportColumn("language", ("language",), TEXT),
)

IMPORTER = TableImporter(
    "semrush",
    BACKLINKS,
    having(COLUMNS, ("referring_page", "target", "semrush_page_score")),
    as_read,
    "Semrush's backlinks export: Page ascore, Source url, Target url",
)
