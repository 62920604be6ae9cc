"""Vendors' files in: one module a vendor, all ending in the tables `backlinks` and `search`."""
