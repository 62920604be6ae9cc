"""Two snapshots of one site, solved alike: what moved, and which single edit explains it."""
