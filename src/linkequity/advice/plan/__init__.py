"""The plan of three steps: the target, its supporting pages, then backlinks, with gates between."""
