"""Others doing the same work; dependencies of the benchmarks only."""
