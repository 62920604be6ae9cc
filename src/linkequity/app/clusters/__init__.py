"""The documents of `linkequity clusters`, and how they are made."""
