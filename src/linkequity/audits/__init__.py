"""What is wrong: one audit, one file; each reads facts and finds, none crawls."""
