"""Template tags of the mentors app."""
