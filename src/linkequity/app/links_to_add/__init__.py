"""Links to add: asked for, chosen, put into words, accepted or rejected."""
