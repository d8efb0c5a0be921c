"""Tests mirror the source; `browser/`, `races/` and `benchmarks/` hold what has no single place in it."""
