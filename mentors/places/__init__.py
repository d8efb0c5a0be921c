"""Where people meet."""
