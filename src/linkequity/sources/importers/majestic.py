"""Majestic, Site Explorer, Backlinks: the download, and its API's names.

Trust Flow and Citation Flow of the source are the referring page's; those of the target are our
own page's and never read. "FlagDeleted" says that the link is gone.
"""

from linkequity.snapshot.tables import BACKLINKS
from linkequity.sources.columns import DATE, FLAG, RATING, TEXT, URL, ImportColumn
from linkequity.sources.importers.table_importer import TableImporter, as_read, having

FIRST_SEEN = ("source first found date", "firstindexeddate", "first indexed date")
LAST_SEEN = ("source crawl date", "lastseendate", "last seen date")
TRUST_FLOW = ("source trust flow", "sourcetrustflow")
CITATION_FLOW = ("source citation flow", "sourcecitationflow")
COLUMNS = (
    ImportColumn("referring_page", ("source url", "sourceurl"), URL, required=True),
    ImportColumn("target", ("target url", "targeturl"), URL, required=True),
    ImportColumn("anchor_text", ("anchor text", "anchortext"), TEXT),
    ImportColumn("nofollow", ("flagnofollow",), FLAG),
    ImportColumn("lost", ("flagdeleted",), FLAG),
    ImportColumn("majestic_trust_flow", TRUST_FLOW, RATING),
    ImportColumn("majestic_citation_flow", CITATION_FLOW, RATING),
    ImportColumn("first_seen", FIRST_SEEN, DATE),
    ImportColumn("last_seen", LAST_SEEN, DATE),
    ImportColumn("source_title", ("source title", "sourcetitle"), TEXT),
    ImportColumn("language", ("source language", "sourcelanguage"), TEXT),
)
TELLING = ("referring_page", "target", "majestic_trust_flow", "majestic_citation_flow")

IMPORTER = TableImporter(
    "majestic",
    BACKLINKS,
    having(COLUMNS, TELLING),
    as_read,
    "Majestic's backlinks: Source URL, Target URL, Source Trust Flow, Source Citation Flow",
)
