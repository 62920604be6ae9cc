"""The command line: its commands, and how their answers look in a terminal."""
