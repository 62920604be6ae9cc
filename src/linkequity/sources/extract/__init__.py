"""What one answer says: the facts of a page, its links and its passages, as table rows."""
