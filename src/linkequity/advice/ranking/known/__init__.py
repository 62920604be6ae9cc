"""What a ranker knows of a site: its words, names and links, whichever of them it may see."""
