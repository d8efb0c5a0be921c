"""`manage.py load_content` and `manage.py rebuild_search`."""
