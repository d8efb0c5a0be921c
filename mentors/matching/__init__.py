"""Who suits whom, and why."""
