"""Robustness: the same site under many sets of weights that could all be the true ones."""
