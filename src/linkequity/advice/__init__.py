"""What to do: simulated before it is advised."""
