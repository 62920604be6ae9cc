"""What is true of each page: its address, kind, segment, depth, text, and who names it."""
