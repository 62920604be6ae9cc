"""The live pages that dead URLs most likely meant, and how near they come."""
