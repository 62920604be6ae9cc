"""What speaks for a link from one page to another, as numbers."""
