"""Guides as sound, and films about them."""
