"""Courses, and how far somebody has come: in an address, on paper, or with an account."""
