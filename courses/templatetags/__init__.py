"""Template tags of the rooms of courses."""
