"""Rounds: what a planned round would change, released by a coordinator (or by the clock), and taken back again."""
