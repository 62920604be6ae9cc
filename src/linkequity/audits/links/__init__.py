"""Audits of single links: where they lead and what they carry."""
