"""The big tables of the results: a view of one is chosen, read page by page, and exported whole."""
