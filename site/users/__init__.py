"""People: roles, ways to come back, what we know about whom."""
