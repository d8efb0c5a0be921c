"""When a mentor can meet, in wall-clock time, and what is free of it."""
