"""Audits of what may be indexed: noindex, robots.txt, sitemaps, other languages."""
