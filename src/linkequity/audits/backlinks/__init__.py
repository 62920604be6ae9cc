"""Audits of backlinks and where they land."""
