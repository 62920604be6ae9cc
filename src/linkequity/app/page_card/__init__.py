"""The card of one page: why it has this much equity, and who should link to it."""
