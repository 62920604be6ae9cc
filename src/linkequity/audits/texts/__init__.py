"""Audits that compare the texts of pages."""
