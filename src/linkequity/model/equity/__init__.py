"""Where equity goes: solved, valued, booked, and traced back to where it came in."""
