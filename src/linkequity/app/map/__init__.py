"""The map of a site: where each page lies, what flows between islands, and what a click asks."""
