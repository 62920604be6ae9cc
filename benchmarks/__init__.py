"""How fast and how large: figures with targets, beside what others need for the same work."""
