"""What is true of each link: where it ends, what it weighs, what it carries."""
