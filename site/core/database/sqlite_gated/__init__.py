"""Django's SQLite backend with the write gate in front of every transaction."""
