"""Tests of the starting content and its loader."""
