"""Server logs: which crawlers asked for which pages, on which day, and what they were answered."""
