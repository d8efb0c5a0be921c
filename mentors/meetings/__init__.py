"""Meetings, and what the two people see of them."""
