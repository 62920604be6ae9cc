"""Two snapshots compared, as one document for every face."""
