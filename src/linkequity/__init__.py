"""linkequity: the open engine for link equity."""
