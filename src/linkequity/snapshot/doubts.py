"""What PAGES says in `error` of pages that answered, but not with what is there for readers.

A challenge is a firewall's: it asks whether the visitor is a person. A soft 404 is an error page
that answers 200 (https://developers.google.com/search/docs/crawling-indexing/http-network-errors).
Each word may be followed by a colon and what says so. What could not be unpacked was never read.
A folder that holds not one file of a kind (a repository without its PDFs) may be served with them.
"""

from typing import Final

CHALLENGE: Final = "challenge"
SOFT_404: Final = "soft 404"
UNDECODED: Final = "encoding"
NOT_IN_FOLDER: Final = "not in the folder"
