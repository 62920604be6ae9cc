"""How answer engines meet the site."""
