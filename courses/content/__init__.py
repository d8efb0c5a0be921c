"""The starting content in readable files, and what loads it."""
