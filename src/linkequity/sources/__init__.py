"""What is seen: crawls, folders and imports, written as the tables of a snapshot."""
