"""What a workspace remembers: every finding it ever had, and what need not be said again."""
