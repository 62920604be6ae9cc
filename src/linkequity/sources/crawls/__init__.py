"""Crawls by other programs: their exports, read into the tables of a snapshot."""
