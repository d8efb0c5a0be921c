"""Commands of the mentors app."""
