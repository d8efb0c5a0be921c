"""Pictures and files: what is uploaded, cleaned and rendered."""
