"""What is kept: the tables of a site, frozen as Parquet."""
