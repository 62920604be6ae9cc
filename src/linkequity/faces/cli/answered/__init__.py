"""How the terminal shows what a command answered, one file an answer."""
