"""The start page: everyday needs first, not authorities."""
