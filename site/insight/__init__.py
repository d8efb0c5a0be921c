"""Anonymous counts: what happens is counted without a person at the moment it happens."""
