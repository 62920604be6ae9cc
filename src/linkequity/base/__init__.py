"""Ground floor: errors, URLs and settings, used by every other floor."""
