"""Audits of the words of links."""
