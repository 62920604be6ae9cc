"""What comes in from other sites: what each backlink brings, and how many are known."""
