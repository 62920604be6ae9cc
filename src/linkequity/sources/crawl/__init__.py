"""A site over HTTP, or from disk by the same rules: frontier, fetching, robots, sitemaps."""
