"""Pages for coming back, being signed in, and leaving."""
