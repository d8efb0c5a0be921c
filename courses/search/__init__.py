"""Find a guide in everyday words."""
