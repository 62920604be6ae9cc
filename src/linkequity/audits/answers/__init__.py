"""Audits of what answers made by AI can read and reach; eligibility, no promise of citations."""
