"""Baked pages: what anonymous readers see, as files that need neither Python nor a database to be read."""
