"""Backlinks as people ask about them: where to land, whose to win, whose equity it is."""
