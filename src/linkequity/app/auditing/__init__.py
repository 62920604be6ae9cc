"""From facts and audits to the one result document and the tables beside it."""
