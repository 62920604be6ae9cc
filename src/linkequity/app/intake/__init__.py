"""What comes in: sites, folders, other programs' crawls, and the files people bring."""
