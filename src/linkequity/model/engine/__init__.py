"""The engine: links as arrays, solved. It knows no tables, no settings and no URLs."""
