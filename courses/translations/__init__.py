"""Translations: what there is in which language, what is behind Swedish, and who has signed it."""
