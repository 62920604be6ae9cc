"""Audits of declared canonicals."""
