"""What is true of a site: pages folded, links weighed, equity solved, every unit accounted for."""
