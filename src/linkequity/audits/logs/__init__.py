"""Audits that server logs make possible."""
